// A small model of how many videos go through: reproduces what was measured here, and answers for months that no machine here can play.
//   node bench/model.js            the measured points beside the model, then 1,000 to 1,000,000 videos a month
// Not measured, but assumed: how long a video takes at HeyGen, and how unevenly a month's videos come.

/** Measured on 2 cores with the pinned n8n, but for what says that it is fitted: to the first point of each group in `points`. */
const known = {
	/** While rows wait for a slot: share of a job's age that its end may be found late, and the shortest pause (nodes/HeyGen/jobs/poller.ts). */
	lateShare: 0.03,
	shortestPauseSeconds: 0.5,
	/** Fitted: seconds from the end that is found until all of the next wave have begun. */
	handOnSeconds: 0.52,
	/** Fitted: results a second of one webhook process and two workers in queue mode, in a burst. */
	resultsPerSecond: 17,
	/** Signed events a second of one webhook process with a run each: n8n's default, and with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE. */
	eventsPerSecond: 18,
	eventsPerSecondLazy: 65,
	/** Resident megabytes of n8n with none asleep; live megabytes that 1,000 sleepers add: none was found. */
	idleMegabytes: 435,
	megabytesAsleep: 0,
	/** Rows (execution and data) and bytes that a sleeping execution has in the database. */
	rowsEach: 2,
	bytesEach: 4000,
	/** Worker seconds of an execution of three rows: asleep (200 in 17.8 s on two workers) and woken (200 in 35.3 s, on two at most). */
	workerSecondsEach: (2 * (17.8 + 35.3)) / 200,
};

/** Seconds for rows that wait in the node for slots: waves of jobs, each end found somewhat late. */
function pollSeconds(rows, limit, jobSeconds) {
	const late =
		Math.max(known.shortestPauseSeconds, jobSeconds * known.lateShare) / 2 + known.handOnSeconds;
	return Math.ceil(rows / limit) * (jobSeconds + late);
}

/** Seconds until all have come back whose callbacks come at once. */
const wakeSeconds = (rows) => rows / known.resultsPerSecond;

/** Resident megabytes of n8n with so many executions asleep. */
const residentMegabytes = (asleep) => known.idleMegabytes + asleep * known.megabytesAsleep;

const MONTH_SECONDS = 30 * 86_400;

/**
 * @param {number} videos a month, each an execution of its own that sleeps until HeyGen calls
 * @param {{videoSeconds?: number, peak?: number, keepDays?: number}} [assumed] a video's time at HeyGen, the busiest hour over the mean, days that executions are kept
 */
function monthOf(videos, { videoSeconds = 300, peak = 5, keepDays = 14 } = {}) {
	const mean = videos / MONTH_SECONDS;
	const busiest = mean * peak;
	return {
		unfinished: { mean: mean * videoSeconds, busiest: busiest * videoSeconds },
		callbacksPerSecond: { mean, busiest },
		webhookProcesses: Math.max(1, Math.ceil(busiest / (known.eventsPerSecond * 0.7))),
		webhookProcessesLazy: Math.max(1, Math.ceil(busiest / (known.eventsPerSecondLazy * 0.7))),
		// At half of what they can do, and never fewer than two, so that one may be replaced.
		workers: Math.max(2, Math.ceil((busiest * known.workerSecondsEach) / 0.5)),
		rows: videos * known.rowsEach * (keepDays / 30),
		gigabytes: (videos * known.bytesEach * (keepDays / 30)) / 1e9,
		// The create, the question when the callback comes, the result.
		requestsPerMinute: busiest * 60 * 3,
		// Waiting in the node instead: the create and the result, and each execution by itself asks every 30 s at the latest.
		requestsPerMinutePolled: busiest * 60 * 2 + busiest * videoSeconds * 2,
	};
}

/** Videos a month at which each process is full in the busiest hour: where it must be doubled. */
function doubledAt({ peak = 5 } = {}) {
	const month = (perSecond) => (perSecond / peak) * MONTH_SECONDS;
	return {
		webhookProcess: month(known.eventsPerSecond * 0.7),
		webhookProcessLazy: month(known.eventsPerSecondLazy * 0.7),
		twoWorkers: month((2 * 0.5) / known.workerSecondsEach),
	};
}

/** The most videos a month that a contract's unfinished jobs allow, were they busy day and night. */
const mostAMonth = (limit, videoSeconds = 300) => (limit / videoSeconds) * MONTH_SECONDS;

/**
 * What was measured, what the model says, in the same unit.
 * @returns {Array<[what: string, measured: number, model: number, unit: string]>}
 */
const points = () => [
	['100 jobs of 6 s, limit 20 (fitted)', 33.8, pollSeconds(100, 20, 6), 's'],
	['100 jobs of 6 s, limit 10', 64.4, pollSeconds(100, 10, 6), 's'],
	['100 jobs of 2 s, limit 20', 12.2, pollSeconds(100, 20, 2), 's'],
	['100 jobs of 60 s, limit 10 (fake clock)', 609, pollSeconds(100, 10, 60), 's'],
	['600 results in queue mode after the first end (fitted)', 35.3, wakeSeconds(600), 's'],
	['n8n with 1,000 asleep', 427, residentMegabytes(1000), 'MB'],
];

module.exports = { doubledAt, known, mostAMonth, monthOf, points, pollSeconds };

if (require.main === module) {
	console.table(
		points().map(([what, was, says, unit]) => ({
			what,
			[`measured`]: `${was} ${unit}`,
			model: `${Number(says).toPrecision(3)} ${unit}`,
			off: `${((says / was - 1) * 100).toFixed(0)} %`,
		})),
	);
	console.log('doubled at, videos a month:', doubledAt());
	for (const limit of [10, 20, 100])
		console.log(`limit ${limit}: at most ${Math.round(mostAMonth(limit))} videos a month`);
	for (const videos of [1_000, 100_000, 1_000_000])
		console.log(videos.toLocaleString('en'), JSON.stringify(monthOf(videos), null, '\t'));
}
