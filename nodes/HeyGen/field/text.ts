// Fields of text: a line, a block, a secret, an address, a colour, JSON.
import { UserError } from 'n8n-workflow';
import { limits } from '../../api/limits';
import {
	checkLength,
	checkPlain,
	checkText,
	checkUrl,
	checkWords,
	formatsOf,
	isBlank,
	rangeOf,
	wellFormed,
	type FileLimit,
	type TextLimit,
} from '../../api/limits/limit';
import { overlongPause } from '../billing/speech';
import { checkCallable } from '../../api/publicAddress';
import { fileAddressOf } from '../../api/fileAddress';
import { BinaryFile, FileAddress } from './reference';
import { asText, field, shown, withRange, type Field, type FieldOptions } from './field';

/** Under every text that rows differ in: an expression that is typed would be taken as it stands. */
export const dragHint = 'Drag a field from the input here to use its text';

/**
 * Refuses what cannot be meant in a text that is spoken as it stands: markup, and pauses without end.
 * @param otherwise what else can be done about markup than removing it
 * @throws UserError with a sentence for the user
 */
export function checkSpoken(label: string, words: string, otherwise?: string): void {
	checkPlain(label, words, otherwise);
	checkPauses(label, words);
}

/** @throws UserError with a sentence for the user */
export function checkPauses(label: string, words: string): void {
	const pause = overlongPause(words);
	if (pause) throw new UserError(`'${label}' ${pause}`, { description: 'Shorten the pause' });
}

/** A line or a block of text; `limit` gives the hint, the check and the sentence; `plain` is spoken as it stands. */
export function text(
	name: string,
	options: FieldOptions & { limit?: TextLimit; rows?: number; plain?: boolean } = {},
): Field {
	const { limit, rows, plain } = options;
	const ranged = limit && limit.max < Number.MAX_SAFE_INTEGER;
	const description = ranged ? withRange(options.description, rangeOf(limit)) : options.description;
	return field(
		name,
		'string',
		'',
		{ ...options, description },
		(value, label) => {
			const given = asText(value, label);
			checkLength(label, given, limit ?? limits.otherText);
			const words = wellFormed(given);
			if ((limit?.min || options.required) && isBlank(words))
				throw new UserError(`'${label}' holds only blanks`, { description: `Fill in '${label}'` });
			checkWords(label, words, Boolean(plain ?? rows));
			if (limit) checkText(label, words, limit);
			if (plain) checkSpoken(label, words);
			return words;
		},
		rows ? { typeOptions: { rows } } : {},
	);
}

/** A secret or other text that the editor masks. */
export const password = (name: string, options: FieldOptions = {}): Field =>
	text(name, { ...options, typeOptions: { password: true } });

/** What a file may be, in words. */
const rangeOfFile = (takes: FileLimit): string =>
	[formatsOf(takes), takes.maxMegabytes ? `up to ${takes.maxMegabytes} MB` : '']
		.filter(Boolean)
		.join(', ');

/** A description with what the file may be. */
const describedFile = (description: string | undefined, takes: FileLimit | undefined) =>
	[description, takes ? rangeOfFile(takes) : undefined].filter(Boolean).join(': ') || undefined;

/** The address of a file or page that HeyGen fetches; `takes` refuses endings of other formats. */
export function url(
	name: string,
	options: FieldOptions & { takes?: FileLimit; like?: FileLimit; limit?: TextLimit } = {},
): Field {
	const { takes, like, limit } = options;
	const description = describedFile(options.description, takes);
	return field(
		name,
		'string',
		'',
		{ placeholder: 'e.g. https://example.com/file', ...options, description },
		(value, label) => {
			const address = asText(value, label).trim();
			checkUrl(label, address, takes, like);
			if (limit) checkText(label, address, limit);
			return address;
		},
	);
}

/** An address that HeyGen calls: a public one, of https. */
export const callbackUrl = (name: string, options: FieldOptions = {}): Field =>
	field(
		name,
		'string',
		'',
		{ placeholder: 'e.g. https://n8n.example.com/webhook/heygen', ...options },
		(value, label) => {
			const address = asText(value, label).trim();
			checkCallable(label, address);
			return address;
		},
	);

/** The address of a file that HeyGen fetches: public, and of the file itself; `isOurs` where n8n fetches it. */
export function fileUrl(
	name: string,
	options: FieldOptions & { takes?: FileLimit; like?: FileLimit; isOurs?: boolean } = {},
): Field {
	const made = url(name, options);
	return {
		...made,
		read: (values) => {
			const given = made.read(values) as string | undefined;
			return given === undefined
				? undefined
				: new FileAddress(
						made.label,
						fileAddressOf(made.label, given, options.isOurs),
						options.takes,
					);
		},
	};
}

/** A file that comes with the item, by the name of its binary field or as the object that an expression gives. */
export function binaryFile(
	name: string,
	options: FieldOptions & { takes?: FileLimit } = {},
): Field {
	const { takes } = options;
	return field(
		name,
		'string',
		'',
		{
			default: 'data',
			placeholder: 'e.g. data',
			hint: 'The name of the input binary field that holds the file',
			...options,
			description: describedFile(options.description, takes),
		},
		(value, label) =>
			new BinaryFile(label, typeof value === 'object' ? value : asText(value, label).trim(), takes),
	);
}

/** A colour as #RRGGBB. */
export function color(name: string, options: FieldOptions = {}): Field {
	return field(name, 'color', '#ffffff', options, (value, label) => {
		const [, short, long] =
			/^#?(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i.exec(asText(value, label).trim()) ?? [];
		if (short ?? long) return `#${long ?? short?.replace(/./g, '$&$&')}`;
		throw new UserError(`'${label}' must be a color such as #1A2B3C, but is ${shown(value)}`, {
			description: 'Write # and six hexadecimal digits, or use the color picker',
		});
	});
}

const withWholeTexts = (value: object): unknown =>
	JSON.parse(JSON.stringify(value), (_, one: unknown) =>
		typeof one === 'string' ? wellFormed(one) : one,
	);

/** Any JSON object, with its texts as they can be sent. */
export function json(name: string, options: FieldOptions = {}): Field {
	return field(name, 'json', '{}', options, (value, label) => {
		let parsed: unknown = value;
		if (typeof value === 'string') {
			try {
				parsed = JSON.parse(value);
			} catch {
				parsed = undefined;
			}
		}
		if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
			return Object.keys(parsed).length ? withWholeTexts(parsed) : undefined;
		throw new UserError(`'${label}' must be a JSON object, but is ${shown(value)}`, {
			description: 'Write it as {"name": "value"}',
		});
	});
}
