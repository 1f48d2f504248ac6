// No text makes n8n stand still: every field and every reader of words is fed a megabyte of what it likes least. The patterns themselves: patterns.test.js.
/* eslint-disable @n8n/community-nodes/no-restricted-globals -- only the process knows its own time */
import type { IDataObject } from 'n8n-workflow';
import { read } from '../../nodes/api/answer';
import { addressIn } from '../../nodes/api/credential';
import { isBusy, jobOfEvent, jobs } from '../../nodes/api/jobKinds';
import { checkPlain, checkText, checkUrl, isBlank, wellFormed } from '../../nodes/api/limits/limit';
import { folded, isCalled } from '../../nodes/api/lists/library';
import { isId, pathOf } from '../../nodes/api/path';
import { readMedia, sourceOf } from '../../nodes/api/media';
import { checkCallable, whyNotFetched, whyPrivate } from '../../nodes/api/publicAddress';
import { readable, sentenceOf, type Refusal } from '../../nodes/api/refusal';
import { retryAfterOf } from '../../nodes/api/retry';
import { Secrets } from '../../nodes/api/secrets';
import { estimateJob } from '../../nodes/HeyGen/billing/estimateJob';
import { Inputs } from '../../nodes/HeyGen/billing/inputs';
import { languageCode, speechSeconds } from '../../nodes/HeyGen/billing/speech';
import {
	asList,
	choice,
	choices,
	fileUrl,
	isIdLike,
	mayBeId,
	shown,
	type Field,
} from '../../nodes/HeyGen/field';
import { nameOf } from '../../nodes/HeyGen/hooks/download';
import { fileNameOf, type Upload } from '../../nodes/HeyGen/hooks/files/upload';
import { languagesMeant } from '../../nodes/HeyGen/hooks/languages';
import { jobFailure } from '../../nodes/HeyGen/jobs/outcome';
import { convertLegacy } from '../../nodes/HeyGen/parameters/legacyBody';
import { meaningOf } from '../../nodes/HeyGen/parameters/variables';
import { fieldsOf, optionsOf } from '../../nodes/HeyGen/operation/description';
import { resources } from '../../nodes/HeyGen/resources';
import { collection } from '../../tools/media';

const megabyte = 2 ** 20;
const mostMilliseconds = 100;

/** Shapes that made n8n stand still, and others of their kind; what ends none of them stands at the end. */
const shapes = [
	...['a', 'A', ' ', '.', ',', '(', '/', 'é', '😀', '漢', '\n', '\uD83D', '0', 'e\u0301\u0327'],
	...[
		'<a',
		'<break',
		'<!--',
		'{{',
		'{{$',
		'{{ ',
		'http://',
		'https://a.b/?',
		'a,',
		'a(,',
		'a.',
		'Aa',
		'a ',
		'a漢',
		'a\uD83D',
	],
	...['&a', '_not_found', 'Bearer ', '%', '\\"'],
];
const fed = (shape: string, end: string, begin = '') =>
	begin + shape.repeat(Math.ceil(megabyte / shape.length)) + end;

/** Milliseconds of this process: what else the machine does meanwhile does not count. What is refused is refused in time, too. */
async function millisecondsOf(work: () => unknown): Promise<number> {
	const before = process.cpuUsage();
	try {
		await work();
	} catch {
		// A sentence for the user.
	}
	return process.cpuUsage(before).user / 1000;
}

const refusal = (message: string, more: Partial<Refusal> = {}): Refusal => ({
	status: 400,
	code: '',
	message,
	...more,
});
const languages = [
	'English',
	'Spanish (Spain)',
	'Chinese (Mandarin, Simplified)',
	'Portuguese (Brazil)',
];
const entry = { id: 'i', name: 'Anna', details: '' };
const secrets = new Secrets({ apiKey: 'k'.repeat(9) + '-the-credential', oauthTokenData: {} });
const limit = { min: 1, max: 5_000, unit: 'characters', source: '' } as never;

/** A body of the old API with one text in every place. */
const legacyBody = (text: string): IDataObject => ({
	title: text,
	callback_id: text,
	video_inputs: [
		{
			character: { type: 'avatar', avatar_id: text },
			voice: { type: 'audio', audio_url: text, locale: text, emotion: text },
			background: { type: 'image', url: text },
		},
	],
});

