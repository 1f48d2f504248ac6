// What HeyGen, its gateways and whatever stands in between have been seen to answer, and what becomes of it.
import type { IDataObject } from 'n8n-workflow';
import { isoOf, isRefusal, read, unanswered } from '../../nodes/api/answer';
import { isClear, sentenceOf, type Refusal } from '../../nodes/api/refusal';
import { pauseBefore } from '../../nodes/api/retry';
import { Secrets } from '../../nodes/api/secrets';
import { isFinal } from '../../nodes/HeyGen/jobs/statusCheck';

const none = new Secrets();
const outcome = (status: number, body: unknown) =>
	read({ status, headers: {}, body: body as IDataObject }, none);
const refused = (status: number, body: unknown) => outcome(status, body) as Refusal;
const page = '<html><head><title>Access denied</title></head><body>Blocked</body></html>';

test.each([
	[1795837200, '2026-11-28T03:40:00.000Z'],
	['2026-11-28', '2026-11-28T00:00:00.000Z'],
	[1e308, undefined],
	[-1e308, undefined],
	[Infinity, undefined],
	['', undefined],
	['s123', undefined],
	[null, undefined],
	[{}, undefined],
])('%p as a moment', (time, iso) => expect(isoOf(time)).toBe(iso));

describe('a success that is none', () => {
	test.each([
		[
			{ error: { code: 'invalid_parameter', message: 'No.' }, data: null },
			400,
			'invalid_parameter',
		],
		[{ error: { code: 'rate_limit_exceeded' }, data: null }, 429, 'rate_limit_exceeded'],
		[{ error: { code: 'VIDEO_NOT_FOUND', message: 'x' } }, 404, 'video_not_found'],
		[{ error: { code: 'internal_error' }, data: {} }, 500, 'internal_error'],
		[{ code: 400599, message: 'No.', data: null }, 400, '400599'],
		[{ error: 'No.', data: [] }, 400, ''],
	])('%j', (body, status, code) => {
		expect(refused(200, body)).toMatchObject({ status, code, httpStatus: 200 });
	});

	test.each([
		{ data: { id: '1', error: null }, error: null },
		{ data: {}, error: null },
		{ id: 'r', status: 'failed', error: 'It broke' },
		{ code: 100, message: 'Success', data: { id: '1' } },
		{ data: [], has_more: false },
	])('%j is an answer', (body) => expect(isRefusal(outcome(200, body))).toBe(false));
});

test.each([
	[{ code: 400599, message: 'Not for you' }, '400599', 'Not for you'],
	[{ detail: 'Not for you' }, '', 'Not for you'],
	[{ error: 'Not for you' }, '', 'Not for you'],
	[{ message: 'Not for you' }, '', 'Not for you'],
	[{ msg: 'Not for you' }, '', 'Not for you'],
	[{ detail: [{ loc: ['body', 'title'], msg: 'Not for you' }] }, '', 'Not for you'],
])('%j: words and number are told', (body, code, words) => {
	for (const status of [400, 401, 403, 422]) {
		const { message, description } = sentenceOf(refused(status, body), true);
		expect(description).toContain(`HeyGen says: ${words}`);
		expect(description).toContain(code);
		expect(`${message} ${description}`).not.toMatch(/API key|check the key|workspace that owns/);
	}
});

test('a key is blamed where HeyGen says so', () => {
	for (const body of [
		{ error: { code: 'unauthorized', message: 'No.' } },
		{ message: 'Invalid API key' },
		undefined,
	])
		expect(sentenceOf(refused(401, body), true).message).toContain('does not accept the API key');
});

describe("an answer that is not HeyGen's", () => {
	test.each([400, 401, 403, 404, 407])('HTTP %d', (status) => {
		const refusal = refused(status, page);
		expect(sentenceOf(refusal, false)).toEqual({
			message: `An answer that is not HeyGen's (HTTP ${status}): a proxy or firewall?`,
			description: expect.stringContaining('The page says: Access denied.'),
		});
		expect(isFinal(refusal)).toBe(false);
	});

	test('with the status of a success, a paid request may have been accepted', () => {
		const refusal = refused(200, page);
		expect(sentenceOf(refusal, true).message).toContain('(HTTP 200)');
		expect(sentenceOf(refusal, false).description).toContain('may be paid twice');
		expect(isClear(refusal)).toBe(false);
	});
});

describe('what was never sent', () => {
	const thrown = (code: string, more = {}) => ({
		message: 'The service refused the connection - perhaps it is offline',
		cause: { isAxiosError: true, code, cause: { code, ...more } },
	});

	test.each([
		['ECONNREFUSED', {}, 'the connection was refused'],
		['ENOTFOUND', {}, 'its host is not known here (DNS)'],
		['ETIMEDOUT', { syscall: 'connect' }, 'the connection was not made in time'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', {}, 'its certificate is self-signed'],
		['ERR_TLS_CERT_ALTNAME_INVALID', {}, 'its certificate belongs to another host'],
		['ERR_SSL_WRONG_VERSION_NUMBER', {}, 'it does not speak TLS'],
	])('%s', (code, more, why) => {
		const refusal = unanswered(thrown(code, more), false, none);
		expect(sentenceOf(refusal, false)).toEqual({
			message: `HeyGen was not reached: ${why}`,
			description: expect.stringMatching(/Nothing was charged for this item\. \[not_sent\]$/),
		});
		expect(isClear(refusal)).toBe(true);
		const isLasting = /CERT|TLS|SSL/.test(code);
		expect(pauseBefore(refusal, false, 1, 0) === undefined).toBe(isLasting);
	});

	test.each([
		['ECONNRESET', {}],
		['ETIMEDOUT', { syscall: 'read' }],
		['ECONNABORTED', {}],
	])('%s may have been sent', (code, more) => {
		const refusal = unanswered(thrown(code, more), false, none);
		expect([refusal.code, isClear(refusal)]).toEqual(['', false]);
	});
});
