// Reads what came back: HeyGen's answer, its refusal, or why there was no answer at all.
import type { IDataObject } from 'n8n-workflow';
import { realClock } from './clock';
import type { Refusal } from './refusal';
import { retryAfterOf } from './retry';
import type { Secrets } from './secrets';
import { tableOf } from './table';
import { whyUnsent } from './unsent';

/** What HeyGen answered. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: IDataObject;
}

interface Thrown {
	message?: string;
	httpCode?: string | null;
	cause?: {
		isAxiosError?: boolean;
		response?: { status?: number; headers?: Record<string, string>; data?: unknown };
	};
}

/**
 * What n8n's request helper threw: an HTTP status (here only a 401), no answer at all, or why n8n sent nothing.
 * @param usesOAuth n8n refreshes an access token that has expired, and may fail in that
 * @param secrets of the credential: nothing of them is in what is returned
 */
export const unanswered = (thrown: unknown, usesOAuth: boolean, secrets: Secrets): Refusal =>
	withoutSecrets(whyUnanswered(thrown, usesOAuth, secrets), secrets);

function whyUnanswered(thrown: unknown, usesOAuth: boolean, secrets: Secrets): Refusal {
	const { message = '', httpCode, cause } = (thrown ?? {}) as Thrown;
	if (message.startsWith('Domain not allowed'))
		return { status: 0, code: 'domain_not_allowed', message };
	const response = cause?.response;
	const status = response?.status ?? (/^\d{3}$/.test(httpCode ?? '') ? Number(httpCode) : 0);
	// A success whose body broke off in the middle is no answer either.
	if (status >= 300)
		return {
			...refusalOf(status, response?.headers ?? {}, secrets.inData(contentOf(response?.data))),
			usesOAuth,
		};
	const unsent = whyUnsent(thrown);
	if (unsent) return { status: 0, code: 'not_sent', message: '', unsent };
	// There is no token, or none could be had: the connection to HeyGen itself is not what broke.
	if (usesOAuth && cause && !cause.isAxiosError)
		return { status: 401, code: 'unauthorized', message: '', usesOAuth };
	return { status: 0, code: '', message };
}

/**
 * HeyGen's answer, or its refusal, which may come with the status of a success. A body that is not HeyGen's (a proxy's page, a truncated text) is no answer.
 * @param secrets of the credential: nothing of them is in what is returned
 */
export function read(answer: Answer, secrets: Secrets): Answer | Refusal {
	const outcome = understand({ ...answer, body: secrets.inData(contentOf(answer.body)) });
	return isAnswer(outcome)
		? { ...outcome, headers: secrets.inData(outcome.headers) }
		: withoutSecrets(outcome, secrets);
}

/** A refusal as it may be told. */
function withoutSecrets(refusal: Refusal, secrets: Secrets): Refusal {
	const { code, message, param, requestId } = refusal;
	const masked = (words: string | undefined) => words && secrets.inWords(words);
	return {
		...refusal,
		code: secrets.inWords(code),
		message: secrets.inWords(message),
		param: masked(param),
		requestId: masked(requestId),
	};
}

function understand({
	status,
	headers = {},
	body: parsed,
}: Omit<Answer, 'body'> & { body: unknown }): Answer | Refusal {
	if (status >= 300) return refusalOf(status, headers, parsed);
	if (status !== 204 && (typeof parsed !== 'object' || parsed === null)) {
		const page = isPage(parsed) ? { code: notHeyGen, message: titleOf(parsed) } : undefined;
		return {
			status: 502,
			code: '',
			message: 'The answer is not JSON',
			...page,
			httpStatus: status,
		};
	}
	const inside = isObject(parsed) ? statusInside(parsed) : undefined;
	if (inside) return { ...refusalOf(inside, headers, parsed), httpStatus: status };
	return { status, headers, body: (parsed ?? {}) as IDataObject };
}

export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
/** A word or a number of HeyGen's, '' for anything else. */
export const textOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? String(value)
		: '';
/** A time of HeyGen's in milliseconds since 1970: it writes seconds, and may write milliseconds, a text of digits or a date; NaN for anything else. */
export function timeOf(value: unknown): number {
	if (typeof value !== 'number' && typeof value !== 'string') return NaN;
	const figure = String(value).trim() === '' ? NaN : Number(value);
	if (Number.isNaN(figure)) return Date.parse(String(value));
	return figure > 1e11 ? figure : figure * 1000;
}
/** A time of HeyGen's as ISO text; undefined where it is none, or past all that a calendar names. */
export function isoOf(value: unknown): string | undefined {
	const date = new Date(timeOf(value));
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
const isPage = (body: unknown): body is string => typeof body === 'string' && body.trim() !== '';

/** What a page says of itself. */
const titleOf = (page: string): string =>
	/<title>([^<]{1,200})<\/title>/i.exec(page)?.[1]?.trim() ?? '';

/** What a body holds: an object or a list that came as text is read, any other text stays. */
function contentOf(body: unknown): unknown {
	if (typeof body !== 'string') return body;
	try {
		const parsed: unknown = JSON.parse(body);
		return typeof parsed === 'object' && parsed !== null ? parsed : body;
	} catch {
		return body;
	}
}

/** Statuses of codes that decide what is done next; any other code is a plain refusal. */
const statusByCode = tableOf<number>({
	unauthorized: 401,
	insufficient_credit: 402,
	trial_limit_exceeded: 402,
	plan_upgrade_required: 402,
	subscription_required: 402,
	forbidden: 403,
	rate_limit_exceeded: 429,
	quota_exceeded: 429,
	request_in_progress: 409,
	resource_not_ready: 409,
	internal_error: 500,
	bad_gateway: 502,
	service_unavailable: 503,
	gateway_timeout: 504,
});

/** The status that a code stands for: numbers such as 400599 begin with it. */
function statusOfCode(code: string): number {
	if (/^[45]\d\d(\d{3})?$/.test(code)) return Number(code.slice(0, 3));
	return statusByCode[code] ?? (code.endsWith('_not_found') ? 404 : 400);
}

/** Whether a value holds nothing at all. */
export const isNothing = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'object' && isBare(value));
const isBare = (value: object): boolean => Object.keys(value).length === 0;
/** What an envelope without a resource consists of; a resource may have an `error` of its own. */
const envelope =
	/^(code|data|detail|doc_url|error|errors|has_more|message|msg|next_token|ok|param|request_id|status|success|trace_id)$/;