/** Everything that takes words of users, of HeyGen or of whoever stands in between. */
const readers: Record<string, (text: string) => unknown> = {
	'an answer that is a page': (text) =>
		read({ status: 502, headers: {}, body: text as never }, secrets),
	'an answer with a title': (text) =>
		read({ status: 403, headers: {}, body: `<title>${text}` as never }, secrets),
	'an answer with words': (text) =>
		read(
			{ status: 400, headers: {}, body: { error: { code: text, message: text, param: text } } },
			secrets,
		),
	'an answer with data': (text) =>
		read({ status: 200, headers: {}, body: { data: { title: text } } }, secrets),
	'the words of a refusal': readable,
	'the sentence of a refusal': (text) =>
		sentenceOf(refusal(text, { status: 401, usesOAuth: true }), false),
	'the sentence of a code': (text) => sentenceOf(refusal('', { code: text, status: 404 }), true),
	'the sentence where nothing was sent': (text) => sentenceOf(refusal(text, { status: 0 }), true),
	'words without secrets': (text) => secrets.inWords(text),
	'data without secrets': (text) => secrets.inData({ text }),
	'the reason of a job': (text) =>
		jobFailure(jobs.video, 'id', { status: 'failed', failure_message: text, failure_code: text }),
	'the type of an event': (text) => jobOfEvent(text, {}),
	'a status': isBusy,
	'Retry-After': (text) => retryAfterOf(text, 0),
	'an ID': isId,
	'an ID or a name': (text) => [mayBeId(text), isIdLike(text, 'searchVoices')],
	'an ID in a path': (text) => pathOf('/v3/{id}', { id: text }),
	'a base URL': (baseUrl) => addressIn({ baseUrl }),
	'the address of a file': (text) =>
		fileUrl('file').read({ get: () => `https://drive.google.com/${text}` }),
	'an address': (text) => checkUrl('File', `https://files.example.com/${text}`),
	'an address that is none': (text) => checkUrl('File', text),
	'an address that HeyGen calls': (text) => checkCallable('Callback', `https://${text}`),
	'an address to fetch': (text) => whyNotFetched(`https://files.example.com/${text}`),
	'a host': whyPrivate,
	'a text': (text) => checkText('Script', text, limit),
	'a plain text': (text) => checkPlain('Script', text),
	'a text of blanks': isBlank,
	'a text with halves': wellFormed,
	'a name in a list': (text) => [folded(text), isCalled(entry, text)],
	'a list': (text) => asList(text, 'List'),
	'a list with brackets': (text) => asList(`(${text}`, 'List'),
	'one of a list': (text) => choice('one', ['1080p', '720p']).read({ get: () => text }),
	'several of a list': (text) => choices('some', ['1080p', '720p']).read({ get: () => [text] }),
	'a value in a sentence': shown,
	'the name of a file': (text) => nameOf(text, 'https://files.example.com/a.mp4', text),
	'the name of a file to upload': (text) =>
		fileNameOf({ file: { name: text }, media: { extension: 'mp4' } } as Upload),
	'a language': (text) => languagesMeant(text, languages),
	'the code of a language': languageCode,
	'a script': (script) => speechSeconds({ script }),
	'a script of an element': (script) => speechSeconds({ script: `<break time="${script}"/>` }),
	'a scene of a template': (script) =>
		estimateJob('template.generate', { body: {}, template: { scenes: [{ script }] } as never }),
	'a number of Estimate Cost': (text) => new Inputs().number('Count', text, {}),
	'a date of Estimate Cost': (text) => new Inputs().date('From', text),
	'a body of the old API': (text) => convertLegacy(legacyBody(text), true),
	'a variable of a template': (text) =>
		meaningOf(text, { type: 'image', asset: { type: 'url', url: text } }, {}),
};

/** What is too slow is measured again, twice at most: memory may have been tidied up meanwhile. */
async function calmly(work: () => unknown): Promise<number> {
	let took = await millisecondsOf(work);
	for (let again = 0; again < 2 && took >= mostMilliseconds; again++)
		took = Math.min(took, await millisecondsOf(work));
	return took;
}

/** The slowest shape of a reader. */
async function slowest(reader: (text: string) => unknown, some = shapes) {
	let worst = { shape: '', took: 0 };
	for (const shape of some) {
		const text = fed(shape, '\0');
		const took = await calmly(() => reader(text));
		if (took > worst.took) worst = { shape, took };
	}
	return worst;
}

const figures: Record<string, string> = {};
test.each(Object.entries(readers))('%s', async (name, reader) => {
	// Whatever is compiled at the first call is no matter of the text.
	for (const shape of shapes) await millisecondsOf(() => reader(shape.repeat(50)));
	const { shape, took } = await slowest(reader);
	figures[name] = `${Math.round(took)} ms (${JSON.stringify(shape)})`;
	expect([shape, took < mostMilliseconds]).toEqual([shape, true]);
});
afterAll(() => {
	if (process.env.FIGURES) process.stdout.write(`${JSON.stringify(figures, undefined, '\t')}\n`);
});

describe('every field', () => {
	const few = [',', '<a', '{{$', 'http://'];
	const fields = new Map<string, Field>();
	const add = (field: Field): void => {
		fields.set([field.name, field.label, field.ui[0]?.type].join(), field);
		field.parts?.forEach(add);
	};
	for (const { operations } of resources)
		for (const operation of operations)
			[...fieldsOf(operation), ...optionsOf(operation)].forEach(add);

	test('reads or refuses a megabyte in time', async () => {
		expect(fields.size).toBeGreaterThan(150);
		const slow: IDataObject[] = [];
		for (const { name, read: readField } of fields.values()) {
			const reader = (text: string) =>
				readField({ get: (one) => (one === name ? text : undefined) });
			const { shape, took } = await slowest(reader, few);
			if (took >= mostMilliseconds) slow.push({ name, shape, took });
		}
		expect(slow).toEqual([]);
	});
});

/** What files of many parts are made of, each part as small as it can be. */
const parts = ['00', 'ff', 'fffb9064', '0000000866726565', '00000008 74726163', 'ffe00002', 'ec80']
	.map((digits) => Buffer.from(digits.replace(' ', ''), 'hex'))
	.concat(['abcd\0\0\0\0', 'OggS', '/Type/Page<<', ' '].map((letters) => Buffer.from(letters)));

test('a file of every format with a megabyte of its smallest parts is looked at in time', async () => {
	const slow: IDataObject[] = [];
	for (const { name, bytes } of await collection())
		for (const part of parts)
			for (const begin of [64, bytes.length]) {
				const file = Buffer.concat([bytes.subarray(0, begin), Buffer.alloc(megabyte, part)]);
				const took = await calmly(() => readMedia(sourceOf(file)));
				if (took >= mostMilliseconds) slow.push({ name, part: part.toString('hex'), took });
			}
	expect(slow).toEqual([]);
}, 120_000);
