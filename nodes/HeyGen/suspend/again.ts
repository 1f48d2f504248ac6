// Lets a node that sleeps run again when its time is up. n8n does not do that: it lets the run's input pass as its output.
// So the run that sleeps lets nothing pass, and behind it on n8n's stack stands the same run again, with its real input.
// Source: n8n-core, WorkflowExecute: handleWaitingState, handleDisabledNode, computeRunIndex.
import type { IExecuteData, INode, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';
import { isNotFinishedWired, type SleepingContext } from './context';

/** Marks the run that is to come. n8n takes all that stands beside `main` for lists of items too. */
const key = 'heyGenAgain';

type Marked = IExecuteData['data'] & { [key]?: INodeExecutionData[][] };

/** The index under which a run that came again was known before it slept. */
export const againIndex = ({ data }: IExecuteData): number | undefined =>
	(data as Marked)[key]?.[0]?.[0]?.json.runIndex as number | undefined;

const stackOf = (execution: IRunExecutionData | null | undefined): IExecuteData[] =>
	execution?.executionData?.nodeExecutionStack ?? [];

/** The node without 'Always Output Data': what comes out of it now is nothing, and no empty item in its place. */
const silent = (node: INode): INode => ({ ...node, alwaysOutputData: false });

/** The source of the run's input, once: a run that sleeps has it for each output. */
const sourceOf = ({ source }: IExecuteData): IExecuteData['source'] =>
	source && { ...source, main: source.main?.slice(0, 1) ?? [] };

/**
 * The run comes again behind what stands on the stack before it.
 * @param input what the run works on
 */
export function comeAgain(context: SleepingContext, input: INodeExecutionData[][]): void {
	const executing = context.getExecuteData();
	const runIndex = againIndex(executing) ?? context.runIndex ?? 0;
	stackOf(context.runExecutionData).unshift({
		node: { ...executing.node, disabled: false },
		data: { main: input, [key]: [[{ json: { runIndex } }]] },
		source: sourceOf(executing),
		runIndex,
	});
	executing.node = silent(executing.node);
}

/** A run that is woken before its time does not come again: it goes on itself, with the node as it was. */
export function comeOnce(execution: IRunExecutionData | undefined): void {
	const stack = stackOf(execution);
	const at = stack.findIndex((one, place) => place > 0 && againIndex(one) !== undefined);
	if (at < 0) return;
	const [again] = stack.splice(at, 1);
	const [now] = stack;
	if (again && now) now.node = again.node;
}

/**
 * Whether rows can go out at Not Finished: something is connected to it, and n8n lets what passes fill it.
 * Older versions fill the first output only; the run that has just let nothing pass shows it.
 */
export function canHandOver(context: SleepingContext): boolean {
	if (!isNotFinishedWired(context)) return false;
	const index = againIndex(context.getExecuteData());
	if (index === undefined) return true;
	const runs = context.runExecutionData?.resultData.runData[context.getNode().name];
	return (runs?.[index]?.data?.main?.length ?? 0) > 1;
}

/** Gives items to the outputs of the node, as a run of their own right after this one, each paired to the input by its place. */
export function passOn(context: SleepingContext, main: INodeExecutionData[][]): void {
	const executing = context.getExecuteData();
	const source = sourceOf(executing);
	stackOf(context.runExecutionData).unshift({
		node: { ...silent(executing.node), disabled: true },
		data: { main },
		source: source && { ...source, main: main.map(() => source.main?.[0] ?? null) },
		metadata: { forwardAllOutputs: true } as IExecuteData['metadata'],
	});
	executing.node = silent(executing.node);
}
