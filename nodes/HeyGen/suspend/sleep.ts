// Puts the execution to sleep: what the run keeps, when it ends at the latest, and what Not Finished gives out then.
import { firstOf } from '../../api/firstOf';
import type {
	IDataObject,
	IExecuteData,
	INodeExecutionData,
	IRunExecutionData,
} from 'n8n-workflow';
import { minutesIn } from '../jobs/outcome';
import { comeAgain, comeOnce, passOn } from './again';
import { isToolOfAgent, type SleepingContext } from './context';
import { keep, type Sleep, type SleepingRow } from './state';
import type { Item } from '../run/item';

/** Where the run's own input is kept while `main` holds what goes out at the deadline. */
const inputKey = 'heyGenInput';

/** A row as Not Finished knows it. */
export interface Place {
	row: SleepingRow;
	kind: string;
	/** What to say of a row that could not be submitted yet. */
	unsubmitted?: IDataObject;
}

/** What is known of a row at the deadline: always its job's id, kind and last status, and how long it has waited. */
function pendingOf({ row, kind, unsubmitted }: Place, until: number, since: number): IDataObject {
	const { jobs, refusal } = row;
	const job = jobs.find((one) => !one.ended) ?? jobs[0];
	const waited = {
		waited_minutes: minutesIn(until - Math.min(since, ...jobs.map((one) => one.since))),
	};
	if (refusal)
		return {
			id: refusal.id ?? job?.id ?? null,
			kind,
			status: job?.status ?? 'refused',
			...waited,
			error: refusal.message,
			code: refusal.code,
			description: refusal.description,
		};
	if (!job) return { id: null, kind, status: 'not_submitted', ...waited, ...unsubmitted };
	return {
		id: job.id,
		kind,
		status: job.status ?? 'submitted',
		...waited,
		...row.part,
		...(jobs.length > 1
			? { jobs: jobs.map(({ id, status }) => ({ id, status: status ?? 'submitted' })) }
			: {}),
	};
}

/** The rows of the run as Not Finished shows them, each in its place; of those that became one job the first one stands for all. */
function pendingRows(
	item: Item,
	{ until, since }: Pick<Sleep, 'until' | 'since'>,
	input: INodeExecutionData[],
	places: Place[],
): INodeExecutionData[] {
	const known = new Map(places.map((place) => [place.row.item, place]));
	const own = new Set(item.rows);
	return input.slice(0, item.run.size).flatMap((_, index) => {
		if (index !== item.index && own.has(index)) return [];
		const place = known.get(index);
		const refused: Place = {
			row: { item: index, jobs: [], refusal: item.run.failures.get(index) ?? unprepared },
			kind: firstOf(places).kind,
		};
		return [{ json: pendingOf(place ?? refused, until, since), pairedItem: { item: index } }];
	});
}

/** The run's own input. Where it is about to sleep already, `main` holds what is to go out. */
const inputOf = ({ data }: IExecuteData): INodeExecutionData[][] =>
	(data[inputKey] as INodeExecutionData[][] | undefined) ?? (data.main as INodeExecutionData[][]);

/**
 * Puts the execution to sleep.
 * n8n does not run the node again at the deadline, but lets pass what then stands in the run's input, output by output, each item
 * paired by its place: so every row of the run stands there in its place, also one that has ended or was never accepted.
 * Source: n8n-core, WorkflowExecute (a resumed node passes its input through).
 * @param asksAgain the node runs again at the deadline; else Not Finished gets all rows then
 */
export async function sleepUntil(
	item: Item,
	sleep: Omit<Sleep, 'run'>,
	places: Place[],
	asksAgain: boolean,
): Promise<void> {
	const context = item.context as SleepingContext;
	const executing = context.getExecuteData();
	const isLate = inputKey in executing.data;
	const main = inputOf(executing);
	keep(context, sleep);
	if (asksAgain && !isLate) comeAgain(context, main);
	const pending = asksAgain ? [] : pendingRows(item, sleep, main[0] ?? [], places);
	executing.data = { main: isToolOfAgent(context) ? [pending] : [[], pending], [inputKey]: main };
	// Both outputs are made of the same input.
	const [source] = executing.source?.main ?? [];
	if (!isToolOfAgent(context) && source !== undefined)
		executing.source = { ...executing.source, main: [source, source] };
	context.setMetadata?.({ forwardAllOutputs: true });
	await context.putExecutionToWait?.(new Date(sleep.until));
}

/** Gives all rows of the run to Not Finished, right now. */
export function handOver(item: Item, sleep: Pick<Sleep, 'until' | 'since'>, places: Place[]): void {
	const context = item.context as SleepingContext;
	const [input = []] = inputOf(context.getExecuteData());
	passOn(context, [[], pendingRows(item, sleep, input, places)]);
}

/** An item that n8n could not prepare never reached the node. */
const unprepared = {
	message: 'The item could not be prepared',
	description: 'Check the expressions of this node for this item.',
	code: 'invalid_input',
};

/**
 * Gives a sleeping run its own input back, so that n8n runs the node again instead of passing its input through.
 * @returns the input
 */
export function wake(
	executing: IExecuteData,
	execution: IRunExecutionData | undefined,
): INodeExecutionData[][] {
	comeOnce(execution);
	const { [inputKey]: input = [], ...data } = executing.data;
	executing.data = data;
	executing.node.disabled = false;
	if (executing.source?.main)
		executing.source = { ...executing.source, main: executing.source.main.slice(0, 1) };
	return input as INodeExecutionData[][];
}
