// A large video streamed into n8n's binary storage, in the pinned real n8n.
const { measureDownloads } = require('../download');
const { atMost, shown } = require('../goals');

/** @type {import('../goals').Question} */
module.exports = {
	question: 'What does a download of 200 MB cost?',
	goal: "at most 1.0 × the time of n8n's HTTP Request node, memory at most 40 MB more than before",
	competitor: "n8n's HTTP Request node, which is given the ready link",
	async run(quick) {
		const size = quick ? 50 : 200;
		const rows = await measureDownloads({ sizes: [size], real: true });
		const [ours, theirs] = rows;
		return {
			rows: rows.map(({ name, ms, mb, same }) => ({
				work: `${size} MB, ${name}`,
				'time (s)': shown(ms / 1000),
				'memory at peak over idle (MB)': mb,
				'bytes are the same': same,
			})),
			goals: [
				atMost(`${size} MB down: time`, ours.ms / theirs.ms, 1, '×'),
				atMost(`${size} MB down: memory`, ours.mb, 40, 'MB'),
				{ goal: 'the same bytes', value: String(ours.same), limit: 'true', met: ours.same },
			],
			plot: { unit: 's', bars: rows.map(({ name, ms }, at) => [name, ms / 1000, at === 0]) },
		};
	},
};
