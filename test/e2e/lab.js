// What a test in the real n8n needs: the run's n8n, a simulated HeyGen of its own, and workflows in few words.
const { ADDRESS } = require('../../tools/n8n/shared');
const { N8nRest } = require('../../tools/n8n/rest');
const { startSimulator } = require('../../simulator');
const { name: packageName } = require('../../package.json');

/** How long one test may take, in milliseconds: a real n8n on a busy machine. */
jest.setTimeout(120_000);

const nodeType = `${packageName}.heyGen`;
const credentialType = 'heyGenVideoApi';

/**
 * Logs into n8n, starts a simulator and stores a credential for it.
 * @param {object} [settings] the simulator's
 * @param {string} [url] of an n8n of the test's own; default: the run's
 */
async function openLab(settings = {}, url = process.env[ADDRESS]) {
	const rest = new N8nRest(url);
	await rest.login();
	const simulator = await startSimulator({ jobSeconds: 1, ...settings });
	const credential = await rest.createCredential({
		name: `Simulator ${simulator.url}`,
		type: credentialType,
		data: { apiKey: simulator.apiKey, baseUrl: simulator.url },
	});
	return { url, rest, simulator, credential, close: () => simulator.stop() };
}

/** A HeyGen node. */
const heyGen = (name, parameters, more = {}) => ({
	name,
	type: nodeType,
	typeVersion: 1.1,
	parameters,
	credentials: { [credentialType]: {} },
	...more,
});

/** A node that gives out one item for each of `rows`. */
const rows = (values) => ({
	name: 'Rows',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode: `return ${JSON.stringify(values)}.map((json) => ({ json }))` },
});

const manualTrigger = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
};

/** A workflow whose nodes follow each other. */
function chain(...nodes) {
	return {
		name: nodes.map(({ name }) => name).join(' → '),
		nodes: nodes.map((node, n) => ({ id: `node-${n}`, position: [n * 220, 0], ...node })),
		connections: Object.fromEntries(
			nodes
				.slice(1)
				.map(({ name }, n) => [
					nodes[n].name,
					{ main: [[{ node: name, type: 'main', index: 0 }]] },
				]),
		),
		settings: { executionOrder: 'v1' },
	};
}

/** A value of a resource locator by id. */
const byId = (value) => ({ __rl: true, mode: 'id', value });

/** Parameters that make an avatar video of a row's script, with the first look and voice of a simulator. */
function avatarVideo(simulator, more = {}) {
	const { looks, voices } = simulator.catalogue();
	return {
		resource: 'video',
		operation: 'createAvatar',
		avatarId: byId(looks.find(({ status }) => status === 'completed').id),
		voiceId: byId(voices[0].voice_id),
		speechSource: 'script',
		script: '={{ $json.script }}',
		...more,
	};
}

module.exports = {
	avatarVideo,
	byId,
	chain,
	credentialType,
	heyGen,
	manualTrigger,
	nodeType,
	openLab,
	rows,
};
