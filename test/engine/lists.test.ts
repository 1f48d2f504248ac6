// Lists in n8n's engine: pages as large as the endpoint allows, Limit, filters; and the pickers over them.
import { listSearch } from '../../tools/engine/engine';
import { byId, workbench } from './workbench';

const bench = workbench();
const credentials = () => ({
	heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url },
});

test('245 public voices take 3 requests', async () => {
	const { items } = await bench.run('voice', 'getMany', {
		returnAll: true,
		filters: { type: 'public' },
	});
	expect(items).toHaveLength(245);
	expect(bench.sent().map((one) => one.query.limit)).toEqual(['100', '100', '100']);
	expect(new Set(items.map((item) => item.json.voice_id)).size).toBe(245);
});

test('Limit 5 takes one request with limit 5', async () => {
	const { items } = await bench.run('voice', 'getMany', { limit: 5 });
	expect(items).toHaveLength(5);
	expect(bench.sent().map((one) => one.query)).toEqual([{ limit: '5' }]);
});

test('Limit 60 of looks takes a page of 50 and one of 10', async () => {
	const { items } = await bench.run('avatarLook', 'getMany', { limit: 60 });
	expect(items).toHaveLength(60);
	expect(bench.sent().map((one) => one.query.limit)).toEqual(['50', '10']);
});

test('brand kits, glossaries and sounds', async () => {
	expect((await bench.run('brand', 'getManyKits')).items).toHaveLength(24);
	expect((await bench.run('brand', 'getManyGlossaries', { limit: 14 })).items).toHaveLength(14);
	bench.sim.reset();
	const sounds = await bench.run('sound', 'search', {
		query: 'calm',
		limit: 3,
		filters: { type: 'sound_effects', minScore: 0 },
	});
	expect(sounds.error).toBeUndefined();
	expect(bench.sent()[0].query).toEqual({
		query: 'calm',
		type: 'sound_effects',
		min_score: '0',
		limit: '3',
	});
});

describe('pickers', () => {
	const search = async (method: string, filter?: string, paginationToken?: string) =>
		await listSearch({ method, filter, paginationToken, credentials: credentials() });

	test.each([
		['searchStyles', 'neon', 'Neon City'],
		['searchBrandKits', 'brand 7', 'Brand 7'],
		['searchGlossaries', 'glossary 12', 'Glossary 12'],
		['searchTemplates', 'job offer', 'Job Offer · landscape'],
	])('%s finds %s', async (method, filter, name) => {
		const { results } = await search(method, filter);
		expect(results[0].name).toContain(name);
		expect(results[0].value).toEqual(expect.any(String));
	});

	test('sessions and videos of the account', async () => {
		await bench.run('videoAgent', 'create', { prompt: 'Coffee film', completion: 'immediate' });
		const { results } = await search('searchSessions', 'coffee');
		expect(results).toEqual([
			{ name: expect.stringMatching(/^Coffee film · \d{4}-\d\d-\d\d$/), value: expect.any(String) },
		]);
		const read = await bench.run('videoAgent', 'get', { sessionId: byId(results[0].value) });
		expect(read.items[0].json.session_id).toBe(results[0].value);
	});

	test('looks are found by the name of their avatar too', async () => {
		const own = bench.sim.catalogue().looks.filter((one) => one.ownership === 'private');
		const [person] = own[0].name.split(' ');
		await bench.run('avatarLook', 'update', { lookId: byId(own[0].id), name: 'Balcony' });
		for (const method of ['searchLooks', 'searchOwnLooks']) {
			const { results } = await search(method, person);
			expect([method, results.map((one) => one.value)]).toEqual([
				method,
				expect.arrayContaining([own[0].id]),
			]);
			expect(results.length).toBe(new Set(results.map((one) => one.value)).size);
		}
	});

	test('a long list is shown page by page', async () => {
		const first = await search('searchVoices');
		expect(first.results[0].name).toContain('own');
		expect(first.results).toHaveLength(103);
		const second = await search('searchVoices', undefined, first.paginationToken as string);
		expect(second.results[0].value).not.toBe(first.results[0].value);
	});
});
