// One run that may sleep: its items come together here, what fits is submitted, and then either all rows go out or the execution sleeps.
import { firstOf } from '../../api/firstOf';
import { LoggerProxy, type IDataObject } from 'n8n-workflow';
import { type StatusCheck, statusCheckFor } from '../jobs/statusCheck';
import { kindOf } from '../../api/jobKinds';
import { minutesIn } from '../jobs/outcome';
import type { EndedJob } from '../jobs/poller';
import { defaults } from '../../api/limits';
import { type Failure, ItemFailed, refused, type Row } from '../run/failure';
import type { Refusal } from '../../api/refusal';
import { pauseBefore } from '../../api/retry';
import { RunEnded } from '../run/stop';
import { canHandOver } from './again';
import { isNotFinishedWired, isToolOfAgent } from './context';
import { lookBack, whyBlocked } from './lookBack';
import {
	type JobName,
	nameOf,
	rowsByItem,
	type SleepingJob,
	type SleepingRow,
	sleepOf,
} from './state';
import { handOver, sleepUntil } from './sleep';
import type { Clock } from '../../api/clock';
import type { Item } from '../run/item';

/** What an operation's item does at HeyGen. */
export interface Plan<T extends Item = Item> {
	/** Jobs that may be unfinished at once; read after `known`. */
	most: number;
	/** Milliseconds after which Not Finished gets the rest, where nothing wakes the execution before. */
	recheckMs: number;
	/** Where HeyGen tells the execution that a job has ended; undefined where it cannot. */
	address?: string;
	/**
	 * The jobs of an item that were started elsewhere.
	 * @throws ItemFailed when HeyGen does not know them
	 */
	known?(call: T): Promise<SleepingJob[] | undefined>;
	/**
	 * Starts an item's jobs.
	 * @returns its jobs, or HeyGen's request to come back later
	 * @throws ItemFailed when HeyGen refused the row
	 */
	start(call: T): Promise<Pick<SleepingRow, 'jobs' | 'part'> | Refusal>;
	/** The rows of an item whose jobs have ended. */
	finish(call: T, row: SleepingRow, ended: (job: SleepingJob) => EndedJob): Promise<Row[]>;
	/** How many jobs an item starts. */
	weight(call: T): number;
	/** What the item's jobs are, before they are known. */
	kind(call: T): string;
	/** What Not Finished says of a row that could not be submitted yet. */
	unsubmitted(call: T): IDataObject;
	/** Milliseconds since 1970 until which a row is waited for. */
	until(call: T, row: SleepingRow, since: number): number;
	/** At its time n8n runs the node once more, which asks again; else Not Finished gets all rows then. */
	asksAgain?: boolean;
	/** What to say of a row that was waited for until then; undefined where Not Finished gets it. */
	late?(call: T, row: SleepingRow): ItemFailed | undefined;
}

/** An item of the run with what became of it. */
interface Member<T> {
	call: T;
	row: SleepingRow;
	resolve: (rows: Row[]) => void;
	reject: (reason: Error) => void;
}

/** The least of any number of values. */
const least = <T>(all: T[], valueOf: (one: T) => number): number =>
	all.reduce((lowest, one) => Math.min(lowest, valueOf(one)), Infinity);
const isLater = (outcome: object): outcome is Refusal => !('jobs' in outcome);
const isOver = ({ jobs, refusal }: SleepingRow): boolean =>
	!!refusal || (jobs.length > 0 && jobs.every((job) => job.ended));
const hasFailed = ({ kind, status, ended }: SleepingJob): boolean =>
	!!ended && !kindOf(kind).done.includes(status as string);
const isOpen = ({ jobs, refusal }: SleepingRow): boolean => !refusal && jobs.length === 0;

