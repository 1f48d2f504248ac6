// Words that every object has by birth are words like any other, whoever gives them: a gateway, a template, a sheet, a model.
import type { IDataObject } from 'n8n-workflow';
import { read } from '../../nodes/api/answer';
import { eventTypeOptions } from '../../nodes/api/eventTypes';
import { isKind, jobs } from '../../nodes/api/jobKinds';
import { isId, pathOf } from '../../nodes/api/path';
import { sentenceOf, type Refusal } from '../../nodes/api/refusal';
import { Secrets } from '../../nodes/api/secrets';
import { ownOf, setOwn, tableOf } from '../../nodes/api/table';
import { estimateJob } from '../../nodes/HeyGen/billing/estimateJob';
import { languageCode, speechSeconds } from '../../nodes/HeyGen/billing/speech';
import { BinaryFile, FileAddress, referencesIn } from '../../nodes/HeyGen/field';
import { titleOf } from '../../nodes/HeyGen/field/words';
import { nameOf } from '../../nodes/HeyGen/hooks/download';
import { namesIn } from '../../nodes/HeyGen/hooks/names';
import { hasEnded, standingOf } from '../../nodes/HeyGen/jobs/outcome';
import { meaningOf, type Template } from '../../nodes/HeyGen/parameters/variables';
import { fakeContext } from './trigger/fakes';

/** What an object without entries seems to have. */
const words = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];

describe.each(words)('%s', (word) => {
	test('a table has no such entry, and an object takes it as its own', () => {
		expect(tableOf({ a: 1 })[word]).toBeUndefined();
		expect(ownOf({}, word)).toBeUndefined();
		const object = {};
		setOwn(object, word, 'x');
		expect(ownOf(object as Record<string, string>, word)).toBe('x');
		expect(JSON.parse(JSON.stringify(object))).toHaveProperty([word], 'x');
	});

	test('as the code of a refusal', () => {
		const body = { error: { code: word, message: 'No' } } as unknown as IDataObject;
		for (const status of [200, 400, 409, 500]) {
			const refusal = read({ status, headers: {}, body }, new Secrets()) as Refusal;
			const { message, description } = sentenceOf(refusal, false);
			expect(message).toMatch(/^[A-Z].{10,}/);
			expect(description).not.toMatch(/undefined|native code/);
		}
	});

	test('as a status, a kind, a type, a language, a strength', async () => {
		for (const kind of Object.values(jobs)) {
			expect(hasEnded(kind, word)).toBe(false);
			expect(standingOf(kind, { status: word })).toBe(word);
		}
		expect(isKind(word)).toBe(false);
		expect(languageCode(word)).not.toEqual(expect.any(Function));
		const { low, expected, high } = speechSeconds({
			script: 'Hello to all of you',
			language: word,
		});
		for (const seconds of [low, expected, high]) expect(seconds).toBeGreaterThan(1);
		expect(speechSeconds({ script: `<break strength="${word}"/>` }).expected).toBe(0.75);
		expect(nameOf('a', 'https://x.example/b', word).fileName).toBe('a.bin');
		expect(titleOf(word)).not.toMatch(/native code|object/i);
		const { context } = fakeContext(() => ({
			data: [{ event_type: `${word}.x` }, { event_type: word }],
		}));
		for (const { name } of await eventTypeOptions.call(context as never))
			expect(name).toEqual(expect.stringMatching(/^[A-Z]?\w/));
	});

	test('as a type of a variable, and as the name of one', () => {
		const template = { variables: {} } as Template;
		expect(meaningOf('a', { type: word }, template).words).toBe(word);
		const seconds = estimateJob('template.generate', {
			body: { variables: {} },
			template: { scenes: [{ script: `Hello {{${word}}} and {{ ${word} }}` }] } as never,
		});
		expect(JSON.stringify(seconds)).not.toMatch(/native code/);
	});

	test('as a name inside of a request: what stands there is found and replaced', () => {
		const file = new FileAddress('File', 'https://files.example.com/a');
		const request = JSON.parse(`{"variables": {"${word}": {"asset": {}}}}`) as {
			variables: Record<string, unknown>;
		};
		setOwn(request.variables, word, file);
		const [found] = referencesIn(request);
		expect(found?.file).toBe(file);
		found?.replace('asset-1');
		expect(JSON.stringify(request)).toBe(`{"variables":{"${word}":"asset-1"}}`);
		expect(namesIn({ body: request, path: {}, qs: {} } as never)).toEqual([]);
		expect(file).not.toBeInstanceOf(BinaryFile);
	});
});

test.each(['abc\uD83D', '\uDE00abc', 'a\uD800b'])(
	'half an emoji is in no ID, so no address is made of it: %j',
	(half) => {
		expect(isId(half)).toBe(false);
		expect(() => pathOf('/v3/videos/{id}', { id: half })).toThrow('is not an ID of HeyGen');
	},
);
