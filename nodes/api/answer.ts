// Reads what came back: HeyGen's answer, its refusal, or why there was no answer at all.
import type { IDataObject } from 'n8n-workflow';
import type { Refusal } from './refusal';
import { retryAfterOf } from './retry';

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
 */
export function unanswered(thrown: unknown, usesOAuth: boolean): Refusal {
	const { message = '', httpCode, cause } = thrown as Thrown;
	if (message.startsWith('Domain not allowed'))
		return { status: 0, code: 'domain_not_allowed', message };
	const response = cause?.response;
	const status = response?.status ?? (/^\d{3}$/.test(httpCode ?? '') ? Number(httpCode) : 0);
	// A success whose body broke off in the middle is no answer either.
	if (status >= 300)
		return { ...refusalOf(status, response?.headers ?? {}, response?.data), usesOAuth };
	// There is no token, or none could be had: the connection to HeyGen itself is not what broke.
	if (usesOAuth && cause && !cause.isAxiosError)
		return { status: 401, code: 'unauthorized', message: '', usesOAuth };
	return { status: 0, code: '', message };
}

/** HeyGen's answer, or its refusal. A body that is not HeyGen's envelope (a proxy's page, a truncated text) is no answer. */
export function read(answer: Answer): Answer | Refusal {
	const { status, headers, body } = answer;
	if (status >= 300) return refusalOf(status, headers, body);
	const parsed = typeof body === 'string' ? parse(body) : body;
	if (status !== 204 && (typeof parsed !== 'object' || parsed === null))
		return { status: 502, code: '', message: 'The answer is not JSON' };
	return { status, headers, body: parsed ?? {} };
}

function parse(text: string): IDataObject | undefined {
	try {
		return JSON.parse(text) as IDataObject;
	} catch {
		return undefined;
	}
}

export function refusalOf(status: number, headers: Record<string, string>, body: unknown): Refusal {
	const envelope = (typeof body === 'string' ? parse(body) : body) as
		{ error?: { code?: string; message?: string; param?: string } } | undefined;
	const error = envelope?.error;
	return {
		status,
		code: String(error?.code ?? '').toLowerCase(),
		message: String(error?.message ?? ''),
		param: error?.param ?? undefined,
		retryAfter: retryAfterOf(headers['retry-after'], Date.now()),
		requestId: headers['x-request-id'],
	};
}

export const isAnswer = (outcome: Answer | Refusal): outcome is Answer => 'body' in outcome;

/** Whether an outcome is HeyGen's refusal. */
export const isRefusal = (outcome: Answer | Refusal): outcome is Refusal => !isAnswer(outcome);

/** The `data` of a success. */
export const dataOf = (answer: Answer): unknown =>
	'data' in answer.body ? answer.body.data : answer.body;
