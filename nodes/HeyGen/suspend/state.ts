// What a sleeping run keeps: its jobs row by row, in the node's own context, which n8n stores with the execution.
import { NodeHelpers, type IDataObject, type IWebhookFunctions } from 'n8n-workflow';
import type { Failure } from '../run/failure';
import { isProven, tokenKey, tokenParameter } from '../run/callbackToken';
import { againIndex } from './again';
import { sleeper, type SleepingContext } from './context';

/** A job that HeyGen works on. */
export interface SleepingJob {
	kind: string;
	id: string;
	/** Milliseconds since 1970 at which it was accepted, or first seen. */
	since: number;
	/** HeyGen's last word; undefined until it was asked. */
	status?: string;
	/** HeyGen works on it no more. */
	ended?: boolean;
}

/** What tells a job from every other one. */
export type JobName = Pick<SleepingJob, 'kind' | 'id'>;
export const nameOf = ({ kind, id }: JobName): string => `${kind}:${id}`;

export interface SleepingRow {
	item: number;
	/** Empty while it could not be submitted. */
	jobs: SleepingJob[];
	/** What HeyGen said when it refused the row. */
	refusal?: Failure;
	/** How an operation finds the row's part in a job of several rows. */
	part?: IDataObject;
}

export interface Sleep {
	/** The run that sleeps: another one of the same node starts afresh. */
	run: string;
	/** Milliseconds since 1970. */
	since: number;
	/** Milliseconds since 1970 at which n8n wakes the execution, where nothing has before. */
	until: number;
	/** Why HeyGen's callback does not get through to it. */
	blocked?: string;
	rows: SleepingRow[];
}

const key = 'heyGenSleep';

/** The run of a node, told apart from those before and after it in loops, and from those of another execution. */
const runOf = (context: SleepingContext): string =>
	[
		context.getExecutionId(),
		againIndex(context.getExecuteData()) ?? context.runIndex ?? 0,
		context.getNode().parameters.operation,
	].join(':');

/** What this very run has kept. */
function kept(context: SleepingContext): Sleep | undefined {
	const sleep = context.getContext('node')[key] as Sleep | undefined;
	return sleep?.run === runOf(context) ? sleep : undefined;
}

/** What this very run kept before it slept; undefined where it starts. */
export const sleepOf = (context: SleepingContext): Sleep | undefined =>
	structuredClone(kept(context));

/** Whether this very run has slept before: what it paid for is not weighed again. */
export const hasSlept = (context: SleepingContext): boolean => kept(context) !== undefined;

const byItem = new WeakMap<SleepingRow[], Map<number, SleepingRow>>();

/** The rows of a run by their items. */
export function rowsByItem(rows: SleepingRow[]): Map<number, SleepingRow> {
	const known = byItem.get(rows) ?? new Map(rows.map((row) => [row.item, row]));
	byItem.set(rows, known);
	return known;
}

/** An item's jobs that HeyGen had accepted before this very run slept. */
export const acceptedBefore = (context: SleepingContext, index: number): SleepingJob[] =>
	rowsByItem(kept(context)?.rows ?? []).get(index)?.jobs ?? [];

/** Keeps a run's jobs while it sleeps. */
export function keep(context: SleepingContext, sleep: Omit<Sleep, 'run'>): void {
	context.getContext('node')[key] = { ...sleep, run: runOf(context) };
}

/** Forgets what this very run has kept, once it has failed: what n8n repeats of it goes by the receipts, as "Retry execution" does. */
export function forget(context: SleepingContext): void {
	if (kept(context)) delete context.getContext('node')[key];
}

const seenKey = 'heyGenSeen';

/** When a job, or the order for one, was first waited for: a loop through this node again does not make the wait longer. */
export function firstSeen(
	context: SleepingContext,
	{ kind, id, since }: Pick<SleepingJob, 'kind' | 'id' | 'since'>,
): number {
	const seen = (context.getContext('node')[seenKey] ??= {}) as Record<string, number>;
	return (seen[nameOf({ kind, id })] ??= since);
}

/** Whether a call of the node's webhook knows what only HeyGen was told. */
export function isKnownCaller(context: IWebhookFunctions): boolean {
	const { execution } = sleeper(context);
	const kept = execution && NodeHelpers.getContext(execution, 'flow')[tokenKey];
	const { [tokenParameter]: given } = context.getQueryData() as IDataObject;
	return isProven(given, kept);
}

/** The same, as the node's webhook finds it. */
export function keptFor(context: IWebhookFunctions): Sleep | undefined {
	const { execution } = sleeper(context);
	return execution
		? (NodeHelpers.getContext(execution, 'node', context.getNode())[key] as Sleep | undefined)
		: undefined;
}
