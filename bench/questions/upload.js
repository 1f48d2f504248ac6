// A large file out of n8n's binary storage to HeyGen, in the pinned real n8n.
const { measureUploads } = require('../upload');
const { atMost, shown } = require('../goals');

/** @type {import('../goals').Question} */
module.exports = {
	question: 'What does an upload of 200 MB cost?',
	goal: "at most 1.0 × the time of n8n's HTTP Request node, memory at most 40 MB more than fetching the file alone",
	competitor:
		"n8n's HTTP Request node, which puts the same file to a server that takes everything: it has no address to ask for, nothing to check and nothing to wait for",
	async run(quick) {
		const size = quick ? 50 : 200;
		const measured = await measureUploads({ size, modes: ['filesystem'] });
		const [alone, ours, theirs] = Object.values(measured);
		for (const { failed } of [alone, ours, theirs]) if (failed) throw new Error(failed);
		return {
			rows: Object.entries(measured).map(([name, { ms, mb, same }]) => ({
				work: `${size} MB, ${name}`,
				'time (s)': ms === undefined ? '' : shown(ms / 1000),
				'memory at peak over idle (MB)': mb,
				'bytes are the same': same ?? '',
			})),
			goals: [
				atMost(`${size} MB up: time`, ours.ms / theirs.ms, 1, '×'),
				atMost(`${size} MB up: memory over fetching`, ours.mb - alone.mb, 40, 'MB'),
				{
					goal: 'the same bytes',
					value: String(ours.same),
					limit: 'true',
					met: ours.same === true,
				},
			],
			plot: {
				unit: 's',
				bars: [
					['this node', ours.ms / 1000, true],
					['HTTP Request', theirs.ms / 1000],
				],
			},
		};
	},
};
