// Odd answers out of a seed: HeyGen's own with something in them missing, emptied or of another type, other shapes altogether, pages, broken texts.

const http = require('node:http');

/** Small, fast and the same everywhere (mulberry32). */
const randomOf = (seed) => {
	let at = seed >>> 0;
	return () => {
		at = (at + 0x6d2b79f5) >>> 0;
		let x = Math.imul(at ^ (at >>> 15), at | 1);
		x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
		return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
	};
};

/** @type {unknown[]} */
const values = [
	null,
	[],
	{},
	'',
	' ',
	'text',
	'completed',
	'failed',
	'succeeded',
	'https://[',
	0,
	-1,
	1e308,
	true,
	false,
	[null],
	[[]],
	[{}],
	['x'],
	{ data: null },
	{ length: 3 },
	{ constructor: 'x', hasOwnProperty: 1 },
];
const refusals = [
	{ error: { code: 'invalid_parameter', message: 'No.' }, data: null },
	{ error: { code: 'rate_limit_exceeded', message: 'Busy.' } },
	{ error: { code: 7, message: { a: 1 } } },
	{ error: [] },
	{ error: {} },
	{ error: 'text' },
	{ error: null, data: null },
	{ code: 400599, message: 'Not for you.' },
	{ code: 100, message: 'Success', data: null },
	{ detail: 'Not found' },
	{ detail: [{ loc: ['body', 'title'], msg: 'too long' }] },
	{ detail: [null] },
	{ message: 'Internal' },
	{ message: null },
	{ errors: [{ message: 'x' }] },
];
const texts = [
	'',
	' ',
	'null',
	'[]',
	'{}',
	'5',
	'"text"',
	'true',
	'{',
	'{"data":',
	'\u0000\ufffd',
	'<html><head><title>403</title></head><body>Blocked</body></html>',
	'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
	`{"data":"${'x'.repeat(200_000)}"}`,
	`{"data":[${'{"id":"x"},'.repeat(2_000)}{}]}`,
	`${'[ '.repeat(500)}${']'.repeat(500)}`,
];
const statuses = [
	200, 201, 202, 204, 302, 400, 401, 402, 403, 404, 407, 409, 413, 422, 429, 500, 502, 503, 504,
];

class OddAnswers {
	/** @param {number} seed */
	constructor(seed) {
		this.random = randomOf(seed);
		/** @type {string[]} */
		this.last = [];
	}

	/** @param {number} share */
	chance(share) {
		return this.random() < share;
	}

	pick(list) {
		return list[Math.floor(this.random() * list.length)];
	}

	/** Anything. */
	any() {
		return this.pick(values);
	}

	/** The last answers, for whoever looks into a finding. */
	trail() {
		return this.last.join('\n');
	}

