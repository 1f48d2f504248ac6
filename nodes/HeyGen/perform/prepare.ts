// Builds the request of one item out of its parameters, and checks all of it before anything is sent.
import { UserError } from 'n8n-workflow';
import { fieldsOf, optionsOf } from '../operation/description';
import { allOf, put, type Checked, type Field } from '../field';
import { titleOf } from '../field/words';
import type { Call } from '../operation/call';

/**
 * Reads and checks all parameters of an item.
 * @param problems takes all refusals, where the user wants to know all of them
 * @throws UserError naming the parameter, the limit and the value
 */
export function prepare(call: Call, problems?: unknown[]): void {
	const { operation, draft } = call;
	const { request } = operation;
	const reads = request.method === 'GET';
	Object.assign(draft.body, structuredClone(request.body ?? {}));
	Object.assign(draft.qs, request.qs);
	const read = (fields: Field[], values: Checked) => {
		for (const field of fields) {
			const value = attempt(() => field.read(values), problems);
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
	if (!reads) {
		attempt(() => refuseTypedCode(call, draft.body), problems);
		warnOfWords(call, draft.body);
	}
	// Rules between fields need the fields.
	if (problems?.length) return;
	for (const rule of operation.rules ?? [])
		attempt(() => rule(reads ? draft.qs : draft.body, call.values), problems);
}

/** What a check gives, or nothing where it refuses and refusals are collected. */
function attempt<T>(check: () => T, problems: unknown[] | undefined): T | undefined {
	if (!problems) return check();
	try {
		return check();
	} catch (refusal) {
		problems.push(...allOf(refusal));
		return undefined;
	}
}

/** Fields whose words are spoken, shown or followed as they are, and those of them that are always spoken. */
const taken = ['content', 'message', 'prompt', 'script', 'text'];
const spoken = ['script', 'text'];

/** The words in a request, with the names of their fields. */
function* wordsIn(part: object): Generator<[name: string, words: string]> {
	for (const [name, value] of Object.entries(part)) {
		if (typeof value === 'object' && value !== null) yield* wordsIn(value as object);
		if (typeof value === 'string' && taken.includes(name)) yield [name, value];
	}
}

/** The first expression in a text: two braces, something with a dollar sign, two braces. */
function codeIn(text: string): string | undefined {
	for (let at = text.indexOf('{{'); at >= 0;) {
		const end = text.indexOf('}', at);
		if (end < 0) return undefined;
		const code = text.slice(at, end + 2);
		if (code.endsWith('}}') && code.includes('$')) return code;
		at = text.indexOf('{{', end);
	}
	return undefined;
}

/**
 * An expression that was typed into a field in fixed mode would be spoken as code, and paid. One that comes out of the user's data is meant.
 * @throws UserError naming the parameter
 */
function refuseTypedCode(call: Call, body: object): void {
	for (const [name, value] of wordsIn(body)) {
		const code = codeIn(value);
		// The node's own parameters hold what was typed; an expression begins with an equals sign there.
		if (!code || !JSON.stringify(call.run.node.parameters).includes(JSON.stringify(value)))
			continue;
		throw new UserError(
			`'${titleOf(name)}' holds ${code}, but is a fixed text: it would be spoken or shown as it stands`,
			{
				description:
					'Switch the field to Expression above it, or drag the value from the input into it',
			},
		);
	}
}

/** What is seldom meant to be spoken: a missing value, signs of Markdown as models write it, characters as HTML spells them. */
const seldomMeant: Array<[found: RegExp, what: string]> = [
	[/\b(undefined|NaN)\b/, 'an expression that found no value?'],
	[
		/```|\*\*(?=\S)|^ {0,3}#{1,6} |\[[^[\]\n]{1,200}\]\(https?:[^)\s]{0,500}\)/m,
		'signs of Markdown, which may be read out',
	],
	[/&(#\d+|#x[\da-f]+|[a-z]{2,8});/i, 'a character as HTML spells it, which may be read out'],
];

/** Says what a person would notice only once the video has been paid for. */
function warnOfWords(call: Call, body: object): void {
	for (const [name, value] of wordsIn(body)) {
		if (!spoken.includes(name) || value.includes('<speak')) continue;
		for (const [pattern, what] of seldomMeant) {
			const [found] = pattern.exec(value) ?? [];
			if (found)
				call.warnings.push(`'${titleOf(name)}' holds '${found.trim().slice(0, 60)}': ${what}`);
		}
	}
}
