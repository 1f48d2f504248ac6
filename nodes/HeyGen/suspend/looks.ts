// What callbacks learn of a sleeping run: one look at its jobs at a time, which those that come meanwhile share; what has ended is not asked about again.
import { realClock } from '../../api/clock';
import type { EndedJob } from '../jobs/poller';
import { nameOf, type Sleep } from './state';

/** What came of a look. */
export interface Outcome {
	/** Whether the node has something to do. */
	isDue: boolean;
	/** What kept HeyGen from a clear answer, in a sentence. */
	trouble?: string;
}

/** Ids of the jobs that callbacks are about; 'all' where one of them does not say. */
export type About = Set<string> | 'all';

type Look = (about: About) => Promise<Outcome>;

const joined = (one: About, other: About): About =>
	one === 'all' || other === 'all' ? 'all' : new Set([...one, ...other]);

export class Looks {
	/** Jobs that have ended, by kind and id. */
	readonly ended = new Map<string, EndedJob>();
	/** The job that the last look found at work: while it is, the run is not over. */
	atWork?: string;
	private wokenAt = -Infinity;
	private running?: Promise<Outcome>;
	private next?: { about: About; outcome: Promise<Outcome> };

	/** Whether the run has just been woken: n8n takes a moment to know. */
	get isWaking(): boolean {
		return realClock.now() - this.wokenAt < wakingMs;
	}

	/**
	 * Looks, or shares the look that begins when the one under way has ended: that one may have asked too early.
	 * @returns what came of it; only who began the look is told that the node has something to do
	 */
	async share(about: About, look: Look): Promise<Outcome> {
		const { next, running } = this;
		if (next) {
			next.about = joined(next.about, about);
			return { ...(await next.outcome), isDue: false };
		}
		if (!running) return await this.begin(about, look);
		const after = { about, outcome: running };
		this.next = after;
		after.outcome = running
			.catch(() => undefined)
			.then(async (before) => {
				this.next = undefined;
				// Who woke the run goes on with it: what the others were given by n8n is out of date by then.
				return before?.isDue ? { isDue: false } : await this.begin(after.about, look);
			});
		return await after.outcome;
	}

	private async begin(about: About, look: Look): Promise<Outcome> {
		this.running = look(about).finally(() => (this.running = undefined));
		const outcome = await this.running;
		if (outcome.isDue) this.wokenAt = realClock.now();
		return outcome;
	}
}

/** Milliseconds in which n8n has certainly begun to run what was woken. */
const wakingMs = 5000;
/** Sleeping runs that this process remembers; of the others it asks anew. */
const most = 1000;
const known = new Map<string, Looks>();

/** The looks at a run as it sleeps: one that has run meanwhile and sleeps again is another. */
export function looksAt({ run, rows }: Sleep): Looks {
	const jobs = rows.flatMap((row) => row.jobs);
	// Its first job tells a run from that of another node of the execution.
	const first = jobs[0] && nameOf(jobs[0]);
	const state = [run, first, jobs.length, jobs.filter(({ ended }) => ended).length].join(':');
	const looks = known.get(state) ?? new Looks();
	known.delete(state);
	known.set(state, looks);
	for (const [oldest] of known) {
		if (known.size <= most) break;
		known.delete(oldest);
	}
	return looks;
}
