// Throughput while rows wait for a slot: jobs against the account's limit of unfinished ones.
const { measureFast, measureLimits } = require('../limits');
const { atMost, shown } = require('../goals');

/** Times the ideal, by the seconds that a job takes. */
const goalOf = { 2: 1.5, 6: 1.15, 60: 1.05 };
/** Jobs of a minute go by a clock that is four times as fast: what the processor does counts four times as much then. */
const fast = { 60: 4 };

/** @type {import('../goals').Question} */
module.exports = {
	question: 'How near to the ideal are 100 jobs against a limit of 10 and 20?',
	goal: 'at most 1.5, 1.15 and 1.05 × ⌈100 ÷ limit⌉ × the time of a job of 2, 6 and 60 s (60 s by a clock that goes four times as fast, against which work of the processor counts fourfold); none lost, none paid twice',
	competitor:
		"the ideal; n8n's HTTP Request node cannot wait for a slot: it would be refused with 429 from the first row above the limit",
	async run(quick) {
		const at = async (jobSeconds, limit) => {
			const options = { limits: [limit], items: 100, jobSeconds, latency: 20 };
			const speed = fast[jobSeconds];
			const rows = await (speed ? measureFast(options, speed) : measureLimits(options));
			return rows.map((row) => ({ jobSeconds, ...row }));
		};
		// Long jobs leave the machine idle: several limits at once, each with a simulator of its own.
		const atOnce = async (...all) => (await Promise.all(all)).flat();
		const inTurn = async () => [
			...(await at(2, 10)),
			...(await at(2, 20)),
			...(await atOnce(at(6, 10), at(6, 20))),
		];
		const measured = quick ? await at(2, 20) : await atOnce(inTurn(), at(60, 10), at(60, 20));
		const rows = [];
		const goals = [];
		const bars = [];
		for (const {
			jobSeconds,
			limit,
			ms,
			idealMs,
			ratio,
			done,
			paid,
			statuses,
			...more
		} of measured) {
			const what = `100 jobs of ${jobSeconds} s, limit ${limit}`;
			rows.push({
				work: what,
				'time (s)': shown(ms / 1000),
				'ideal (s)': idealMs / 1000,
				ratio: shown(ratio),
				done,
				paid,
				429: more[429],
				'bulk questions': statuses,
			});
			goals.push(
				atMost(what, ratio, goalOf[jobSeconds], '×'),
				atMost(`${what}: lost`, 100 - done, 0),
				atMost(`${what}: paid twice`, paid - 100, 0),
			);
			bars.push([what, ms / 1000, true], [`${what}, ideal`, idealMs / 1000]);
		}
		return { rows, goals, plot: { unit: 's', bars } };
	},
};
