// A burst of signed events, beside n8n's own Webhook node in the same n8n.
const { measureBursts } = require('../triggerBurst');
const { atLeast, atMost } = require('../goals');

/** @type {import('../goals').Question} */
module.exports = {
	question: 'How fast are 500 signed events taken, 20 at once?',
	goal: "at least 1.0 × the rate of n8n's Webhook node, p99 at most its own",
	competitor:
		"n8n's Webhook node, which checks no signature and drops no repeat: less work than the trigger's (n8n's Stripe and GitHub triggers are not measured yet)",
	async run(quick) {
		const events = quick ? 100 : 500;
		const { rows } = await measureBursts({
			events,
			pairs: quick ? 1 : 3,
			atOnce: 20,
			lazy: true,
		});
		const [ours, theirs] = rows;
		return {
			rows: rows.map(({ name, answersPerSecond, runsPerSecond, p50, p99, runs }) => ({
				node: name,
				'answers a second': answersPerSecond,
				'runs a second': runsPerSecond,
				'p50 (ms)': p50,
				'p99 (ms)': p99,
				runs: runs.join(' '),
			})),
			goals: [
				atLeast('rate of runs', ours.runsPerSecond / theirs.runsPerSecond, 1, '×'),
				atMost('p99 of the answers', ours.p99 / theirs.p99, 1, '×'),
				atMost('runs beside events', Math.max(...ours.runs) - events, 0),
			],
			plot: {
				unit: 'runs/s',
				bars: rows.map(({ name, runsPerSecond }, at) => [name, runsPerSecond, at === 0]),
			},
		};
	},
};
