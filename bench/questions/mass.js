// Whether a row costs more where there are ten times as many, in every way to make a video.
const { measureMass } = require('../mass');
const { atMost, shown } = require('../goals');

/** @type {import('../goals').Question} */
module.exports = {
	question: 'Does a row cost more where there are 10,000?',
	goal: 'waited for, suspended, in batches and in Check Only: at most 1.2 × the time and memory of a row of 1,000',
	competitor: 'the same with a tenth of the rows; jobs are done at once',
	async run(quick) {
		const counts = quick ? [200, 2000] : [1000, 10_000];
		const measured = await measureMass({ counts, ways: ['poll', 'suspend', 'batch', 'check'] });
		const pairs = Array.from({ length: measured.length / 2 }, (_, n) =>
			measured.slice(2 * n, 2 * n + 2),
		);
		return {
			rows: measured.map(({ way, count, ms, cpuMs, mb, out, paid }) => ({
				way,
				rows: count,
				'time (s)': shown(ms / 1000),
				'processor (s)': shown(cpuMs / 1000),
				'processor a row (ms)': shown(cpuMs / count),
				'memory at peak (MB)': mb,
				out,
				paid,
			})),
			goals: pairs.flatMap(([few, many]) => [
				// Of the processor: what else the machine does meanwhile says nothing of this node.
				atMost(
					`${many.way}: time a row, ${few.count} to ${many.count} rows`,
					many.cpuMs / many.count / (few.cpuMs / few.count),
					1.2,
					'×',
				),
				atMost(
					`${many.way}: memory a row, ${few.count} to ${many.count} rows`,
					many.mb / many.count / (few.mb / few.count),
					1.2,
					'×',
				),
				atMost(`${many.way}: rows that did not come out`, many.count - many.out, 0),
			]),
			plot: {
				unit: 'ms of the processor a row',
				bars: measured.map(({ way, count, cpuMs }) => [`${way} ${count}`, cpuMs / count, true]),
			},
		};
	},
};
