// What a row gives out: the fields that decide, in one order, without nulls and with dates as ISO; and beside them the input's own columns.
import type { IDataObject } from 'n8n-workflow';
import { isObject, isoOf } from '../../api/answer';
import type { Call } from '../operation/call';
import { summaryOf } from '../operation/controls';
import { waitedFor } from '../suspend/wait';

/** What the node itself puts on a row stays whatever Simplify keeps. */
const own = ['cost', 'warnings'];

/** Ends of names whose numbers are seconds since 1970. */
const isDate = (name: string): boolean => name.endsWith('_at');

/** 1795837200 → "2026-11-28T09:00:00.000Z"; anything else as it is. */
function readable(name: string, value: unknown): unknown {
	return isDate(name) && typeof value === 'number' ? (isoOf(value) ?? value) : value;
}

/**
 * One row with the given fields only.
 * @param keep names in the order in which they come out
 * @param as the field that holds what the job was for, e.g. a session's video: its fields stand on top
 */
export function simplified(row: IDataObject, keep: string[], as?: string): IDataObject {
	const made = as ? row[as] : undefined;
	const from = isObject(made) ? { ...row, ...made } : row;
	return Object.fromEntries(
		[...keep, ...own]
			.filter((name) => from[name] !== null && from[name] !== undefined)
			.map((name) => [name, readable(name, from[name])]),
	) as IDataObject;
}

/** A row as the user wants it. What only says that a job has begun is short enough. */
export function shaped(call: Call, row: IDataObject): IDataObject {
	const { operation } = call;
	// What was waited for tells itself apart, row by row.
	const waited = operation.waits ? waitedFor(row) : undefined;
	const keep = waited?.summary ?? summaryOf(operation);
	const begun = operation.job && ['immediate', 'check'].includes(call.completion);
	if (!keep || begun || call.values.get('simplify') !== true) return row;
	const { makes } = waited ?? operation.job ?? operation.follows ?? {};
	return simplified(row, keep, makes?.as);
}

/** The row with the input's own fields beside it, where the user wants them; a name that both have stays the result's. */
export function withInput(call: Call, json: IDataObject): IDataObject {
	if (call.collection('options').get('includeInputFields') !== true) return json;
	return { ...call.context.getInputData().json, ...json } as IDataObject;
}
