// Turns what HeyGen answers into sentences that say what happened and how to get on.
import { figure } from './limits/limit';
import { tableOf } from './table';
import { trimmedEnd } from './trim';
import type { Unsent } from './unsent';

/** An answer that is not a success, or no answer at all (status 0). */
export interface Refusal {
	status: number;
	/** HeyGen's code in lower case, or '' where the answer is not HeyGen's. */
	code: string;
	/** HeyGen's own words. */
	message: string;
	/** The field HeyGen names. */
	param?: string;
	/** Seconds to wait before trying again. */
	retryAfter?: number;
	requestId?: string;
	/** The status that came, where the answer says otherwise than its status. */
	httpStatus?: number;
	/** Why the request never left, where it did not. */
	unsent?: Unsent;
	/** The account is connected by OAuth2. */
	usesOAuth?: boolean;
	/** Nothing ran, although the status alone would leave it open. */
	notRun?: boolean;
	/** HeyGen may have accepted an earlier try of the same request. */
	afterUnclear?: boolean;
}

interface Sentence {
	message: string;
	description: string;
	/** Worth saying, where the request would have cost something, that it did not. */
	uncharged?: boolean;
}

const credits: Sentence = {
	message: 'HeyGen has no credits left for this request',
	description:
		'Add credits or raise the limit in HeyGen under Settings > Billing, then run the remaining items again',
	uncharged: true,
};
const scope: Sentence = {
	message: 'This HeyGen credential may not do this',
	description:
		'Use an API key with access to this feature, or ask the owner of the HeyGen workspace for it',
};
const gone: Sentence = {
	message: 'HeyGen does not know this ID',
	description: 'Check the ID, and that the credential belongs to the HeyGen workspace that owns it',
};

/** By HeyGen's code (source: HeyGen API reference, error codes). */
const byCode = {
	invalid_parameter: {
		message: 'HeyGen does not accept a parameter',
		description: 'Change the parameter that HeyGen names and run again',
	},
	download_failed: {
		message: 'HeyGen could not fetch a file',
		description:
			'The address must open in a private browser window without a login. For files behind a login, upload them to HeyGen first and use the asset ID',
	},
	content_policy_violation: {
		message: "HeyGen's content policy does not allow this content",
		description: 'Change the script, prompt or file',
	},
	avatar_not_usable: {
		message: 'This avatar look cannot be used yet',
		description:
			"Choose a look that is ready, or wait until HeyGen has finished it ('Avatar Look: Get' shows its status)",
	},
	avatar_consent_required: {
		message: 'The person in this avatar has not given consent yet',
		description: "Ask for consent with 'Avatar: Create Consent'",
	},
	voice_unavailable: {
		message: 'This voice is not available',
		description: 'Choose another voice from the list',
	},
	script_too_short: {
		message: 'The script is too short',
		description: 'Write at least a few words',
	},
	tts_text_invalid: {
		message: 'HeyGen cannot speak this text',
		description: 'Remove symbols or markup that cannot be spoken',
	},
	no_audio_track: {
		message: 'The file has no sound',
		description: 'Use a file with an audio track',
	},
	video_too_long: {
		message: 'The video is too long',
		description: 'Cut it, or choose start and end time',
	},
	resource_limit_reached: {
		message: 'The HeyGen account has reached its limit for this',
		description: 'Delete what is no longer needed, or ask HeyGen for a higher limit',
	},
	insufficient_credit: credits,
	trial_limit_exceeded: {
		message: 'The limit of the HeyGen trial is used up',
		description: 'Upgrade the plan in HeyGen under Settings > Billing',
	},
	plan_upgrade_required: {
		message: 'The HeyGen plan does not include this',
		description: 'Upgrade the plan in HeyGen under Settings > Billing',
	},
	subscription_required: {
		message: 'This needs a HeyGen subscription',
		description: 'Subscribe in HeyGen under Settings > Billing',
	},
	insufficient_api_key_scope: scope,
	voice_not_usable: {
		message: 'This voice may not be used with this credential',
		description: 'Choose another voice from the list',
	},
	quota_exceeded: {
		message: "The account's allowance is used up; waiting does not help",
		description: 'Raise the allowance in HeyGen, or run again when it is renewed',
	},
	rate_limit_exceeded: {
		message: 'HeyGen is still busy with other requests of this account',
		description: "Run again later, or lower 'Max Concurrent Jobs'",
		uncharged: true,
	},
	payload_too_large: {
		message: 'The request is too large for HeyGen',
		description: 'Upload large files to HeyGen first and use the asset ID',
	},
	domain_not_allowed: {
		message: "The credential's 'Allowed Domains' leave out the host of its 'Base URL'",
		description:
			"Open the credential and add that host to 'Allowed Domains', or set 'Allowed HTTP Request Domains' to 'All'. Nothing was sent",
	},
	voice_expired: {
		message: 'This voice has expired',
		description: 'Choose another voice from the list, or make it anew',
	},
	voice_not_ready: {
		message: 'This voice is still being made',
		description: "Wait until it is ready with 'Voice Model: Get' and 'Wait Until Done'",
	},
	voice_training_failed: {
		message: 'The training of this voice did not come to an end',
		description:
			"Train it again with other recordings ('Voice Model: Create'), or choose another voice",
	},
	brand_kit_not_ready: {
		message: 'This brand kit is still being read off its website',
		description: "Wait until it is ready with 'Brand: Get Kit' and 'Wait Until Done'",
	},
	conflict: {
		message: 'HeyGen has something of this name already',
		description: 'Choose another name; capitals do not count',
	},
	request_in_progress: {
		message: 'HeyGen is still working on the same request',
		description: "Look in HeyGen, or with 'Get Many', in a moment, before running this item again",
	},
} satisfies Record<string, Sentence>;
/** The same for a code of which nobody knows whether it has a sentence. */
const sentences = tableOf<Sentence>(byCode);

