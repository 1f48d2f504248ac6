// What an AI agent is told and may spend: a refusal with its way out, and a ceiling where the tool's author says nothing.
import type { IDataObject } from 'n8n-workflow';
import { defaults } from '../../nodes/api/limits';
import { runTool } from '../../tools/engine/engine';
import { byId, workbench } from './workbench';

const bench = workbench();

/** Speaks for about five and a half minutes, more than the usual ceiling. */
const longScript = 'This is a sentence of a very long story. '.repeat(121).trim();

const makesVideo = async (
	through: 'langchain' | 'engine',
	script: string,
	more: IDataObject = {},
) => {
	const { answers } = await runTool({
		through,
		credentials: { heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url } },
		parameters: {
			resource: 'video',
			operation: 'createAvatar',
			avatarId: byId(bench.known.look),
			script: "={{ $fromAI('script', '', 'string') }}",
			...more,
		},
		calls: [{ script }],
	});
	return JSON.stringify(answers);
};

describe.each(['langchain', 'engine'] as const)('an agent through %s', (through) => {
	test('is told the way out of a refusal, which n8n shows to people only', async () => {
		const answer = await makesVideo(through, 'x'.repeat(5001));
		expect(answer).toContain("'Script' takes 1 to 5,000 characters, but this one has 5,001");
		expect(answer.split('Shorten the text, or split it over several items')).toHaveLength(2);
		expect(bench.sim.paid().count).toBe(0);
	});

	test('is told what HeyGen refuses, with the way out', async () => {
		bench.sim.plan({
			kind: 'status',
			match: { method: 'POST', path: '/v3/videos' },
			status: 402,
			code: 'insufficient_credit',
		});
		expect(await makesVideo(through, 'Hello')).toMatch(
			/HeyGen has no credits left for this request\. .*Add credits or raise the limit/,
		);
	});

	test('spends no more than the usual ceiling where the tool has none of its own', async () => {
		const answer = await makesVideo(through, longScript);
		expect(answer).toMatch(/This call may cost up to [\d.]+ credits \(1 item: [\d.]+\)/);
		expect(answer).toContain(
			`an AI agent's call may cost ${defaults.agentMaxCredits} as long as the tool's 'Max Credits' is not set`,
		);
		expect(answer).toContain('Ask for less, such as a shorter script');
		expect(bench.sent().filter(({ method }) => method === 'POST')).toEqual([]);
	});

	test('spends what its author allows', async () => {
		expect(await makesVideo(through, longScript, { options: { maxCredits: 100 } })).toContain(
			'completed',
		);
		expect(bench.sim.paid().count).toBe(1);
	});

	test('may order what nobody can estimate, and is told so', async () => {
		const { answers } = await runTool({
			through,
			credentials: { heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url } },
			parameters: {
				resource: 'videoAgent',
				operation: 'create',
				prompt: "={{ $fromAI('prompt', '', 'string') }}",
				completion: 'immediate',
			},
			calls: [{ prompt: 'A film about tea' }],
		});
		expect(JSON.stringify(answers)).toContain(
			'No ceiling held for this call, since nobody knows its cost before: The agent chooses the length of its video',
		);
		expect(bench.sim.paid().count).toBe(1);
	});

	test('asked what it would cost, it hears of the ceiling', async () => {
		const answer = await makesVideo(through, longScript, { completion: 'check' });
		expect(answer).toContain('as long as the tool');
		expect(bench.sim.paid().count).toBe(0);
	});
});

test('an ordinary workflow has no ceiling but its own', async () => {
	const { error } = await bench.run('video', 'createAvatar', {
		avatarId: byId(bench.known.look),
		script: longScript,
	});
	expect(error).toBeUndefined();
	expect(bench.sim.paid().count).toBe(1);
});

test("n8n finds nothing to show under 'From HeyGen' of what HeyGen has never seen", async () => {
	const { error } = await bench.run('video', 'createAvatar', {
		avatarId: byId(bench.known.look),
		script: 'x'.repeat(5001),
	});
	expect(error?.message).toMatch(/^'Script' takes/);
	expect(error).toMatchObject({ httpCode: null, messages: [] });
	expect(error?.context.data).toBeUndefined();
	expect(bench.sim.requests()).toEqual([]);
});
