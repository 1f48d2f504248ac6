// The signature check: what is believed, and every way to be refused.
import {
	fingerprint,
	TIMESTAMP_WINDOW_SECONDS,
	whyRefused,
} from '../../../nodes/HeyGenTrigger/signature';
import { sign } from './fakes';

const NOW = 1_800_000_000;
const SECRET = 'whsec_abc';
const rawBody = Buffer.from('{"event_type":"avatar_video.success","event_data":{"video_id":"v1"}}');
const genuine = { 'heygen-signature': sign(rawBody, SECRET), 'heygen-timestamp': String(NOW) };
const check = (
	headers: Record<string, unknown>,
	body: Buffer | undefined = rawBody,
	secret: unknown = SECRET,
) => whyRefused({ headers, rawBody: body }, secret, NOW);

test('a genuine delivery is believed, also at both ends of the time window', () => {
	expect(check(genuine)).toBeUndefined();
	for (const seconds of [-TIMESTAMP_WINDOW_SECONDS, TIMESTAMP_WINDOW_SECONDS]) {
		expect(check({ ...genuine, 'heygen-timestamp': String(NOW + seconds) })).toBeUndefined();
	}
});

test('the plain header is taken, and a missing timestamp too', () => {
	expect(check({ signature: sign(rawBody, SECRET) })).toBeUndefined();
});

const refused: Array<[string, Record<string, unknown>, Buffer?, unknown?]> = [
	['no signature', { 'heygen-timestamp': String(NOW) }],
	['an empty signature', { ...genuine, 'heygen-signature': '' }],
	['another secret', { ...genuine, 'heygen-signature': sign(rawBody, 'whsec_abd') }],
	['the secret without its prefix', { ...genuine, 'heygen-signature': sign(rawBody, 'abc') }],
	['SHA-1', { ...genuine, 'heygen-signature': sign(rawBody, SECRET, 'sha1') }],
	['SHA-512', { ...genuine, 'heygen-signature': sign(rawBody, SECRET, 'sha512') }],
	['an algorithm prefix', { ...genuine, 'heygen-signature': `sha256=${sign(rawBody, SECRET)}` }],
	['a truncated signature', { ...genuine, 'heygen-signature': sign(rawBody, SECRET).slice(0, 32) }],
	[
		'a signature sent twice',
		{ ...genuine, 'heygen-signature': `${sign(rawBody, SECRET)}, ${sign(rawBody, SECRET)}` },
	],
	[
		'a bad Heygen-Signature beside a good Signature',
		{ 'heygen-signature': 'f'.repeat(64), signature: sign(rawBody, SECRET) },
	],
	[
		'a stale timestamp',
		{ ...genuine, 'heygen-timestamp': String(NOW - TIMESTAMP_WINDOW_SECONDS - 1) },
	],
	[
		'a timestamp from the future',
		{ ...genuine, 'heygen-timestamp': String(NOW + TIMESTAMP_WINDOW_SECONDS + 1) },
	],
	['a timestamp in milliseconds', { ...genuine, 'heygen-timestamp': `${NOW}000` }],
	['a timestamp that is no number', { ...genuine, 'heygen-timestamp': 'now' }],
	['an empty timestamp', { ...genuine, 'heygen-timestamp': '' }],
	['a truncated body', genuine, rawBody.subarray(0, -1)],
	[
		'a re-encoded body',
		genuine,
		Buffer.from(JSON.stringify(JSON.parse(rawBody.toString()), null, 1)),
	],
	['an empty body', { ...genuine, 'heygen-signature': sign('', SECRET) }, Buffer.alloc(0)],
	['no secret stored', genuine, rawBody, null],
	['an empty secret stored', { ...genuine, 'heygen-signature': sign(rawBody, '') }, rawBody, ''],
];
for (const [name, headers, body, secret] of refused) {
	test(`${name} is refused with a reason that holds neither secret nor body`, () => {
		const reason = check(headers, body, secret);
		expect(reason).toEqual(expect.any(String));
		expect(reason).not.toContain('whsec');
		expect(reason).not.toContain('v1');
	});
}

test('a form, which n8n reads without keeping the bytes, is refused', () => {
	expect(whyRefused({ headers: genuine }, SECRET, NOW)).toBe('it has no raw body');
});

test('a fingerprint is short and differs', () => {
	expect(fingerprint('a')).toHaveLength(8);
	expect(fingerprint('a')).not.toBe(fingerprint('b'));
});
