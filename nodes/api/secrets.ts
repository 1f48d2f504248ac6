// The secrets of a credential, and how they are taken out of whatever comes back: a proxy or a gateway may repeat what it was sent.
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { wellFormed } from './limits/limit';

/** Characters below which nothing is a secret. */
const shortest = 6;
/** Characters below which a piece of a secret tells nothing. */
const piece = 8;
/** Characters of a refusal's words that are looked at; what lies behind them is not told at all. */
const longestWords = 10_000;
const mask = '***';
/** Objects inside of one another that are looked into: nothing of HeyGen's has so many. */
const deepest = 200;

/** Lower case that keeps every character in its place: gateways write codes and names of headers in small letters. */
const lowered = (text: string): string => {
	const lower = text.toLowerCase();
	return lower.length === text.length
		? lower
		: text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
};

/** What a secret looks like in the middle of something that is written in base64, at each of its three places in a group. */
function inBase64(secret: string): string[] {
	const bytes = Buffer.from(secret);
	return [0, 1, 2].flatMap((before) => {
		const written = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
		const own = written.slice(
			Math.ceil((before * 8) / 6),
			Math.floor(((before + bytes.length) * 8) / 6),
		);
		return [own, own.replace(/\+/g, '-').replace(/\//g, '_')];
	});
}

/** A secret as it may stand in an answer: as it is, or as addresses, JSON and headers write it. */
const formsOf = (secret: string): string[] => [
	secret,
	encodeURIComponent(secret),
	JSON.stringify(secret).slice(1, -1),
	secret.replace(/\//g, '\\/'),
	Buffer.from(secret).toString('hex'),
	...inBase64(secret),
];

/** All texts in what a credential holds under names of secrets. */
function secretsIn({
	apiKey,
	clientSecret,
	oauthTokenData,
	baseUrl,
}: ICredentialDataDecryptedObject): string[] {
	const { access_token, refresh_token, id_token } = (oauthTokenData ?? {}) as IDataObject;
	const address = String(baseUrl ?? '').trim();
	const { password } = URL.canParse(address) ? new URL(address) : { password: '' };
	// A key that was pasted into the field of the address is a secret all the same.
	const strayed = /^https?:/i.test(address) ? '' : address;
	return [apiKey, clientSecret, access_token, refresh_token, id_token, password, strayed]
		.filter((value) => typeof value === 'string')
		.map((value) => value.trim())
		.filter((value) => value.length >= shortest);
}

/** A token behind the word that headers put before it, whoever issued it. */
const bearer = /\bBearer [\w.~+/-]{16,}=*/gi;

export class Secrets {
	private readonly forms: string[];

	/** @param credentials values of one credential, at one time or at several: access tokens are renewed */
	constructor(...credentials: ICredentialDataDecryptedObject[]) {
		const secrets = new Set(credentials.flatMap(secretsIn).map(wellFormed));
		this.forms = [
			...new Set(
				[...secrets]
					.flatMap(formsOf)
					.map(lowered)
					.filter((form) => form.length >= shortest),
			),
		].sort((a, b) => b.length - a.length);
	}

	/** Anything that JSON can hold without a secret in it: what is whole stays the same object. Pieces stay: a link may share some with a token. */
	inData<T>(value: T, depth = 0): T {
		if (typeof value === 'string') return this.whole(value) as T;
		if (depth > deepest) return mask as T;
		if (Array.isArray(value)) {
			const masked = value.map((one) => this.inData(one, depth + 1) as unknown);
			return masked.some((one, at) => one !== value[at]) ? (masked as T) : value;
		}
		if (typeof value !== 'object' || value === null) return value;
		const entries = Object.entries(value);
		const masked = entries.map(([name, one]) => [
			this.whole(name),
			this.inData(one, depth + 1) as unknown,
		]);
		return masked.some(([name, one], at) => name !== entries[at]?.[0] || one !== entries[at]?.[1])
			? (Object.fromEntries(masked) as T)
			: value;
	}

	/** Words for people without a secret, nor a piece of one that tells anything: it may have been cut, or broken over lines. */
	inWords(words: string): string {
		const text = words.slice(0, longestWords);
		const lower = lowered(text);
		const stretches = this.forms.flatMap((form) => [...piecesIn(lower, form)]);
		return without(text, stretches).replace(bearer, `Bearer ${mask}`);
	}

	private whole(text: string): string {
		if (text.length < shortest) return text;
		const lower = lowered(text);
		const stretches = this.forms.flatMap((form) => [...everyIn(lower, form)]);
		return without(text, stretches).replace(bearer, `Bearer ${mask}`);
	}
}

type Stretch = [from: number, to: number];

function* everyIn(text: string, part: string): Generator<Stretch> {
	for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length))
		yield [at, at + part.length];
}

/** Where a text has something of a form: found by its blocks, and followed to both sides as far as it is the same. */
function* piecesIn(text: string, form: string): Generator<Stretch> {
	if (form.length < piece) yield* everyIn(text, form);
	for (let at = 0; at + piece <= form.length; at += piece)
		for (const [start, end] of everyIn(text, form.slice(at, at + piece))) {
			let [from, to] = [start, end];
			while (from > 0 && at > start - from && text[from - 1] === form[at - (start - from) - 1])
				from--;
			while (to < text.length && text[to] === form[at + to - start]) to++;
			yield [from, to];
		}
}

/** A text with each of these stretches masked once, wherever they overlap. */
function without(text: string, stretches: Stretch[]): string {
	if (stretches.length === 0) return text;
	let [made, end] = ['', 0];
	for (const [from, to] of stretches.sort(([a], [b]) => a - b)) {
		if (from > end || made === '') made += text.slice(end, from) + mask;
		end = Math.max(end, to);
	}
	return made + text.slice(end);
}
