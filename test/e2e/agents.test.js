// Conversations of n8n's AI Agent with HeyGen as its tool, with a stand-in for the model.
const { agentWithTool } = require('./agentKit');
const { byId, openLab } = require('./lab');

const labs = [];
afterAll(async () => await Promise.all(labs.map((lab) => lab.close())));

/** What the agent says in the end. */
async function converse(lab, options) {
	const { workflow, stop } = await agentWithTool(lab, options);
	labs.push({ close: stop });
	const execution = await lab.rest.runToEnd(
		await lab.rest.createWorkflow(workflow, [lab.credential]),
	);
	return JSON.stringify(execution.data.resultData.runData.Agent);
}

test.each([
	[undefined, 'may not delete with this tool', 0],
	[true, 'deleted', 1],
])('"Delete everything", with Allow Agents to Delete %s', async (allowDelete, said, deletions) => {
	const lab = await openLab();
	labs.push(lab);
	const answer = await converse(lab, {
		text: 'Delete everything',
		given: { video: 'video-1' },
		parameters: {
			resource: 'video',
			operation: 'delete',
			videoId: byId("={{ $fromAI('video', 'ID of the video', 'string') }}"),
			options: allowDelete ? { allowDelete } : {},
		},
	});
	expect(answer).toContain(said);
	expect(lab.simulator.requests({ method: 'DELETE' })).toHaveLength(deletions);
});

test('"What would it cost?" is answered, and nothing is paid', async () => {
	const lab = await openLab();
	labs.push(lab);
	const answer = await converse(lab, { text: 'What would it cost?', completion: 'check' });
	expect(answer).toContain('estimated_credits');
	expect(lab.simulator.paid().count).toBe(0);
});

test.each([
	['Make me a video that says hello', {}, 'video_url', 1],
	[
		'Which avatars have I?',
		{
			given: { limit: 2 },
			parameters: {
				resource: 'avatar',
				operation: 'getMany',
				limit: "={{ $fromAI('limit', 'How many', 'number') }}",
			},
		},
		'looks_count',
		0,
	],
	[
		'Translate the last one into Spanish',
		{
			given: { video: 'https://example.com/last.mp4', language: 'Spanish (Spain)' },
			parameters: {
				resource: 'translation',
				operation: 'create',
				videoUrl: "={{ $fromAI('video', 'Address of the video', 'string') }}",
				outputLanguages: "={{ $fromAI('language', 'Language, e.g. Spanish (Spain)', 'string') }}",
			},
		},
		'Spanish (Spain)',
		1,
	],
])('"%s"', async (text, options, said, paid) => {
	const lab = await openLab();
	labs.push(lab);
	const answer = await converse(lab, { text, ...options });
	expect(answer).toContain(said);
	expect(lab.simulator.paid().count).toBe(paid);
});