export class Suspension<T extends Item = Item> {
	private readonly members: Member<T>[] = [];
	private readonly checks = new Map<string, StatusCheck>();
	private readonly ended = new Map<string, EndedJob>();
	/** Rows that are to be ordered, in their order, and jobs that have not ended. What is over stands in neither: a run may have ten thousand. */
	private queue: Member<T>[] = [];
	private unfinished: Array<{ row: SleepingRow; job: SleepingJob }> = [];
	/** A row was refused, or a job has not come to its good end. */
	private failed = false;
	/** What is being asked about: rows may share a job. */
	private asked = new Map<string, SleepingJob[]>();
	private most = 0;
	private since: number;
	/** Why HeyGen's callback would not come through to the execution. */
	private blocked?: string;
	/** n8n has woken the execution by its clock. */
	private isTimeUp = false;
	/** n8n has been told to put the execution to sleep: nothing goes out before it wakes. */
	private isAsleep = false;
	/** One settling after the other. */
	private turn: Promise<void> = Promise.resolve();

	constructor(
		private readonly plan: Plan<T>,
		private readonly clock: Clock,
	) {
		this.since = clock.now();
	}

	/**
	 * An item whose parameters are in order; the last one of the run sets all in motion, and so does each that n8n starts late.
	 * @returns its finished rows, or none while the execution sleeps
	 */
	async join(call: T): Promise<Row[]> {
		return await new Promise((resolve, reject) => {
			this.members.push({ call, row: { item: call.index, jobs: [] }, resolve, reject });
			if (this.members.length >= call.run.gate.entered)
				this.turn = this.turn.then(async () => await this.all());
		});
	}

	private async all(): Promise<void> {
		try {
			await this.settle();
		} catch (reason) {
			for (const { reject } of this.members) reject(reason as Error);
		}
	}

	private async settle(): Promise<void> {
		this.members.sort((a, b) => a.row.item - b.row.item);
		const { call: first } = firstOf(this.members);
		const kept = sleepOf(first.context);
		if (kept) {
			this.since = kept.since;
			this.isTimeUp = this.clock.now() >= kept.until;
			// Who wakes the execution before its time has got through to it.
			this.blocked = this.isTimeUp ? kept.blocked : undefined;
			const rows = rowsByItem(kept.rows);
			for (const member of this.members) member.row = rows.get(member.row.item) ?? member.row;
		}
		await Promise.all(
			this.members
				.filter(({ row }) => isOpen(row))
				.map(
					async (member) =>
						await this.attempt(
							member,
							async ({ call, row }) => (row.jobs = (await this.plan.known?.(call)) ?? []),
						),
				),
		);
		this.most = this.plan.most;
		this.queue = this.members.filter(({ row }) => isOpen(row));
		this.unfinished = [];
		for (const { row } of this.members) {
			this.addUnfinished(row);
			this.failed ||= !!row.refusal || row.jobs.some(hasFailed);
		}
		// The last question comes after the last submission: a callback that came meanwhile is not missed.
		const missing = new Set<SleepingJob>();
		for (let tried = 1; ; tried++) {
			await this.ask();
			const later = await this.submit();
			if (this.isDone()) return await this.finish();
			if (later === 'progress') continue;
			// What HeyGen says it does not know is asked about once more.
			if (this.isAnyMissing(missing)) {
				await first.stop.sleep(defaults.firstPollSeconds * 1000);
				continue;
			}
			if (!later || this.busy() > 0 || isNotFinishedWired(first.context)) break;
			await this.rest(later, tried);
		}
		await this.sleep();
	}

	/** Whether the rows can go out now. Once n8n has been told to sleep they go out when it wakes, with those that came late. */
	private isDone(): boolean {
		// Where one row ends the run, it does so at once.
		const stops = this.failed && !firstOf(this.members).call.run.continues;
		const isOpenStill = () => this.queue.some(({ row }) => isOpen(row)) || this.busy() > 0;
		return !this.isAsleep && (stops || !isOpenStill());
	}

