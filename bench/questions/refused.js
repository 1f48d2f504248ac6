// A run that its last row refuses, and the same rows in Check Only, beside creating them; and whether the cost a row stays as the rows grow.
const path = require('node:path');
const { installN8n } = require('../../tools/n8n/install');
const { ensureBuilt } = require('../../tools/npm/build');
const { root } = require('../../tools/npm/run');
const { median, startSimulatorApart, watchMemory } = require('../lib');
const { atMost, shown } = require('../goals');

/**
 * A node's fields, and nothing that is done with them: what is left is n8n's own.
 * @param {import('n8n-workflow').INodeTypeDescription} description
 */
const fieldsOnly = (description) => ({
	description: {
		...description,
		credentials: [],
		requestOperations: { pagination: () => [] },
		properties: [
			...description.properties,
			{
				displayName: 'Nothing Is Sent',
				name: 'nothingIsSent',
				type: 'hidden',
				default: '',
				routing: { send: { paginate: true } },
			},
		],
	},
});

/** The node of n8n's own with the most fields among those that are declarative, as ours is. */
async function currentsOfN8n() {
	const { n8n } = await installN8n();
	const nodes = path.join(path.dirname(n8n), '..', '..', 'n8n-nodes-base', 'dist', 'nodes');
	const { Currents } = require(path.join(nodes, 'Currents', 'Currents.node.js'));
	return new Currents().description;
}

const locator = (value) => ({ __rl: true, mode: 'id', value });

/** @type {import('../goals').Question} */
module.exports = {
	question:
		'What does a refused or checked run cost, and does a row cost more where there are many?',
	goal: 'refused by its last row and Check Only: at most 0.5 × creating, of which this node is answerable for what is beyond reading the fields, which is n8n alone; 10 × the rows: at most 1.2 × the time and memory of a row',
	competitor: "the same rows created by this node at 0 ms, in n8n's engine in this process",
	async run(quick) {
		await ensureBuilt();
		const { runNode } = require('../../tools/engine/engine');
		const { HeyGen } = require(path.join(root, 'dist', 'nodes', 'HeyGen', 'HeyGen.node'));
		const { description } = new HeyGen();
		const currents = await currentsOfN8n();
		const simulator = await startSimulatorApart({ concurrency: 1_000_000 });
		const [look, voice] = await simulator.aLookAndAVoice();
		let execution = 0;
		const once = async (
			count,
			{ completion = 'immediate', badRow = false, node = undefined, parameters = {} } = {},
		) => {
			await simulator.reset();
			await simulator.configure({ concurrency: 1_000_000 });
			const memory = watchMemory();
			const started = performance.now();
			const { error } = await runNode({
				node,
				parameters: {
					resource: 'video',
					operation: 'createAvatar',
					avatarId: locator(look),
					script: '={{ $json.script }}',
					voiceId: locator(voice),
					completion,
					...parameters,
				},
				items: Array.from({ length: count }, (_, n) => ({
					json: { script: badRow && n === count - 1 ? '' : `Hello, this is row ${n + 1}.` },
				})),
				credentials: { heyGenVideoApi: { apiKey: simulator.apiKey, baseUrl: simulator.url } },
				executionId: `refused-${execution++}`,
			});
			const [ms, mb] = [performance.now() - started, memory()];
			if (Boolean(error) !== badRow) throw error ?? new Error('The empty script was not refused');
			return { ms, mb, paid: await simulator.paid() };
		};
		const several = async (count, options) => {
			const all = [];
			for (let n = 0; n < (quick ? 1 : 3); n++) all.push(await once(count, options));
			return {
				ms: median(all.map(({ ms }) => ms)),
				mb: median(all.map(({ mb }) => mb)),
				paid: all[0].paid,
			};
		};
		try {
			const [few, many] = quick ? [50, 500] : [100, 1000];
			await once(few); // warm
			const ways = {
				[`create ${few}`]: await several(few),
				[`create ${many}`]: await several(many),
				[`${many}, refused by the last row`]: await several(many, { badRow: true }),
				[`${many}, Check Only`]: await several(many, { completion: 'check' }),
				[`${many}, n8n's own part: the ${description.properties.length} properties read, nothing done`]:
					await several(many, { node: fieldsOnly(description) }),
				[`${many}, the same of n8n's own node Currents: ${currents.properties.length} properties`]:
					await several(many, {
						node: fieldsOnly(currents),
						parameters: {
							resource: 'signature',
							operation: 'generate',
							projectId: locator('abc123'),
							specFilePath: 'tests/login.spec.ts',
							testTitle: '={{ $json.script }}',
						},
					}),
			};
			const [small, large, refused, checked, own] = Object.values(ways);
			return {
				rows: Object.entries(ways).map(([work, { ms, mb, paid }]) => ({
					work,
					'time (s)': shown(ms / 1000),
					'memory at peak (MB)': mb,
					paid,
				})),
				goals: [
					atMost('refused by its last row', refused.ms / large.ms, 0.5, '× creating'),
					atMost('refused by its last row: paid', refused.paid, 0),
					atMost('Check Only', checked.ms / large.ms, 0.5, '× creating'),
					atMost('Check Only: paid', checked.paid, 0),
					atMost(
						"refused by its last row, beyond n8n's own part",
						(refused.ms - own.ms) / large.ms,
						0.25,
						'× creating',
					),
					atMost(
						"Check Only, beyond n8n's own part",
						(checked.ms - own.ms) / large.ms,
						0.25,
						'× creating',
					),
					atMost(
						`time a row, ${few} to ${many} rows`,
						large.ms / many / (small.ms / few),
						1.2,
						'×',
					),
					// Below a few megabytes it is the garbage collector that is measured.
					atMost(
						`memory a row, ${few} to ${many} rows`,
						large.mb / many / (Math.max(small.mb, 5) / few),
						1.2,
						'×',
					),
				],
				plot: {
					unit: 's',
					bars: Object.entries(ways).map(([name, { ms }]) => [name, ms / 1000, true]),
				},
			};
		} finally {
			simulator.stop();
		}
	},
};
