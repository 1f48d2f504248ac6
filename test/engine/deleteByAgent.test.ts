// An agent may delete only where the workflow's author allows it, whatever the version of the agent and whatever the model says.
import type { IDataObject } from 'n8n-workflow';
import { runTool } from '../../tools/engine/engine';
import { startSimulator } from '../../simulator';

let sim: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
	sim = await startSimulator();
});
afterAll(async () => await sim.stop());
beforeEach(() => sim.reset());

const deletes = async (through: 'langchain' | 'engine', options: IDataObject, said: IDataObject) =>
	await runTool({
		through,
		credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
		parameters: {
			resource: 'video',
			operation: 'delete',
			videoId: { __rl: true, mode: 'id', value: "={{ $fromAI('video', '', 'string') }}" },
			options,
		},
		calls: [{ video: '0123456789abcdef0123456789abcdef', ...said }],
	});
const deletions = () => sim.requests().filter(({ method }) => method === 'DELETE');

describe.each(['langchain', 'engine'] as const)('an agent through %s', (through) => {
	test.each([
		['nothing about it', {}, {}],
		['that it is off', { allowDelete: false }, {}],
		['a word in its place', { allowDelete: 'true' }, {}],
		[
			'what the model says',
			{ allowDelete: "={{ $fromAI('sure', '', 'boolean') }}" },
			{ sure: true },
		],
	])('deletes nothing where the tool says %s', async (_what, options, said) => {
		const { answers } = await deletes(through, options, said);
		expect(JSON.stringify(answers)).toContain('may not delete with this tool');
		expect(deletions()).toEqual([]);
	});

	test('asks HeyGen to delete where the author allows it', async () => {
		await deletes(through, { allowDelete: true }, {});
		expect(deletions()).toHaveLength(1);
	});
});