	private addUnfinished(row: SleepingRow): void {
		for (const job of row.jobs) if (!job.ended) this.unfinished.push({ row, job });
	}

	private busy(): number {
		return this.unfinished.filter(({ row, job }) => !row.refusal && !job.ended).length;
	}

	/** Whether HeyGen did not know a job, for the first time. */
	private isAnyMissing(before: Set<SleepingJob>): boolean {
		const missing = this.unfinished
			.map(({ job }) => job)
			.filter((job) => !job.ended && job.status === 'not_found' && !before.has(job));
		for (const job of missing) before.add(job);
		return missing.length > 0;
	}

	/** Asks about every job that has not ended yet: one question for up to a hundred of a kind. */
	private async ask(): Promise<void> {
		const { call } = firstOf(this.members);
		const open = this.unfinished.map(({ job }) => job);
		this.asked = new Map();
		for (const job of open) {
			const same = this.asked.get(nameOf(job));
			if (same) same.push(job);
			else this.asked.set(nameOf(job), [job]);
		}
		for (const kind of new Set(open.map((job) => job.kind))) {
			const jobs = open.filter((job) => job.kind === kind);
			const check =
				this.checks.get(kind) ??
				statusCheckFor(call, kindOf(kind), (id, status) => this.note({ kind, id }, { status }));
			this.checks.set(kind, check);
			for (const [id, ended] of await check([...new Set(jobs.map((job) => job.id))])) {
				this.ended.set(nameOf({ kind, id }), ended);
				this.note({ kind, id }, { ended: true, status: ended.status });
			}
		}
		this.failed ||= open.some(hasFailed);
		this.unfinished = this.unfinished.filter(({ job }) => !job.ended);
	}

	private note(job: JobName, news: Partial<SleepingJob>): void {
		for (const one of this.asked.get(nameOf(job)) ?? []) Object.assign(one, news);
	}

	/**
	 * Submits, in order, as many rows as may be unfinished at once.
	 * @returns 'progress' when something was sent, HeyGen's request to come back later, or nothing when nothing is left to send
	 */
	private async submit(): Promise<'progress' | Refusal | undefined> {
		const turn: Member<T>[] = [];
		let busy = this.busy();
		for (const member of this.queue) {
			if (!this.mayOrder(member)) continue;
			const weight = this.plan.weight(member.call);
			// What is heavier than the whole limit goes alone.
			if (busy > 0 && busy + weight > this.most) break;
			turn.push(member);
			busy += weight;
		}
		const refusals = await Promise.all(turn.map(async (member) => await this.start(member)));
		while (this.queue[0] && !isOpen(this.queue[0].row)) this.queue.shift();
		const later = refusals.find((one) => one !== undefined);
		if (later) this.most = Math.max(1, this.busy());
		return turn.length > refusals.filter(Boolean).length ? 'progress' : later;
	}

	/** When the time is up nothing more is ordered: the row leaves as it is. */
	private mayOrder({ call, row }: Member<T>): boolean {
		const isOver =
			this.isTimeUp &&
			(canHandOver(call.context) || this.plan.until(call, row, this.since) <= this.clock.now());
		return isOpen(row) && !isOver;
	}

	private async start(member: Member<T>): Promise<Refusal | undefined> {
		return await this.attempt(member, async ({ call, row }) => {
			const outcome = await this.plan.start(call);
			if (isLater(outcome)) return outcome;
			Object.assign(row, outcome);
			this.addUnfinished(row);
			for (const { kind, id } of row.jobs) call.run.created.push({ item: row.item, kind, id });
			return undefined;
		});
	}

	private refuse(row: SleepingRow, refusal: Failure | undefined): void {
		row.refusal = refusal;
		this.failed ||= refusal !== undefined;
	}

	/** Does something for a row; a refusal is kept in its place. */
	private async attempt<R>(
		member: Member<T>,
		work: (member: Member<T>) => Promise<R>,
	): Promise<R | undefined> {
		try {
			return await work(member);
		} catch (reason) {
			if (!(reason instanceof ItemFailed)) throw reason as Error;
			this.refuse(member.row, reason.failure);
			return undefined;
		}
	}

