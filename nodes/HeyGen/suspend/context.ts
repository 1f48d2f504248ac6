// What n8n's contexts have at run time, but do not show in their types: the parts that let an execution sleep and wake.
import type {
	IExecuteData,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	IRunExecutionData,
	IWebhookFunctions,
	IWorkflowBase,
} from 'n8n-workflow';

interface Hidden {
	/** Absent in older versions of n8n, which cannot suspend from a declarative node. */
	putExecutionToWait?(waitTill: Date): Promise<void>;
	setMetadata?(metadata: { forwardAllOutputs?: boolean }): void;
	/** Items of the run by connection; agents up to 2 have `ai_tool` only. */
	inputData?: Record<string, unknown[][]>;
	runIndex?: number;
	workflow?: { connectionsBySourceNode?: IWorkflowBase['connections'] };
	runExecutionData?: IRunExecutionData | null;
}

export type SleepingContext = (IExecutePaginationFunctions | IExecuteSingleFunctions) & Hidden;

/** Whether n8n can put this run to sleep: not in older versions, and not while an agent of version 1 or 2 waits inside its own node. */
export function canSleep(context: SleepingContext): boolean {
	return (
		typeof context.putExecutionToWait === 'function' &&
		typeof context.setMetadata === 'function' &&
		!!context.inputData?.main &&
		!!context.getExecutionId()
	);
}

/** Whether an agent of version 3 runs the node as its tool: it has one output then. */
export const isToolOfAgent = (context: SleepingContext): boolean =>
	(context.getNode() as { rewireOutputLogTo?: string }).rewireOutputLogTo !== undefined;

/** Whether something follows Not Finished, so that what comes out there is not lost. Behind an agent's tool nothing looks again. */
export function isNotFinishedWired(context: SleepingContext): boolean {
	const connections = context.workflow?.connectionsBySourceNode?.[context.getNode().name]?.main;
	return !!connections?.[1]?.length;
}

/** What n8n has stored of the node that the execution waits in. */
export function sleeper(context: IWebhookFunctions): {
	data?: IExecuteData;
	execution?: IRunExecutionData;
} {
	const execution = (context as Hidden).runExecutionData ?? undefined;
	return { execution, data: execution?.executionData?.nodeExecutionStack[0] };
}
