// Hears HeyGen's callbacks for a waiting execution. A callback is only a hint: HeyGen is asked, and the node runs again when there is something to do.
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isObject, isRefusal, textOf } from '../../api/answer';
import { realClock, type Clock } from '../../api/clock';
import { kindOf } from '../../api/jobKinds';
import { defaults } from '../../api/limits';
import { type Refusal, sentenceOf } from '../../api/refusal';
import { ask, wayOf } from '../../api/request';
import type { EndedJob } from '../jobs/poller';
import { bulkSize, isFinal, type Questioner, statusCheck } from '../jobs/statusCheck';
import { Slots } from '../run/slots';
import { sleeper } from './context';
import { type About, type Looks, looksAt, type Outcome } from './looks';
import { wake } from './sleep';
import { isKnownCaller, keptFor, nameOf, type Sleep, type SleepingJob } from './state';

/** Milliseconds for all questions of one callback: HeyGen expects it answered in 10 s (source: HeyGen API reference, webhooks). */
const patienceMs = 8000;

/**
 * Asks as the node itself does, but with less time, and takes only "I do not know this job" for a job's end:
 * a key that has expired is no reason to wake an execution that would fail of it.
 */
class CallbackQuestioner implements Questioner {
	/** What kept HeyGen from a clear answer. */
	trouble?: Refusal;
	readonly slots = new Slots(defaults.questionsAtOnce);
	private readonly way: ReturnType<typeof wayOf>;
	private readonly end: number;

	constructor(
		private readonly context: IWebhookFunctions,
		private readonly clock: Clock = realClock,
	) {
		this.end = clock.now() + patienceMs;
		this.way = wayOf(context.getNodeParameter('requestOptions', {}));
	}

	async ask(...[url, qs]: Parameters<Questioner['ask']>): ReturnType<Questioner['ask']> {
		const timeoutMs = this.end - this.clock.now();
		const outcome =
			timeoutMs > 0
				? await ask(this.context, { url, qs, timeoutMs, way: this.way })
				: { status: 0, code: '', message: 'No time is left' };
		if (isRefusal(outcome) && !isFinal(outcome)) this.trouble = outcome;
		return outcome;
	}

	isLost(refusal: Refusal): boolean {
		if (refusal.status === 404) return true;
		this.trouble = refusal;
		return false;
	}
}

/** Those of a sleeping run's jobs that have ended meanwhile. */
async function endedOf(
	questioner: Questioner,
	jobs: SleepingJob[],
): Promise<Map<SleepingJob, EndedJob>> {
	const ended = new Map<SleepingJob, EndedJob>();
	for (const name of new Set(jobs.map((job) => job.kind))) {
		const own = jobs.filter((job) => job.kind === name);
		const unknown = new Set<string>();
		const check = statusCheck(questioner, kindOf(name), (id, status) => {
			if (status === 'not_found') unknown.add(id);
		});
		const found = await check([...new Set(own.map(({ id }) => id))]);
		// That HeyGen does not know a job is believed when it says so twice.
		const doubtful = [...unknown].filter((id) => !found.has(id));
		if (doubtful.length) for (const [id, end] of await check(doubtful)) found.set(id, end);
		for (const job of own) {
			const end = found.get(job.id);
			if (end) ended.set(job, end);
		}
	}
	return ended;
}

/** Whether the node has something to do: all has ended, a slot has become free for a row that waits for one, or one job ends the run. */
function isDue(
	context: IWebhookFunctions,
	{ rows }: Sleep,
	endOf: (job: SleepingJob) => EndedJob | undefined,
): boolean {
	const { onError } = context.getNode();
	const isNew = (job: SleepingJob) => !job.ended && endOf(job) !== undefined;
	const stops =
		onError !== 'continueErrorOutput' &&
		onError !== 'continueRegularOutput' &&
		rows.some(({ jobs }) =>
			jobs.some((job) => isNew(job) && !kindOf(job.kind).done.includes(endOf(job)?.status ?? '')),
		);
	const isRowOver = ({ jobs, refusal }: Sleep['rows'][number]) =>
		!!refusal || (jobs.length > 0 && jobs.every((job) => job.ended ?? isNew(job)));
	const frees =
		rows.some((row) => !row.refusal && row.jobs.length === 0) &&
		rows.some((row) => row.jobs.some(isNew) && isRowOver(row));
	return stops || frees || rows.every(isRowOver);
}