	/** HeyGen takes nothing and nothing of this run is under way, so no callback will come: waits here for the first slot. */
	private async rest(later: Refusal, tried: number): Promise<void> {
		const { call, row } = firstOf(this.members);
		const pause = (pauseBefore(later, true, tried, this.clock.random()) ?? Infinity) * 1000;
		if (this.clock.now() + pause > this.plan.until(call, row, this.since))
			throw refused(later, true);
		await call.stop.sleep(pause);
		this.most = this.plan.most;
	}

	private readonly endedOf = (job: SleepingJob): EndedJob =>
		this.ended.get(nameOf(job)) ?? { status: job.status as string };

	/** Hands every item its rows. */
	private async finish(): Promise<void> {
		if (this.blocked) for (const { call } of this.members) call.warnings.push(this.blocked);
		const done = async ({ call, row, resolve, reject }: Member<T>): Promise<void> => {
			if (row.refusal) return resolve([new ItemFailed(row.refusal)]);
			if (!isOver(row)) return reject(new RunEnded());
			await this.plan.finish(call, row, this.endedOf).then(resolve, reject);
		};
		await Promise.all(this.members.map(done));
	}

	private async sleep(): Promise<void> {
		const { plan, since } = this;
		const { call: first } = firstOf(this.members);
		const now = this.clock.now();
		for (const { call, row } of this.members) {
			if (!isOver(row) && plan.until(call, row, since) <= now)
				this.refuse(row, plan.late?.(call, row)?.failure);
		}
		if (this.isDone()) return await this.finish();
		const isWired = canHandOver(first.context);
		const waiting = this.members.filter(({ row }) => !isOver(row));
		const places = this.members.map(({ call, row }) => ({
			row,
			kind: row.jobs[0]?.kind ?? plan.kind(call),
			unsubmitted: isOpen(row) ? plan.unsubmitted(call) : undefined,
		}));
		if (this.isTimeUp && isWired && plan.asksAgain) {
			handOver(first, { since, until: now }, places);
			for (const { resolve } of this.members) resolve([]);
			return;
		}
		if (plan.address && !this.isAsleep) await this.tryAddress(plan.address);
		const limit = waiting.length
			? Math.max(
					now,
					least(waiting, ({ call, row }) => plan.until(call, row, since)),
				)
			: now + plan.recheckMs;
		const looksAgain =
			!plan.address || !!this.blocked || (waiting.some(({ row }) => isOpen(row)) && isWired);
		const until = looksAgain ? Math.min(limit, now + plan.recheckMs) : limit;
		await sleepUntil(
			first,
			{ since, until, blocked: this.blocked, rows: this.members.map(({ row }) => row) },
			places,
			plan.asksAgain === true && !isToolOfAgent(first.context),
		);
		this.isAsleep = true;
		if (plan.address && !this.blocked) void lookBack(first.context, plan.address, this.clock);
		for (const { resolve } of this.members) resolve([]);
	}

	/** Believes the node's own call of the execution's address: where it does not come through, HeyGen's does not either. */
	private async tryAddress(address: string): Promise<void> {
		const { call } = firstOf(this.members);
		const why = await whyBlocked(call.context, address);
		const isNew = this.blocked === undefined;
		const { origin, pathname } = new URL(address);
		const place = `${origin}${pathname.split('/').slice(0, -2).join('/')}/`;
		this.blocked =
			why &&
			`HeyGen's callback does not get through to this execution. A call of its own address at ${place} shows why: ${why}. Let requests to that address pass to n8n; until then the node asks HeyGen every ${minutesIn(this.plan.recheckMs)} minutes`;
		if (isNew && this.blocked) LoggerProxy.warn(this.blocked);
	}
}
