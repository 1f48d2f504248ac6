// A burst of signed events, beside n8n's own triggers in the same n8n.
const { measureBursts } = require('../triggerBurst');
const { atLeast, atMost } = require('../goals');

/** @type {import('../goals').Question} */
module.exports = {
	question: 'How fast are 500 signed events taken, 20 at once?',
	goal: "at least 1.0 × the rate of n8n's Stripe and GitHub triggers, p99 at most theirs",
	competitor:
		"n8n's Stripe and GitHub triggers, registered by themselves at a stand-in of those two's APIs: they check the signature as ours does, but remember no event, so that a repeat starts a run. And n8n's Webhook node, which checks nothing; it is no part of the goal",
	async run(quick) {
		const events = quick ? 100 : 500;
		const { rows } = await measureBursts({
			events,
			pairs: quick ? 1 : 2,
			atOnce: 20,
			lazy: true,
		});
		const [ours, ...signed] = rows.slice(0, 3);
		const best = Math.max(...signed.map(({ runsPerSecond }) => runsPerSecond));
		const soonest = Math.min(...signed.map(({ p99 }) => p99));
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
				atLeast('rate of runs beside the faster of the two', ours.runsPerSecond / best, 1, '×'),
				atMost('p99 of the answers beside the sooner of the two', ours.p99 / soonest, 1, '×'),
				atMost('runs beside events', Math.max(...ours.runs) - events, 0),
			],
			plot: {
				unit: 'runs/s',
				bars: rows.map(({ name, runsPerSecond }, at) => [name, runsPerSecond, at === 0]),
			},
		};
	},
};