/** The sleeping jobs that a callback is about. It is believed in that only: which of them is asked about first. */
function aboutOf(context: IWebhookFunctions, { rows }: Sleep): About {
	const body = context.getBodyData() as IDataObject | undefined;
	const told = new Set(
		[body, body?.event_data, body?.data].filter(isObject).flatMap(Object.values).map(textOf),
	);
	const ids = rows.flatMap(({ jobs }) => jobs.map(({ id }) => id).filter((id) => told.has(id)));
	return ids.length > 0 ? new Set(ids) : 'all';
}

const chunksOf = <T>(all: T[], size: number): T[][] =>
	Array.from({ length: Math.ceil(all.length / size) }, (_, n) =>
		all.slice(n * size, (n + 1) * size),
	);

/**
 * What is asked one after the other, until a job is found at work: what the callbacks are about, then what was at work before,
 * then the others, the youngest first, as many as one question can hold or as may be on their way at once.
 */
function turnsOf(open: SleepingJob[], about: About, atWork: string | undefined): SleepingJob[][] {
	if (about === 'all') return [open];
	const rankOf = (job: SleepingJob) => (about.has(job.id) ? 0 : nameOf(job) === atWork ? 1 : 2);
	const youngest = [...open].reverse();
	const ranks = [0, 1, 2].map((rank) => youngest.filter((job) => rankOf(job) === rank));
	const turnsOfKind = (kind: string) => {
		const [first = [], next = [], others = []] = ranks.map((jobs) =>
			jobs.filter((job) => job.kind === kind),
		);
		return kindOf(kind).bulk
			? chunksOf([...first, ...next, ...others], bulkSize)
			: [first, next, ...chunksOf(others, defaults.questionsAtOnce)];
	};
	return [...new Set(open.map(({ kind }) => kind))]
		.flatMap(turnsOfKind)
		.filter(([job]) => job)
		.sort(([a], [b]) => rankOf(a as SleepingJob) - rankOf(b as SleepingJob));
}

/** Asks until it is clear whether the node has something to do. */
async function look(
	context: IWebhookFunctions,
	sleep: Sleep,
	looks: Looks,
	about: About,
): Promise<Outcome> {
	const questioner = new CallbackQuestioner(context);
	const endOf = (job: SleepingJob) => looks.ended.get(nameOf(job));
	const open = new Map(
		sleep.rows
			.flatMap(({ jobs }) => jobs.filter((job) => !job.ended && !endOf(job)))
			.map((job) => [nameOf(job), job]),
	);
	const due = () => isDue(context, sleep, endOf);
	for (const some of turnsOf([...open.values()], about, looks.atWork)) {
		for (const [job, end] of await endedOf(questioner, some)) looks.ended.set(nameOf(job), end);
		const atWork = some.find((job) => !endOf(job));
		if (!atWork) continue;
		looks.atWork = nameOf(atWork);
		break;
	}
	if (due()) return { isDue: true };
	const { trouble } = questioner;
	return { isDue: false, ...(trouble ? { trouble: sentenceOf(trouble, true).message } : {}) };
}

/**
 * Answers a callback. It never throws: that would end the execution and lose its data.
 * @returns nothing for n8n to go on with while the execution has to go on waiting; else the run's own input, with which n8n runs the node again
 */
export async function resume(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const later = (why: string): IWebhookResponseData => {
		this.logger.warn(
			`A callback of HeyGen could not be checked, the execution goes on waiting: ${why}`,
		);
		this.getResponseObject()
			.status(503)
			.json({ message: 'HeyGen could not be asked, try again later' });
		return { noWebhookResponse: true };
	};
	try {
		if (!isKnownCaller(this)) {
			this.logger.warn(
				'A callback without the token of its execution was refused: it does not come from HeyGen',
			);
			this.getResponseObject().status(401).json({ error: 'Invalid token' });
			return { noWebhookResponse: true };
		}
		const sleep = keptFor(this);
		const { data, execution } = sleeper(this);
		if (!sleep || !data) return { webhookResponse: 'Thank you, still waiting' };
		const looks = looksAt(sleep);
		if (looks.isWaking) {
			// As n8n says it itself, a moment later. What it found of the execution here is out of date by then.
			this.getResponseObject().status(409).json({ message: 'The execution is running already' });
			return { noWebhookResponse: true };
		}
		const { isDue: isOver, trouble } = await looks.share(
			aboutOf(this, sleep),
			async (about) => await look(this, sleep, looks, about),
		);
		if (isOver) return { workflowData: wake(data, execution) };
		return trouble ? later(trouble) : { webhookResponse: 'Thank you, still waiting' };
	} catch (trouble) {
		return later((trouble as Error).message);
	}
}
