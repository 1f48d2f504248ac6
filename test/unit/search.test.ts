// How a picker reads HeyGen's lists: far enough to find what is there, and no further than it has to.
import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { search } from '../../nodes/HeyGen/methods/search';

const voices = search('/v3/voices', 100, (row) => ({
	name: String(row.name),
	value: String(row.name),
}));

/** A list of so many pages of 100 rows; `next` gives the cursor behind a page. */
async function find(
	word: string | undefined,
	count: number,
	next = (page: number) => String(page + 1),
) {
	const asked: IDataObject[] = [];
	const context = {
		getNode: () => ({ parameters: {} }),
		getCredentials: async () => ({}),
		helpers: {
			httpRequestWithAuthentication: async (_: string, { qs }: { qs: IDataObject }) => {
				asked.push(qs);
				const page = Number(qs.token ?? 0);
				const data = Array.from({ length: 100 }, (_, row) => ({
					name: `Voice ${page * 100 + row}`,
				}));
				const body = { data, has_more: page + 1 < count, next_token: next(page) };
				return { statusCode: 200, headers: {}, body };
			},
		},
	} as unknown as ILoadOptionsFunctions;
	const { results, paginationToken } = await voices.call(context, word);
	return {
		found: results.map((one) => one.value),
		pages: asked.length,
		more: paginationToken !== undefined,
	};
}

test.each([
	[
		'no word: one page, and more when the picker is scrolled',
		undefined,
		40,
		{ pages: 1, more: true },
	],
	[
		'a word that many rows have: as few pages as fill the picker',
		'voice',
		40,
		{ pages: 1, more: true },
	],
	[
		'a word on the 40th page of 40',
		'voice 3999',
		40,
		{ found: ['Voice 3999'], pages: 40, more: false },
	],
	[
		'a word that no row has, in a list without end',
		'nobody',
		Infinity,
		{ found: [], pages: 60, more: true },
	],
])('%s', async (_, word, count, expected) =>
	expect(await find(word, count)).toMatchObject(expected),
);

test('a cursor that comes again ends the list', async () =>
	expect(await find('nobody', Infinity, () => '1')).toMatchObject({ pages: 2, more: false }));
