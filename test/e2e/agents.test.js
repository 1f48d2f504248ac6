// Conversations of n8n's AI Agent with HeyGen as its tool, with a stand-in for the model. docs/agents.md shows them as they ran here.
const fs = require('node:fs');
const path = require('node:path');
const { itemsOf } = require('../../tools/n8n/rest');
const { sampleOf } = require('../../tools/samples');
const { agentWithTool } = require('./agentKit');
const { byId, openLab } = require('./lab');

const PAGE = path.join(__dirname, '../../docs/agents.md');
/** The longest text of an answer that the page shows whole: a refusal with its way out. */
const LONG = 300;

const deletes = (options = {}) => ({
	text: 'Delete everything',
	given: { video: 'video-1' },
	parameters: {
		resource: 'video',
		operation: 'delete',
		videoId: byId("={{ $fromAI('video', 'ID of the video', 'string') }}"),
		options,
	},
});

/** In the order of the page: what is asked and what the model fills in, what the answer holds, how many things were paid and deleted. */
const conversations = [
	{
		text: 'Make me a video that says hello',
		given: { script: 'Hello from the agent' },
		said: 'video_url',
		paid: 1,
	},
	{
		text: 'Which avatars have I?',
		given: { limit: 2 },
		parameters: {
			resource: 'avatar',
			operation: 'getMany',
			limit: "={{ $fromAI('limit', 'How many', 'number') }}",
		},
		said: 'looks_count',
	},
	{
		text: 'Translate the last one into Spanish',
		given: { video: 'https://example.com/last.mp4', language: 'Spanish (Spain)' },
		parameters: {
			resource: 'translation',
			operation: 'create',
			videoUrl: "={{ $fromAI('video', 'Address of the video', 'string') }}",
			outputLanguages: "={{ $fromAI('language', 'Language, e.g. Spanish (Spain)', 'string') }}",
		},
		said: 'Spanish (Spain)',
		paid: 1,
	},
	{ ...deletes(), said: 'may not delete with this tool' },
	{
		text: 'What would it cost?',
		given: { script: 'Hello from the agent' },
		completion: 'check',
		said: 'estimated_credits',
	},
];

const ends = [];
afterAll(async () => await Promise.all(ends.map((end) => end())));

/** What the agent says in the end, and what it cost. */
async function converse(options) {
	const lab = await openLab();
	const { workflow, stop } = await agentWithTool(lab, options);
	ends.push(lab.close, stop);
	const execution = await lab.rest.runToEnd(
		await lab.rest.createWorkflow(workflow, [lab.credential]),
	);
	return {
		answer: itemsOf(execution, 'Agent')[0].json.output,
		paid: lab.simulator.paid().count,
		deletions: lab.simulator.requests({ method: 'DELETE' }).length,
	};
}

/** As the page shows it. */
const transcript = ({ text, given }, answer) =>
	[
		`> ${text}`,
		'',
		'```',
		`call   ${JSON.stringify(given)}`,
		`answer ${JSON.stringify(sampleOf(JSON.parse(answer), LONG))}`,
		'```',
		'',
	].join('\n');

const transcripts = [];

test.each(conversations)('"$text"', async ({ said, paid = 0, ...options }) => {
	const { answer, ...done } = await converse(options);
	expect(answer).toContain(said);
	expect(done).toEqual({ paid, deletions: 0 });
	transcripts.push(transcript(options, answer));
});

test("docs/agents.md shows them as they ran: 'WRITE_DOCS=1 npm test e2e -- test/e2e/agents.test.js' writes them anew", () => {
	const page = fs.readFileSync(PAGE, 'utf8');
	const words = page.slice(0, page.indexOf('\n> ') + 1);
	const anew = words + transcripts.join('\n');
	if (process.env.WRITE_DOCS) fs.writeFileSync(PAGE, anew);
	expect(fs.readFileSync(PAGE, 'utf8')).toBe(anew);
});

test('"Delete everything" is done where the tool allows it', async () => {
	const { answer, deletions } = await converse(deletes({ allowDelete: true }));
	expect(answer).toContain('deleted');
	expect(deletions).toBe(1);
});
