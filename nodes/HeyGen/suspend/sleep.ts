// Puts the execution to sleep: what the run keeps, when it ends at the latest, and what Not Finished gives out then.
import type { IDataObject, IExecuteData, INodeExecutionData } from 'n8n-workflow';
import { minutesIn } from '../jobs/outcome';
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

/**
 * Puts the execution to sleep.
 * n8n does not run the node again at the deadline, but lets pass what then stands in the run's input, output by output, each item
 * paired by its place: so every row of the run stands there in its place, also one that has ended or was never accepted.
 * Source: n8n-core, WorkflowExecute (a resumed node passes its input through).
 */
export async function sleepUntil(
	item: Item,
	sleep: Omit<Sleep, 'run'>,
	places: Place[],
): Promise<void> {
	const context = item.context as SleepingContext;
	const executing = context.getExecuteData();
	// Where the run is about to sleep already, an item that came late adds its row to the others.
	const main =
		(executing.data[inputKey] as INodeExecutionData[][] | undefined) ?? executing.data.main;
	const pending: INodeExecutionData[] = (main[0] ?? []).slice(0, item.run.size).map((_, index) => {
		const place = places.find(({ row }) => row.item === index);
		const refused: Place = {
			row: { item: index, jobs: [], refusal: item.run.failures.get(index) ?? unprepared },
			kind: places[0].kind,
		};
		return {
			json: pendingOf(place ?? refused, sleep.until, sleep.since),
			pairedItem: { item: index },
		};
	});
	keep(context, sleep);
	executing.data = { main: isToolOfAgent(context) ? [pending] : [[], pending], [inputKey]: main };
	// Both outputs are made of the same input.
	if (!isToolOfAgent(context) && executing.source?.main)
		executing.source = {
			...executing.source,
			main: [executing.source.main[0], executing.source.main[0]],
		};
	context.setMetadata?.({ forwardAllOutputs: true });
	await context.putExecutionToWait?.(new Date(sleep.until));
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
export function wake(executing: IExecuteData): INodeExecutionData[][] {
	const { [inputKey]: input = [], ...data } = executing.data;
	executing.data = data;
	executing.node.disabled = false;
	if (executing.source?.main)
		executing.source = { ...executing.source, main: executing.source.main.slice(0, 1) };
	return input as INodeExecutionData[][];
}
