// Builds the request of one item out of its parameters, and checks all of it before anything is sent.
import { fieldsOf, optionsOf } from '../operation/description';
import { put, type Checked, type Field } from '../field';
import type { Call } from '../operation/call';

/**
 * Reads and checks all parameters of an item.
 * @throws UserError naming the parameter, the limit and the value
 */
export function prepare(call: Call): void {
	const { operation, draft } = call;
	const { request } = operation;
	const reads = request.method === 'GET';
	Object.assign(draft.body, structuredClone(request.body ?? {}));
	Object.assign(draft.qs, request.qs);
	const read = (fields: Field[], values: Checked) => {
		for (const field of fields) {
			const value = field.read(values);
			if (value === undefined) continue;
			if (field.api === undefined) values.set(field.name, value);
			else if (request.url.includes(`{${field.api}}`)) draft.path[field.api] = value as string;
			else if (field.api === '') Object.assign(draft.body, value);
			else put(reads ? draft.qs : draft.body, field.api, value);
		}
	};
	read(fieldsOf(operation), call.values);
	read(optionsOf(operation), call.collection('options'));
	if (operation.filters) read(operation.filters, call.collection('filters'));
	for (const rule of operation.rules ?? []) rule(reads ? draft.qs : draft.body, call.values);
}
