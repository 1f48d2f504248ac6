// An AI agent in the real n8n without a model's maker: a stand-in for the model, and a workflow whose tool makes videos.
const http = require('node:http');
const { avatarVideo, heyGen, manualTrigger, nodeType } = require('./lab');

/**
 * A language model that calls the tool it is given once, then repeats the tool's answer.
 * @param {object} given what it fills the tool's parameters with
 */
async function fakeModel(given) {
	const server = http.createServer(async (request, response) => {
		let text = '';
		for await (const chunk of request) text += chunk;
		const { messages, tools = [] } = JSON.parse(text || '{}');
		const answer = messages?.findLast(({ role }) => role === 'tool');
		const call = {
			id: 'call_1',
			type: 'function',
			function: { name: tools[0]?.function?.name, arguments: JSON.stringify(given) },
		};
		const message = answer
			? { role: 'assistant', content: String(answer.content) }
			: { role: 'assistant', content: null, tool_calls: [call] };
		response.setHeader('content-type', 'application/json');
		response.end(
			JSON.stringify({
				id: 'chat_1',
				object: 'chat.completion',
				created: 1,
				model: 'gpt-4o-mini',
				choices: [{ index: 0, message, finish_reason: answer ? 'stop' : 'tool_calls' }],
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			}),
		);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	return {
		url: `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`,
		stop: () =>
			new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			}),
	};
}

/**
 * A workflow with an agent whose tool makes a video.
 * @param {object} lab from openLab
 * @param {object} [options]
 * @param {string} [options.completion] how the tool waits
 * @param {number} [options.agentVersion] the agent node's version
 * @param {string} [options.text] what the user says
 * @param {object} [options.given] what the model fills the tool's parameters with
 * @param {object} [options.parameters] of the tool; default: an avatar video whose script the model writes
 * @returns {Promise<{workflow: object, stop: () => Promise<void>}>} `stop` ends the model
 */
async function agentWithTool(
	lab,
	{
		completion = 'poll',
		agentVersion = 3.1,
		text = 'Make a video',
		given = { script: 'Hello from the agent' },
		parameters,
	} = {},
) {
	const model = await fakeModel(given);
	const chat = await lab.rest.createCredential({
		name: 'Model',
		type: 'openAiApi',
		data: { apiKey: 'none', url: `${model.url}/v1` },
	});
	const link = (type) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	const nodes = [
		manualTrigger,
		{
			name: 'Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: agentVersion,
			parameters: { promptType: 'define', text, options: {} },
		},
		{
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.2,
			parameters: { model: { __rl: true, mode: 'id', value: 'gpt-4o-mini' }, options: {} },
			credentials: { openAiApi: { id: chat.id, name: chat.name } },
		},
		{
			...heyGen(
				'Video maker',
				parameters ??
					avatarVideo(lab.simulator, {
						completion,
						script: "={{ $fromAI('script', 'What to say', 'string') }}",
					}),
			),
			type: `${nodeType}Tool`,
		},
	];
	const workflow = {
		name: 'Agent with a tool',
		nodes: nodes.map((node, n) => ({ id: `node-${n}`, position: [n * 220, n * 20], ...node })),
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Model: link('ai_languageModel'),
			'Video maker': link('ai_tool'),
		},
		settings: { executionOrder: 'v1' },
	};
	return { workflow, stop: model.stop };
}

module.exports = { agentWithTool };
