// A run of the node without n8n and without waiting: contexts as n8n hands them to its items, a HeyGen made of one function, a clock that jumps.
import {
	sleep,
	type IDataObject,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { operations } from '../../../nodes/HeyGen/resources';
import { Call } from '../../../nodes/HeyGen/operation/call';
import type { Operation } from '../../../nodes/HeyGen/operation/operation';
import { performer } from '../../../nodes/HeyGen/perform/perform';
import type { Clock } from '../../../nodes/api/clock';
import { runOf, type Run } from '../../../nodes/HeyGen/run/run';

/** An ID as a picker stores it. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Jumps to the next moment that anybody waits for, once nothing more happens at this one. */
export function fakeClock(): Clock & { at: number } {
	const sleepers = new Set<{ until: number; go: () => void }>();
	let isTurning = false;
	const turn = async () => {
		isTurning = true;
		while (sleepers.size) {
			await sleep(0);
			const [next] = [...sleepers].sort((a, b) => a.until - b.until);
			if (!next) break;
			sleepers.delete(next);
			clock.at = Math.max(clock.at, next.until);
			next.go();
		}
		isTurning = false;
	};
	const clock = {
		at: 0,
		now: () => clock.at,
		random: () => 0.5,
		sleep: async (milliseconds: number, wake?: AbortSignal) =>
			await new Promise<void>((resolve) => {
				if (wake?.aborted) return resolve();
				const sleeper = { until: clock.at + milliseconds, go: resolve };
				sleepers.add(sleeper);
				wake?.addEventListener('abort', () => {
					sleepers.delete(sleeper);
					resolve();
				});
				if (!isTurning) void turn();
			}),
	};
	return clock;
}

/** Everything that can happen without time passing has happened. */
export const quiet = async () => {
	for (let n = 0; n < 5; n++) await sleep(0);
};

export interface Sent {
	/** Milliseconds on the run's clock. */
	at: number;
	method: string;
	url: string;
	qs: IDataObject;
	body: IDataObject;
	headers: Record<string, string>;
}

/** HeyGen's answer to a request; an error stands for no answer. */
export type Answering = (
	request: Sent,
) => { status?: number; body: unknown; headers?: object } | Error;

export interface FakeRun {
	run: Run;
	clock: Clock & { at: number };
	sent: Sent[];
	/** Requests on their way at once: now, and at most. */
	load: { now: number; most: number };
	/** What n8n keeps of the run: its input, and what goes out when it has slept. */
	executing: { data: Record<string, INodeExecutionData[][]>; source: unknown };
	/** When the execution was put to sleep until. */
	sleeps: Date[];
	contexts: { node: IDataObject; flow: IDataObject };
	call(item: number): Call;
	/** Lets the node do an item, as n8n does. */
	perform(item: number): Promise<INodeExecutionData[]>;
	cancel(): void;
}

/** One run over so many items. */
export function fakeRun({
	parameters,
	items,
	answer,
	continues = false,
	isWired = false,
	counts = () => true,
	file,
	clock = fakeClock(),
	contexts = { node: {}, flow: {} },
	address = 'https://n8n.example.com/webhook-waiting/1?signature=abc',
}: {
	parameters: IDataObject;
	/** What differs from item to item. */
	items: IDataObject[];
	answer: Answering;
	continues?: boolean;
	/** Something follows Not Finished. */
	isWired?: boolean;
	/** Which requests `load` is about. */
	counts?: (request: Sent) => boolean;
	/** Gives the bytes of a file at an address. */
	file?: () => Promise<unknown>;
	clock?: Clock & { at: number };
	contexts?: { node: IDataObject; flow: IDataObject };
	address?: string;
}): FakeRun {
	const sent: Sent[] = [];
	const load = { now: 0, most: 0 };
	const sleeps: Date[] = [];
	const canceling = new AbortController();
	const input = { main: [items.map((json): INodeExecutionData => ({ json }))] };
	const executing = { data: input as Record<string, INodeExecutionData[][]>, source: null };
	const engine = { options: { headers: {} }, postReceive: [] };
	// What differs is an expression in the node as it is stored.
	const stored = {
		...parameters,
		...Object.fromEntries(
			items.flatMap((one) => Object.keys(one).map((name) => [name, `={{ $json.${name} }}`])),
		),
	};
	const contextOf = (item: number) =>
		({
			inputData: input,
			runIndex: 0,
			workflow: {
				connectionsBySourceNode: isWired
					? { HeyGen: { main: [[], [{ node: 'Later', type: 'main', index: 0 }]] } }
					: {},
			},
			getNode: () => ({
				id: 'node',
				name: 'HeyGen',
				parameters: stored,
				onError: continues ? 'continueRegularOutput' : undefined,
			}),
			getNodeParameter: (name: string, fallback: unknown) =>
				items[item][name] ?? parameters[name] ?? fallback,
			getItemIndex: () => item,
			getInputData: () => input.main[0][item],
			getExecutionId: () => 'execution',
			getInstanceId: () => 'instance',
			getWorkflow: () => ({ id: 'workflow', active: true }),
			getMode: () => 'trigger',
			getContext: (kind: 'node' | 'flow') => contexts[kind],
			getExecuteData: () => executing,
			getExecutionCancelSignal: () => canceling.signal,
			getCredentials: async () => ({ apiKey: 'our-key' }),
			continueOnFail: () => continues,
			evaluateExpression: () => address,
			putExecutionToWait: async (until: Date) => {
				sleeps.push(until);
			},
			setMetadata: () => undefined,
			// n8n's own words for a call of an execution that still runs.
			helpers: {
				httpRequest: async ({ encoding }: { encoding?: string }) =>
					encoding === 'stream' && file
						? { statusCode: 200, headers: {}, body: await file() }
						: {
								statusCode: 409,
								body: { code: 409, message: 'The execution "1" is running already.' },
							},
				prepareBinaryData: async (_body: unknown, fileName: string, mimeType: string) => ({
					data: '',
					fileName,
					mimeType,
				}),
			},
			makeRoutingRequest: async ({
				options,
			}: {
				options: Omit<Sent, 'body' | 'at'> & { body?: IDataObject | string };
			}) => {
				const { method, url, qs, body, headers } = options;
				const request: Sent = {
					at: clock.at,
					method,
					url,
					qs,
					headers,
					body: (typeof body === 'string'
						? JSON.parse(body)
						: structuredClone(body)) as IDataObject,
				};
				sent.push(request);
				const share = counts(request) ? 1 : 0;
				load.now += share;
				load.most = Math.max(load.most, load.now);
				const outcome = answer(request);
				await sleep(0);
				load.now -= share;
				if (outcome instanceof Error) throw outcome;
				return [{ json: { status: 200, headers: {}, ...outcome } }];
			},
		}) as unknown as IExecutePaginationFunctions;
	const { resource, operation } = parameters as Record<string, string>;
	const perform = performer(operations);
	return {
		run: runOf(contextOf(0), clock),
		clock,
		sent,
		load,
		executing,
		sleeps,
		contexts,
		call: (item) =>
			new Call(
				contextOf(item),
				structuredClone(engine) as unknown as Call['engine'],
				operations.get(`${resource}:${operation}`) as Operation,
			),
		perform: async (item) =>
			await perform.call(contextOf(item), structuredClone(engine) as unknown as Call['engine']),
		cancel: () => canceling.abort(),
	};
}
