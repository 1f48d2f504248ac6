// How a picker reads HeyGen's lists: far enough to find what is there, several pages side by side, and what is known is not read again.
import { sleep, type IDataObject, type ILoadOptionsFunctions } from 'n8n-workflow';
import { forgetLibraries } from '../../nodes/api/lists/library';
import { listSearch } from '../../nodes/HeyGen/methods/listSearch';

beforeEach(forgetLibraries);

const answered = (body: object) => ({ statusCode: 200, headers: {}, body });

/** A HeyGen with so many pages of 100 voices of its own; `next` gives the cursor behind a page, `answer` may refuse. */
function account(
	count: number,
	{
		next = (page: number) => String(page + 1),
		answer = () => undefined as unknown,
	}: { next?: (page: number) => string; answer?: (asked: number) => unknown } = {},
) {
	const asked: IDataObject[] = [];
	let flying = 0;
	let most = 0;
	const context = {
		getNode: () => ({ name: 'HeyGen', parameters: {} }),
		getCurrentNodeParameter: () => undefined,
		getCredentials: async () => ({ apiKey: 'key' }),
		helpers: {
			httpRequestWithAuthentication: async (_: string, { qs }: { qs: IDataObject }) => {
				asked.push(qs);
				most = Math.max(most, ++flying);
				await sleep(0);
				flying--;
				const refusal = answer(asked.length);
				if (refusal) throw refusal;
				if (qs.type === 'private')
					return answered({ data: [{ voice_id: 'own', name: 'My own voice' }] });
				const page = Number(qs.token ?? 0);
				const data = Array.from({ length: 100 }, (__, row) => ({
					name: `Voice ${page * 100 + row}`,
					voice_id: `v${page * 100 + row}`,
				}));
				return answered({ data, has_more: page + 1 < count, next_token: next(page) });
			},
		},
	} as unknown as ILoadOptionsFunctions;
	const find = async (word?: string, token?: string) => {
		const { results, paginationToken } = await listSearch.searchVoices.call(context, word, token);
		return { found: results.map((one) => one.value), token: paginationToken };
	};
	return { asked, find, most: () => most };
}

test('no word: the own ones and the first page of the others, and more when the picker is scrolled', async () => {
	const { asked, find } = account(3);
	const first = await find();
	expect(first.found.slice(0, 2)).toEqual(['own', 'v0']);
	expect(first.found).toHaveLength(101);
	expect(asked).toHaveLength(2);
	const second = await find(undefined, first.token);
	expect(second.found[0]).toBe('v100');
	const third = await find(undefined, second.token);
	expect(third).toMatchObject({ token: undefined });
	expect(asked).toHaveLength(4);
});

test('a word that many have needs few pages; one on the last page is found, and the next search reads nothing', async () => {
	const { asked, find } = account(40);
	expect((await find('voice')).found[0]).toBe('own');
	expect(asked.length).toBeLessThanOrEqual(3);
	expect((await find('voice 3999')).found).toEqual(['v3999']);
	const { length } = asked;
	expect((await find('Voice 2222')).found).toEqual(['v2222']);
	expect(asked).toHaveLength(length);
});

test('a cursor that comes again ends the list', async () => {
	const { asked, find } = account(Infinity, { next: () => '1' });
	expect(await find('nobody')).toEqual({ found: [], token: undefined });
	expect(asked).toHaveLength(3);
});

test('one refusal on the way is waited for; a last one leaves what was found', async () => {
	const busy = Object.assign(new Error('busy'), {
		httpCode: '502',
		cause: { isAxiosError: true, response: { status: 502, headers: {}, data: '' } },
	});
	const once = account(3, { answer: (asked) => (asked === 3 ? busy : undefined) });
	expect((await once.find('voice 299')).found).toEqual(['v299']);
	forgetLibraries();
	const forever = account(9, { answer: (asked) => (asked > 4 ? busy : undefined) });
	expect((await forever.find('15')).found).toContain('v15');
}, 20_000);
