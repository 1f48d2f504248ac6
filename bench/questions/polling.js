// Questions to HeyGen about jobs of which none waits for a slot.
const { measureFast } = require('../limits');
const { atMost, shown } = require('../goals');

/** Times as fast goes the clock: what the processor does counts that many times more. */
const SPEED = 4;

/** @type {import('../goals').Question} */
module.exports = {
	question: 'How many questions are asked about 100 jobs of 60 s without a queue?',
	goal: 'at most 10',
	competitor:
		"n8n's HTTP Request and Wait in a loop of 10 s would ask about each job by itself: 600 (reckoned, not measured)",
	async run() {
		const jobSeconds = 60;
		const [{ ms, done, paid, statuses }] = await measureFast(
			{ limits: [100], items: 100, jobSeconds, latency: 20 },
			SPEED,
		);
		return {
			rows: [
				{
					work: `100 jobs of ${jobSeconds} s`,
					'time (s)': shown(ms / 1000),
					done,
					paid,
					questions: statuses,
				},
			],
			goals: [atMost(`questions about 100 jobs of ${jobSeconds} s`, statuses, 10)],
			plot: {
				unit: 'questions',
				bars: [
					['this node', statuses, true],
					['one a job every 10 s (reckoned)', 600],
				],
			},
		};
	},
};