const byStatus: Record<number, Sentence> = {
	400: byCode.invalid_parameter,
	401: {
		message: 'HeyGen does not accept the API key',
		description: 'Open the credential and check the key (HeyGen: Settings > API)',
	},
	402: credits,
	403: scope,
	404: gone,
	413: byCode.payload_too_large,
	429: byCode.rate_limit_exceeded,
};

const unconnected: Sentence = {
	message: 'The credential is not connected to a HeyGen account',
	description:
		'Open the credential and connect the account again: its access was never given, has expired or was withdrawn',
};
const unclear: Sentence = {
	message: 'HeyGen gave no clear answer',
	description:
		"HeyGen may have accepted the request all the same: look in HeyGen, or with 'Get Many', before running this item again, or it may be paid twice",
};
const away: Sentence = {
	message: 'HeyGen cannot be reached at the moment',
	description: 'Try again later',
};

/** A time in the greatest unit of which it has two. */
function timeOf(seconds: number): string {
	const [unit, length] = (
		[
			['days', 86_400],
			['hours', 3600],
			['minutes', 60],
		] as const
	).find(([, length]) => seconds >= 2 * length) ?? ['seconds', 1];
	return `${figure(Math.round(seconds / length))} ${unit}`;
}

/** "Too many", with a time that a person should know. */
const busyFor = (seconds: number): Sentence => ({
	...byCode.rate_limit_exceeded,
	message: `HeyGen is still busy with other requests of this account, and asks to come back in ${timeOf(seconds)}`,
	description:
		"Run again then: a wait that goes beyond 'Max Wait (Minutes)', or takes more than a day, ends the row",
});

const redirected: Sentence = {
	message: "The address in 'Base URL' of the credential redirects to another one",
	description:
		'Open the credential and enter the address that it leads to: a key is not sent after a redirect',
};

/** Words that are about the key, or none at all. */
const isAboutKey = ({ code, message }: Refusal): boolean =>
	code === 'unauthorized' ||
	(!code && !message) ||
	/\b(api[ _-]?key|access token|bearer|credentials?|unauthori[sz]ed|(un)?authenticat\w*)\b/i.test(
		message,
	);
const isAboutRights = ({ code, message }: Refusal): boolean =>
	['forbidden', 'resource_access_denied', 'insufficient_api_key_scope'].includes(code) ||
	(!code && !message) ||
	/\b(scope|permission|api[ _-]?key)/i.test(message);

/** A refusal in other words than the contract's: what HeyGen says is all that is known. */
const unknownWords: Sentence = {
	message: 'HeyGen refuses the request',
	description: 'See what HeyGen says: it may be about the account, its plan or what was asked for',
};

