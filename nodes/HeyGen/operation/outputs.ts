// The node's outputs: a second one, Not Finished, where an execution may sleep.
import type { ExpressionString } from 'n8n-workflow';
import { takesCallback, type Operation, type Resource } from './operation';

/** Operations that wait for jobs started elsewhere always have the second output. */
const waits = (one: Operation): boolean => !!one.waits;

const named = (resources: Resource[], which: (one: Operation) => boolean): string =>
	JSON.stringify(
		resources.flatMap(({ value, operations }) =>
			operations.filter(which).map((one) => `${value}:${one.value}`),
		),
	);

const names = (...labels: string[]) =>
	`[${labels.map((label) => `{ type: "main", displayName: ${JSON.stringify(label)} }`).join(', ')}]`;

/** The outputs as n8n's expression: it sees the node's parameters only. */
export function outputsOf(resources: Resource[]): ExpressionString {
	const operation = '[$parameter.resource, $parameter.operation].join(":")';
	const sleeps = `$parameter.completion === "suspend" && ${named(resources, takesCallback)}.includes(${operation})`;
	return `={{ ${named(resources, waits)}.includes(${operation}) || (${sleeps}) ? ${names('Finished', 'Not Finished')} : [{ type: "main" }] }}`;
}
