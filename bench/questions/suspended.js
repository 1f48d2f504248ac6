// What sleeping executions hold, beside n8n's own Wait.
const { measureSuspended } = require('../suspended');
const { atMost } = require('../goals');

/** @type {import('../goals').Question} */
module.exports = {
	question: 'What do 1,000 suspended executions hold?',
	goal: "live memory over idle at most that of n8n's own Wait (both are near nothing: 10 MB of noise)",
	competitor: "n8n's HTTP Request node and Wait",
	async run(quick) {
		const ways = await measureSuspended(quick ? 100 : 1000, 0);
		const [ours, theirs] = ways.map(({ rows }) => Number(rows.at(-1)['live MB over idle']));
		return {
			rows: ways.flatMap(({ rows, callbackMs }) =>
				rows.map((row, at) => ({
					...row,
					'callback to next node (ms)': at === rows.length - 1 ? callbackMs : '',
				})),
			),
			goals: [atMost('live memory over idle', ours, Math.max(theirs, 0) + 10, 'MB')],
			plot: {
				unit: 'MB over idle',
				bars: [
					['this node', Math.max(0, ours), true],
					['HTTP Request and Wait', Math.max(0, theirs)],
				],
			},
		};
	},
};