/** What the code and the status alone do not tell. */
function special(refusal: Refusal): Sentence | undefined {
	const { status, httpStatus = status, code, message, param, unsent, usesOAuth } = refusal;
	if (unsent)
		return {
			message: `HeyGen was not reached: ${unsent.why}`,
			description: unsent.description,
			uncharged: true,
		};
	if (code === 'not_heygen')
		return {
			message: `An answer that is not HeyGen's (HTTP ${httpStatus}): a proxy or firewall?`,
			description:
				"Let n8n reach the host in 'Base URL' of the credential without a page in between: see the settings of the network, and 'Proxy' under 'Request Options'",
		};
	if (status >= 300 && status < 400) return redirected;
	const { retryAfter = 0 } = refusal;
	if (retryAfter > 60 && (code === 'rate_limit_exceeded' || (status === 429 && !sentences[code])))
		return busyFor(retryAfter);
	if (usesOAuth && status === 401 && isAboutKey(refusal)) return unconnected;
	if (sentences[code]) return undefined;
	if (
		(status === 401 && !isAboutKey(refusal)) ||
		(status === 403 && !isAboutRights(refusal)) ||
		(status === 400 && !param && (message || /^\d+$/.test(code)))
	)
		return unknownWords;
	return undefined;
}

const notFound = (code: string): Sentence | undefined =>
	code.endsWith('_not_found')
		? {
				...gone,
				message: `HeyGen does not know this ${code.replace(/_not_found$/, '').replace(/_/g, ' ')}`,
			}
		: undefined;

/** Characters of HeyGen's words that are told, and those that are looked at for it. */
const longestWords = 500;
const looked = 4_000;

/** An address without what follows its path. */
function withoutQuery(word: string): string {
	const start = word.search(/https?:\/\//i);
	const query = start < 0 ? -1 : word.slice(start).search(/[?#]/);
	return query < 0 ? word : word.slice(0, start + query);
}

/** HeyGen's own words, fit for a log: what follows the path of an address may be its signature, and a gateway may repeat a token. */
export const readable = (words: string): string =>
	words
		.slice(0, looked)
		.replace(/[^\s"'<>]+/g, withoutQuery)
		.replace(/(Bearer )\S+/gi, '$1***')
		.slice(0, longestWords);

/** Without the full stop, which the sentence gets anyway; n8n's own advice to try again at once may be the wrong one. */
const wordsOf = ({ status, message }: Refusal): string =>
	trimmedEnd(readable(status ? message : (message.split('. ')[0] ?? '')), '.');

/**
 * The sentence for an answer of HeyGen.
 * @param free whether the request costs nothing (decides what to advise after an unclear outcome)
 */
export function sentenceOf(
	refusal: Refusal,
	free: boolean,
): { message: string; description: string } {
	const unanswered = refusal.status === 0 || refusal.status >= 500;
	const maybePaid = !free && refusal.code === 'not_heygen' && unanswered;
	const known: Sentence | undefined =
		special(refusal) ??
		sentences[refusal.code] ??
		notFound(refusal.code) ??
		byStatus[refusal.status] ??
		(unanswered ? (free || refusal.notRun ? away : unclear) : undefined);
	const { message, description, uncharged } = known ?? {
		message: `HeyGen refused the request with status ${refusal.status}`,
		description: 'See what HeyGen says',
	};
	const paid = free
		? []
		: [
				uncharged && 'Nothing was charged for this item',
				maybePaid && unclear.description,
				refusal.afterUnclear && `But an earlier try had no answer: ${unclear.description}`,
			];
	const speaker = refusal.code === 'not_heygen' ? 'The page' : refusal.status ? 'HeyGen' : 'n8n';
	const said = [
		refusal.message && `${speaker} says: ${wordsOf(refusal)}`,
		refusal.param && `(parameter '${refusal.param}')`,
	]
		.filter(Boolean)
		.join(' ');
	const trace = [refusal.code, refusal.status ? `HTTP ${refusal.httpStatus ?? refusal.status}` : '']
		.filter(Boolean)
		.join(', ');
	return {
		message,
		description: [said, description, ...paid]
			.filter(Boolean)
			.map((words) => `${words}.`)
			.concat(trace ? `[${trace}]` : [])
			.join(' '),
	};
}

/** Whether HeyGen has accepted nothing, for certain. */
export const isClear = ({ status, code, unsent, notRun, afterUnclear }: Refusal): boolean =>
	((status >= 400 && status < 500) || notRun === true || unsent !== undefined) &&
	code !== 'request_in_progress' &&
	!afterUnclear;