	/** A value as a schema describes it. */
	#sample(schema, address, name = '') {
		if (!schema) return this.pick(values);
		const branches = schema.anyOf ?? schema.oneOf;
		if (branches) return this.#sample(this.pick(branches), address, name);
		if (schema.const !== undefined) return schema.const;
		if (schema.enum) return this.pick(schema.enum);
		const types = [schema.type].flat();
		const type = types.includes('null') && this.chance(0.2) ? 'null' : types[0];
		if (type === 'null') return null;
		if (type === 'array')
			return Array.from({ length: Math.floor(this.random() * 4) }, () =>
				this.#sample(schema.items, address),
			);
		if (type === 'object' || schema.properties)
			return Object.fromEntries(
				Object.entries(schema.properties ?? {}).map(([key, one]) => [
					key,
					this.#sample(one, address, key),
				]),
			);
		if (type === 'boolean') return this.chance(name === 'has_more' ? 0.2 : 0.5);
		if (type === 'integer' || type === 'number') return Math.floor(this.random() * 2e9);
		if (name === 'status') return this.pick(['completed', 'failed', 'processing', 'succeeded']);
		return /url$/.test(name) ? `${address}/file.mp4` : `s${Math.floor(this.random() * 1e6)}`;
	}

	/** Puts an odd value somewhere, or takes one away. */
	#spoil(value, depth = 0) {
		if (typeof value !== 'object' || value === null || this.chance(depth ? 0.35 : 0.05))
			return this.pick(values);
		const keys = Object.keys(value);
		if (!keys.length) return this.pick(values);
		const key = this.pick(keys);
		const copy = Array.isArray(value) ? [...value] : { ...value };
		if (this.chance(0.3)) delete copy[key];
		else copy[key] = this.#spoil(copy[key], depth + 1);
		return copy;
	}

	/**
	 * A text of JSON, mostly: what a schema describes with something odd in it, or other shapes.
	 * @param {object|undefined} schema
	 * @param {string} address for files
	 */
	content(schema, address) {
		const kind = this.random();
		if (kind < 0.12) return this.pick(texts);
		if (kind < 0.22) return JSON.stringify(this.pick(refusals));
		if (kind < 0.34) return JSON.stringify({ data: this.pick(values) });
		if (kind < 0.38) return JSON.stringify(this.pick(values));
		let made = this.#sample(schema, address);
		if (this.chance(0.8))
			for (let n = 1 + Math.floor(this.random() * 3); n > 0; n--) made = this.#spoil(made);
		return JSON.stringify(made) ?? '';
	}

	/**
	 * @param {object|undefined} schema of HeyGen's own answer
	 * @param {string} address of the server, for files
	 * @returns {{status: number, headers: Record<string, string>, body: string, drop: boolean}}
	 */
	next(schema, address) {
		const status = this.chance(0.75) ? 200 : this.pick(statuses);
		const body = status === 204 ? '' : this.content(schema, address);
		/** @type {Record<string, string>} */
		const headers = {
			'content-type': this.chance(0.9)
				? 'application/json'
				: this.pick(['text/html', 'text/plain', 'x']),
		};
		if (this.chance(0.1)) headers['retry-after'] = this.pick(['0', '1', 'soon', '-5', '']);
		if (status === 302) headers.location = `${address}/elsewhere`;
		const drop = this.chance(0.02);
		this.last.push(drop ? '(connection dropped)' : `${status} ${body.slice(0, 300)}`);
		if (this.last.length > 6) this.last.shift();
		return { status, headers, body, drop };
	}
}

/**
 * The body of a webhook's delivery, as bytes: an event with something odd in it, or something else altogether.
 * @param {OddAnswers} odd
 */
function oddBody(odd) {
	if (odd.chance(0.05)) return Buffer.from([0xff, 0xfe, 0, 0x7b, 0xc3, 0x28]);
	if (odd.chance(0.05)) return Buffer.from(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
	return Buffer.from(odd.content(EVENT, 'https://files.example.com'));
}

/** Ids and types that are odd as such, beside those that every value can be. */
const names = [
	'avatar_video.success',
	'video_agent.success',
	'video_translate.success',
	'avatar_video.fail',
	'batch.finished',
	'brand_new.type',
	'constructor.x',
	'constructor',
	'__proto__',
	'toString.success',
	'.success',
	'',
	'\ud83d',
	'../users/me',
	'a\nb',
	'x'.repeat(10_000),
];
const NAME = { enum: names };
const EVENT = {
	type: 'object',
	properties: {
		event_id: NAME,
		event_type: NAME,
		event_data: {
			type: 'object',
			properties: Object.fromEntries(
				['video_id', 'session_id', 'video_translate_id', 'batch_id', 'id', '__proto__', 'url'].map(
					(name) => [name, NAME],
				),
			),
		},
		created_at: {},
	},
};

/**
 * A HeyGen that answers so.
 * @param {(method: string, path: string, address: string) => import('./oddAnswers').Odd} answerTo
 * @returns {Promise<{address: string, stop: () => void}>}
 */
const startOddServer = async (answerTo) => {
	let address = '';
	const server = http.createServer((request, response) => {
		request.resume();
		request.on('end', () => {
			const [path] = String(request.url).split('?');
			const { status, headers, body, drop } = answerTo(String(request.method), path, address);
			if (drop) {
				request.socket.destroy();
				return;
			}
			response.writeHead(status, headers);
			response.end(body);
		});
	});
	await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
	address = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
	return {
		address,
		stop() {
			server.closeAllConnections();
			server.close();
		},
	};
};

/** How many answers, and out of which seed: `npm run fuzz` says so, the suite takes a few. */
const wish = () => ({
	many: Number(process.env.FUZZ_ANSWERS ?? 20),
	seed: Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31)),
});
/** A line for whoever runs it. @param {string} line */
const say = (line) => console.info(line);
/** Lets everything else go on first. */
const turn = () => new Promise((done) => setImmediate(done));

module.exports = { OddAnswers, oddBody, startOddServer, wish, say, turn };
