// The one way of an item through the node: check, send, follow, hand out. n8n calls it for every item as its "pagination function".
import {
	LoggerProxy,
	NodeOperationError,
	UserError,
	type DeclarativeRestApiSettings,
	type IDataObject,
	type IExecutePaginationFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { List, Operation, Repeat } from '../operation/operation';
import { listOf } from '../field/words';
import { follow } from '../jobs/follow';
import { isOver, lacksResult } from '../jobs/outcome';
import { isBatch, type JobKind } from '../../api/jobKinds';
import { resolveLanguages } from '../hooks/languages';
import { explainUnknownIds } from '../hooks/unknownIds';
import { namesIn, resolveNames } from '../hooks/names';
import { checkCallback } from '../suspend/plans';
import { acceptedBefore, forget, hasSlept } from '../suspend/state';
import { addToBudget, withCost } from './budget';
import { checkFiles, hasFiles, uploadFiles } from '../hooks/files/files';
import { withResult } from '../hooks/download';
import { waitedFor } from '../suspend/wait';
import { givesFiles, resultKindOf, takesFiles } from '../operation/description';
import { checkOnly, checksOnly } from './checkOnly';
import { Call } from '../operation/call';
import {
	type Failure,
	inOneText,
	toNodeError,
	ItemFailed,
	refused,
	type Row,
	asRow,
	oddAnswer,
} from '../run/failure';
import { checkKey, identityOf, keyOf } from '../orders/idempotency';
import { goesWithOthers, inRow, joins } from '../orders/join';
import { readPages } from '../run/pages';
import { pathOf } from '../../api/path';
import { prepare } from './prepare';
import { shaped, withInput } from './simplify';
import { cancelOrder, openReceipt } from '../orders/receipts';
import { runOf } from '../run/run';
import { Canceled, isEnd, RunEnded } from '../run/stop';
import { ask, send } from '../run/send';
import { dataOf, isNothing, isObject, isRefusal } from '../../api/answer';
import { orderOf } from '../orders/order';
import { runBatch, runJob, runPaid } from './job';

/** What the node knows by resource and operation. */
export type Registry = Map<string, Operation>;

/**
 * Makes the function that n8n's declarative engine calls for every item of every operation.
 * Source: n8n's documentation of declarative nodes, `requestOperations.pagination`.
 */
export function performer(registry: Registry) {
	return async function perform(
		this: IExecutePaginationFunctions,
		engine: DeclarativeRestApiSettings.ResultOptions,
	): Promise<INodeExecutionData[]> {
		const { resource, operation } = runOf(this).node.parameters;
		const known = registry.get(`${resource as string}:${operation as string}`);
		if (!known)
			throw new NodeOperationError(
				this.getNode(),
				`'Operation' is '${String(operation)}', which 'Resource' '${String(resource)}' does not have`,
				{ description: 'Choose an operation from the list', itemIndex: this.getItemIndex() },
			);
		const call = new Call(this, engine, known);
		let failed: unknown;
		try {
			const rows = await withFiles(call, await execute(call));
			await Promise.all(call.findings);
			for (const row of rows)
				if (row instanceof ItemFailed) await explainUnknownIds(call, row, false);
			review(call, rows);
			const first = rows.find((row) => row instanceof ItemFailed);
			if (first && !call.run.continues) failed = first;
			else return rows.map((row) => handOut(call, row));
		} catch (thrown) {
			failed = thrown;
			review(call, [thrown]);
		} finally {
			call.run.settle();
		}
		return await end(call, failed);
	};
}

/** With 'Download Result', each finished row with its file. */
async function withFiles(
	call: Call,
	rows: Array<INodeExecutionData | ItemFailed>,
): Promise<Array<INodeExecutionData | ItemFailed>> {
	const { operation } = call;
	const isSwitchedOn = call.values.get('downloadResult') === true;
	const isAsked = isSwitchedOn || call.collection('options').get('downloadResult') === true;
	const isNone = rows.every((row) => row instanceof ItemFailed);
	const hasNone =
		call.completion === 'check' || (!!operation.job && call.completion === 'immediate');
	if (!isAsked || isNone || hasNone || !givesFiles(operation)) return rows;
	return await Promise.all(
		rows.map(async (row) => {
			if (row instanceof ItemFailed) return row;
			const kind = operation.waits ? waitedFor(row.json) : resultKindOf(operation);
			// What has not finished has no file yet; nor has a job of a kind that makes none.
			if (operation.waits && !(kind?.files ?? kind?.makes?.kind.files)) {
				if (kind) call.warnings.push(noFileOf(kind));
				return row;
			}
			return await withResult(call, row.json, kind, operation.file).catch((reason: unknown) => {
				const failed = asRow(reason);
				if (!operation.file || !(isSwitchedOn || call.isTool)) return failed;
				call.warnings.push(inOneText(failed.failure));
				return row;
			});
		}),
	);
}

const noFileOf = ({ noun }: JobKind): string =>
	`'Download Result' found nothing to download: HeyGen makes no file for '${noun}'`;

/** Where languages are those of HeyGen's own list. */
const translations = '/v3/video-translations';

/** Checks what can be checked of a request by itself; where all problems are wanted, none hides the next. */
async function checkParts(call: Call, problems?: unknown[]): Promise<void> {
	const part = async (look: () => Promise<void>): Promise<void> => {
		await look().catch((reason: unknown) => {
			if (!problems || isEnd(reason)) throw reason as Error;
			problems.push(reason);
		});
	};
	await checkFiles(call, part);
	for (const name of namesIn(call.draft))
		await part(async () => await resolveNames(call, [name], call.operation.kind === 'delete'));
	if (call.operation.request.url.startsWith(translations))
		await part(async () => await resolveLanguages(call));
}

/**
 * Reads and checks the item's parameters.
 * @param problems takes what is refused, where nothing will be sent
 */
async function check(call: Call, problems?: unknown[]): Promise<void> {
	prepare(call, problems);
	if (call.operation.kind === 'delete') refuseAgent(call);
	await checkParts(call, problems);
	// What follows needs a whole request.
	if (problems?.length) return;
	// One order of several items is known only when all of them are.
	if (!joins(call)) {
		if (problems) checkKey(call);
		else takeReceipt(call);
	}
	if (call.operation.job) checkCallback(call);
	await call.operation.complete?.(call);
	const later = namesIn(call.draft);
	if (later.length > 0) await resolveNames(call, later);
	if (hasFiles(call) && !call.receipt?.answer)
		call.beforeSending = async () => await uploadFiles(call);
	// Said before anything is sent for any item: an ID that is none would be noticed only when its own turn comes.
	pathOf(call.operation.request.url, call.draft.path);
	// What a sleeping run has paid for was weighed before it slept, and what n8n repeats before that.
	if (
		!problems &&
		(call.operation.job || call.operation.paid) &&
		!hasSlept(call.context) &&
		!call.receipt?.answer
	)
		addToBudget(call);
}

/** Checks the item's parameters, then does what its operation is for. */
async function execute(call: Call): Promise<Array<INodeExecutionData | ItemFailed>> {
	if (checksOnly(call)) return toItems(await checkOnly(call, check));
	// One job of all rows was ordered by the first of them.
	const orderer = joins(call) ? 0 : call.index;
	const accepted = call.operation.job ? acceptedBefore(call.context, orderer) : [];
	for (const { kind, id } of accepted) call.run.created.push({ item: call.index, kind, id });
	try {
		await check(call);
	} catch (refusal) {
		// What HeyGen works on is not refused for what has changed while the run slept, e.g. its template.
		if (accepted.length === 0) {
			call.run.gate.refuse();
			throw (joins(call) ? inRow(call, refusal) : refusal) as Error;
		}
	}
	try {
		return await work(call);
	} catch (reason) {
		// A row that sleeps, or that goes with others, is not sent by itself, and nothing is deleted on a guess: what is wrong is only told.
		const puts =
			call.operation.kind !== 'delete' && call.completion !== 'suspend' && !goesWithOthers(call);
		const isRight = reason instanceof ItemFailed && (await explainUnknownIds(call, reason, puts));
		if (!isRight) throw reason as Error;
		if (call.receipt) cancelOrder(call.receipt);
		takeReceipt(call);
		return await work(call);
	}
}

/** A code of HeyGen's that is about a thing, not about the operation. */
const isAboutAThing = (code: string) => /(voice|asset|avatar)_not_found$/.test(code);

/** Where HeyGen no longer has an operation, the sentence names what follows it. */
function withSuccessor(call: Call, reason: unknown): never {
	const { successor } = call.operation;
	if (!(reason instanceof ItemFailed) || !successor) throw reason;
	const { httpCode = '', code, description } = reason.failure;
	if (!['404', '405', '410'].includes(httpCode) || isAboutAThing(code)) throw reason;
	throw new ItemFailed({
		...reason.failure,
		message: `HeyGen no longer has '${call.operation.name}' of the old voices: use '${successor}' instead`,
		description: `It takes the same voices. ${description ?? ''}`.trim(),
	});
}

/** Does what the item's operation is for. */
async function work(call: Call): Promise<Array<INodeExecutionData | ItemFailed>> {
	return await workOf(call).catch((reason: unknown) => withSuccessor(call, reason));
}

async function workOf(call: Call): Promise<Array<INodeExecutionData | ItemFailed>> {
	const { operation } = call;
	switch (operation.kind) {
		case 'own':
			return await operation.perform(call);
		case 'job': {
			const { job } = operation;
			const rows = isBatch(job) ? await runBatch(call, job) : await runJob(call, job, takeReceipt);
			return toItems(withCost(call, rows ?? []));
		}
		case 'paid':
			return toItems(withCost(call, output(call, await runPaid(call))));
		case 'delete':
			return toItems([await remove(call, operation.deletes)]);
		case 'list':
			return toItems(output(call, await readList(call, operation.list)));
		case 'write':
			return toItems(output(call, await write(call, operation.repeat)));
		case 'read':
			return toItems(output(call, await read(call, operation.follows)));
	}
}

/** Reads one thing; a job as it is at its end, where the user wants to wait for that. */
async function read(call: Call, kind?: JobKind): Promise<unknown> {
	const { path, qs } = call.draft;
	const url = pathOf(call.operation.request.url, path);
	const data = dataOf(await send(call, { method: 'GET', url, qs }));
	if (isNothing(data)) throw oddAnswer();
	if (!kind || !call.values.get('waitUntilDone')) return data;
	const job = data as IDataObject;
	if (isOver(kind, job) && !lacksResult(kind, job)) return data;
	return await follow(call, kind, String(Object.values(path)[0]), call.deadline());
}

/** Writes what costs nothing. Where it takes files, none is uploaded before all rows of the run have passed their checks. */
async function write(call: Call, repeat: Repeat): Promise<unknown> {
	if (takesFiles(call.operation) && !(await call.pass())) return undefined;
	const request = { ...orderOf(call), qs: call.draft.qs };
	return dataOf(await send(call, request, { repeatable: repeat !== 'never' }));
}

/** Reads as many rows of a list as the user wants. */
async function readList(call: Call, { max, rows, absent }: List): Promise<IDataObject[]> {
	const url = pathOf(call.operation.request.url, call.draft.path);
	const wanted =
		max && !call.values.get('returnAll') ? Number(call.values.get('limit') ?? 50) : Infinity;
	try {
		return await readPages(call, url, call.draft.qs, wanted, max, rows);
	} catch (reason) {
		if (!absent || !(reason instanceof ItemFailed) || reason.failure.httpCode !== '404')
			throw reason as Error;
		return await absent(call, wanted);
	}
}

/** Finds the item's receipt and key, where its request may not be sent twice. */
function takeReceipt(call: Call): void {
	const { repeat } = call.operation;
	if (!repeat || repeat === 'always') return;
	const identity = identityOf(call);
	call.receipt = openReceipt(call, identity);
	if (repeat !== 'never') call.key = keyOf(call, identity, call.receipt);
}

/** Where nothing came of an item and nothing was charged for it, the next try is a new order: HeyGen would give the old outcome again. */
function review(call: Call, outcomes: unknown[]): void {
	const { receipt } = call;
	if (
		!receipt ||
		outcomes.length === 0 ||
		!outcomes.every((one) => one instanceof ItemFailed && one.failure.unpaid)
	)
		return;
	cancelOrder(receipt);
	if (!call.collection('options').get('idempotencyKey')) return;
	for (const { failure } of outcomes as ItemFailed[])
		if (failure.id)
			failure.description =
				`${failure.description ?? ''} Give it another 'Idempotency Key': HeyGen gives the first outcome again for 24 hours.`.trim();
}

const toItems = (rows: Row[]): Array<INodeExecutionData | ItemFailed> =>
	rows.map((row) => (row instanceof ItemFailed ? row : { json: row }));

/** The answer as rows. */
function output(call: Call, data: unknown): IDataObject[] {
	if (data === undefined) return [];
	const { operation } = call;
	// A word, a number or nothing is no row.
	if (typeof data !== 'object' || data === null) throw oddAnswer();
	const made: unknown = operation.output ? operation.output(data, call) : data;
	if (!Array.isArray(made) && !isObject(made)) throw oddAnswer();
	return (Array.isArray(made) ? made : [made]).filter(isObject);
}

/** A model may misunderstand, and nothing that is deleted comes back: an agent deletes only where the workflow's author allows it. */
function refuseAgent({ run, isTool }: Call): void {
	// As the author has stored it: an expression could ask the model.
	const { allowDelete } = (run.node.parameters.options ?? {}) as IDataObject;
	if (!isTool || allowDelete === true) return;
	throw new UserError('An AI agent may not delete with this tool: nothing was deleted', {
		description:
			"Tell the user that it has to be deleted in HeyGen or by a workflow. Who builds the agent can allow it with the tool's option 'Allow Agents to Delete'",
	});
}

/** Deletes; what was gone already counts as deleted where HeyGen's answer means that. */
async function remove(
	call: Call,
	deletes: NonNullable<Operation['deletes']>,
): Promise<IDataObject> {
	const request = {
		method: 'DELETE' as const,
		url: pathOf(call.operation.request.url, call.draft.path),
	};
	const outcome = await ask(call, request);
	if (isRefusal(outcome) && !(deletes.gone && outcome.status === 404)) throw refused(outcome, true);
	return { deleted: true, id: call.draft.path[deletes.id] };
}

/** What a row came from: one item, or all that its job was made of. */
const pairing = ({ rows, index }: Call): INodeExecutionData['pairedItem'] =>
	rows.length > 1 ? rows.map((item) => ({ item })) : { item: index };

/** One row as an item of n8n, paired to the row it came from. */
const handOut = (call: Call, row: INodeExecutionData | ItemFailed): INodeExecutionData =>
	row instanceof ItemFailed
		? failedItem(call, row.failure)
		: {
				...row,
				json: withInput(call, withWarnings(call, shaped(call, row.json))),
				pairedItem: pairing(call),
			};

/** The row, with what its user should know. */
const withWarnings = ({ warnings }: Call, json: IDataObject): IDataObject =>
	warnings.length ? { ...json, warnings } : json;

/** A row that ended, where the user chose to continue. */
function failedItem(call: Call, failure: Failure): INodeExecutionData {
	const { message, description, code, id, details } = failure;
	const item: INodeExecutionData = {
		json: withInput(call, {
			error: message,
			code,
			...(description ? { description } : {}),
			...(details as IDataObject),
			...(id ? { id } : {}),
		}),
		pairedItem: pairing(call),
	};
	// n8n sorts an item into the error output by this property, and would replace the row's fields if it could copy it.
	if (call.context.getNode().onError === 'continueErrorOutput')
		Object.defineProperty(item, 'error', {
			value: toNodeError(call.context.getNode(), call.index, failure),
		});
	return item;
}

/** What to say about anything that ended an item. */
function failureOf(thrown: unknown): Failure {
	if (thrown instanceof ItemFailed) return thrown.failure;
	if (thrown instanceof UserError)
		return {
			message: thrown.message,
			description: thrown.description ?? undefined,
			code: 'invalid_input',
		};
	// Whatever stumbles over an answer says nothing to a user; who looks into it finds the place in the log.
	if (thrown instanceof TypeError || thrown instanceof RangeError) {
		LoggerProxy.error(`The HeyGen node stumbled over an answer: ${thrown.stack}`);
		return oddAnswer().failure;
	}
	const { message, description } = thrown as { message?: string; description?: string };
	return { message: message ?? 'The item could not be processed', description, code: 'unexpected' };
}

/**
 * Ends an item that could not be finished: as its own row where the user chose to continue, else together with the run.
 * @throws NodeApiError naming what was paid, when the run ends
 */
async function end(call: Call, failed: unknown): Promise<INodeExecutionData[]> {
	const { run } = call;
	if (failed instanceof RunEnded) return [];
	// Whatever came between: an item that has ordered a job names it.
	const failure = {
		id: run.created.find(({ item }) => item === call.index)?.id,
		...failureOf(failed),
	};
	if (run.continues && !(failed instanceof Canceled)) {
		run.failures.set(call.index, failure);
		return [failedItem(call, failure)];
	}
	run.gate.close();
	run.stop.now(new RunEnded());
	await run.allSettled();
	forget(call.context);
	const created = paid(call, failure.message);
	// n8n keeps no word of a cancelled node.
	if (failed instanceof Canceled && run.created.splice(0).length > 0)
		LoggerProxy.warn(`Execution ${run.execution} was canceled. ${created}`);
	const description = [failure.description, created].filter(Boolean).join(' ');
	throw toNodeError(
		call.context.getNode(),
		call.index,
		// A model is told the message only.
		call.isTool
			? { ...failure, message: inOneText({ ...failure, description }), description: undefined }
			: { ...failure, description },
	);
}

/** Names every job of this run that the message does not name: nothing that is paid may be lost. */
function paid(call: Call, message: string): string {
	const created = call.run.created.filter(({ id }) => !message.includes(id));
	if (created.length === 0) return '';
	// The rows of a batch share theirs.
	const first = new Map([...created].reverse().map((one) => [one.id, one]));
	const rows = created
		.filter((one) => first.get(one.id) === one)
		.map(({ item, id }) => `${id} (row ${item + 1})`);
	const how = call.operation.job?.readWith ?? '';
	return `Created in this run and not lost: ${listOf(rows)}. Read them with '${how}' and 'Wait Until Done', or set 'On Error' of this node to 'Continue' to get each row's own result.`;
}