/** The status of a refusal that came as a success: `{error: {…}, data: null}`, `{code: 400599, message, data: null}`, `{success: false, message}`. */
function statusInside(body: IDataObject): number | undefined {
	const { error, errors, code, success, ok, status } = body;
	if (!isNothing(body.data) || !Object.keys(body).every((name) => envelope.test(name)))
		return undefined;
	const refused =
		success === false ||
		ok === false ||
		/^(error|fail)$/i.test(textOf(status)) ||
		(typeof error === 'string' && error !== '') ||
		(isObject(error) && Boolean(error.code ?? error.message)) ||
		[error, errors].some((list) => Array.isArray(list) && list.length > 0) ||
		(/^[45]\d\d(\d{3})?$/.test(String(code)) && typeof code !== 'boolean');
	return refused ? statusOfCode(wordsIn(body).code) : undefined;
}

const texts = (...values: unknown[]): string =>
	values
		.map((value) => (typeof value === 'number' ? String(value) : value))
		.find((value): value is string => typeof value === 'string' && value !== '') ?? '';

/** Names under which servers say what is wrong, the most telling first. */
const sayings =
	'message Message msg detail errorMessage error_message error_description reason title faultstring error'.split(
		' ',
	);

/** The words in whatever stands for them: a text, the first of a list, an object that has them under a usual name. */
function wordsOf(value: unknown): string {
	if (Array.isArray(value)) return texts(...value.map(wordsOf));
	return isObject(value) ? texts(...sayings.map((name) => wordsOf(value[name]))) : texts(value);
}

/** The first complaint of a list: `[{loc: ['body', 'title'], msg}]` as FastAPI has it, `{title: ['is too long']}`, `[{code, message}]`. */
function firstOf(errors: unknown): Pick<Refusal, 'code' | 'message' | 'param'> {
	const [field, entry] = isObject(errors) ? (Object.entries(errors)[0] ?? []) : [];
	const [first] = (Array.isArray(errors) ? errors : [entry]) as unknown[];
	const own = isObject(first) ? first : {};
	return {
		code: texts(own.code),
		message: wordsOf(first),
		param: Array.isArray(own.loc) ? own.loc.slice(1).join('.') : field,
	};
}

/** Code, words and field of a refusal in any of the shapes that HeyGen and its gateways are known to use. */
function wordsIn(body: unknown): Pick<Refusal, 'code' | 'message' | 'param'> {
	if (!isObject(body)) return { code: '', message: '' };
	const { error, detail, errors } = body;
	const own = isObject(error) ? error : {};
	const first = firstOf(errors ?? own.errors ?? (Array.isArray(detail) ? detail : undefined));
	const inner = isObject(body.data) ? wordsIn(body.data) : undefined;
	return {
		code: texts(own.code, body.code, body.error_code, first.code, inner?.code).toLowerCase(),
		message: texts(
			wordsOf(own),
			first.message,
			wordsOf(body),
			wordsOf(error),
			wordsOf(body.fault),
			inner?.message,
		),
		param: texts(own.param, body.param, first.param, inner?.param) || undefined,
	};
}

/** The code of an answer that is not HeyGen's. */
const notHeyGen = 'not_heygen';

/** @param body read already where it is JSON */
function refusalOf(status: number, headers: Record<string, string>, body: unknown): Refusal {
	// What servers behind HeyGen's own gateway answer with 5xx, and its limits, may be a page as well.
	const isForeign = isPage(body) && status >= 400 && status < 500 && status !== 429;
	const words = isForeign ? { code: notHeyGen, message: titleOf(body) } : wordsIn(body);
	return {
		status,
		...words,
		retryAfter: retryAfterOf(headers['retry-after'], realClock.now()),
		requestId: headers['x-request-id'],
	};
}

export const isAnswer = (outcome: Answer | Refusal): outcome is Answer => 'body' in outcome;

/** Whether an outcome is HeyGen's refusal. */
export const isRefusal = (outcome: Answer | Refusal): outcome is Refusal => !isAnswer(outcome);

/** The `data` of a success, where it is a thing and not a list, a word or nothing. */
export function objectOf(answer: Answer): IDataObject | undefined {
	const data = dataOf(answer);
	return isObject(data) ? data : undefined;
}

/** The `data` of a success. */
export const dataOf = (answer: Answer): unknown =>
	'data' in answer.body ? answer.body.data : answer.body;

/** What to say of an answer in a form that nothing can be made of. */
export const oddWords = {
	message: "HeyGen's answer does not have the form that HeyGen describes",
	description:
		'Nothing of it can be handed out. Try again in a moment; where the request costs credits, look in HeyGen first whether it was accepted.',
};
