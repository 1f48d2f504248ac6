// Hears HeyGen's callbacks for a waiting execution. A callback is only a hint: HeyGen is asked, and the node runs again when there is something to do.
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isRefusal } from '../../api/answer';
import { kindOf } from '../../api/jobKinds';
import { defaults } from '../../api/limits';
import { type Refusal, sentenceOf } from '../../api/refusal';
import { ask, wayOf } from '../../api/request';
import type { EndedJob } from '../jobs/poller';
import { isFinal, type Questioner, statusCheck } from '../jobs/statusCheck';
import { Slots } from '../run/slots';
import { sleeper } from './context';
import { wake } from './sleep';
import { isKnownCaller, keptFor, type Sleep, type SleepingJob } from './state';

/** Milliseconds for all questions of one callback: HeyGen expects it answered in 10 s (source: HeyGen API reference, webhooks). */
const patienceMs = 8000;

/**
 * Asks as the node itself does, but with less time, and takes only "I do not know this job" for a job's end:
 * a key that has expired is no reason to wake an execution that would fail of it.
 */
class CallbackQuestioner implements Questioner {
	/** What kept HeyGen from a clear answer. */
	trouble?: Refusal;
	private readonly slots = new Slots(defaults.concurrentJobs);
	private readonly way: ReturnType<typeof wayOf>;
	private readonly end = Date.now() + patienceMs;

	constructor(private readonly context: IWebhookFunctions) {
		this.way = wayOf(context.getNodeParameter('requestOptions', {}));
	}

	async ask(...[url, qs]: Parameters<Questioner['ask']>): ReturnType<Questioner['ask']> {
		await this.slots.acquire();
		try {
			const timeoutMs = Math.max(1, this.end - Date.now());
			const outcome = await ask(this.context, { url, qs, timeoutMs, way: this.way });
			if (isRefusal(outcome) && !isFinal(outcome)) this.trouble = outcome;
			return outcome;
		} finally {
			this.slots.release();
		}
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
async function isDue(
	context: IWebhookFunctions,
	questioner: Questioner,
	{ rows }: Sleep,
): Promise<boolean> {
	const open = rows.flatMap((row) => row.jobs.filter((job) => !job.ended));
	const ended = await endedOf(questioner, open);
	const { onError } = context.getNode();
	const stops =
		onError !== 'continueErrorOutput' &&
		onError !== 'continueRegularOutput' &&
		[...ended].some(([{ kind }, { status }]) => !kindOf(kind).done.includes(status));
	const isRowOver = (row: Sleep['rows'][number]) =>
		!!row.refusal || (row.jobs.length > 0 && row.jobs.every((job) => job.ended ?? ended.has(job)));
	const frees =
		rows.some((row) => !row.refusal && row.jobs.length === 0) &&
		rows.some((row) => row.jobs.some((job) => ended.has(job)) && isRowOver(row));
	return stops || frees || rows.every(isRowOver);
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
		const questioner = new CallbackQuestioner(this);
		if (await isDue(this, questioner, sleep)) return { workflowData: wake(data, execution) };
		const { trouble } = questioner;
		return trouble
			? later(sentenceOf(trouble, true).message)
			: { webhookResponse: 'Thank you, still waiting' };
	} catch (trouble) {
		return later((trouble as Error).message);
	}
}
