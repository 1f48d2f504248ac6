// HeyGen's error codes, the HTTP status of each, and the one error class that becomes HeyGen's envelope.

const codesByStatus = {
	400: [
		'invalid_parameter',
		'download_failed',
		'content_policy_violation',
		'avatar_not_usable',
		'avatar_consent_required',
		'voice_unavailable',
		'script_too_short',
		'tts_text_invalid',
		'no_audio_track',
		'video_too_long',
		'resource_limit_reached',
		'voice_expired',
	],
	401: ['unauthorized'],
	402: [
		'insufficient_credit',
		'trial_limit_exceeded',
		'plan_upgrade_required',
		'subscription_required',
	],
	403: ['forbidden', 'resource_access_denied', 'insufficient_api_key_scope', 'voice_not_usable'],
	404: [
		'not_found',
		'video_not_found',
		'avatar_not_found',
		'voice_not_found',
		'template_not_found',
		'asset_not_found',
		'webhook_not_found',
		'video_translation_not_found',
		'proofread_not_found',
		'lipsync_not_found',
		'session_not_found',
		'resource_not_found',
		'batch_not_found',
		'ai_clipping_not_found',
		'background_removal_not_found',
		'render_not_found',
		'style_not_found',
		'brand_kit_not_found',
		'brand_glossary_not_found',
		'folder_not_found',
		'filler_word_removal_not_found',
		'generation_not_found',
	],
	409: [
		'request_in_progress',
		'resource_not_ready',
		'voice_not_ready',
		'brand_kit_not_ready',
		'conflict',
		'voice_training_failed',
	],
	413: ['payload_too_large'],
	429: ['rate_limit_exceeded', 'quota_exceeded'],
	500: ['internal_error'],
	502: ['bad_gateway'],
	503: ['service_unavailable'],
	504: ['gateway_timeout'],
};
const statusOf = new Map(
	Object.entries(codesByStatus).flatMap(([status, codes]) =>
		codes.map((code) => [code, Number(status)]),
	),
);

class ApiError extends Error {
	/**
	 * @param {string} code one of the codes above
	 * @param {string} message
	 * @param {{param?: string, status?: number, headers?: Record<string, string>}} [more]
	 */
	constructor(code, message, { param, status, headers = {} } = {}) {
		super(message);
		this.code = code;
		this.status = status ?? statusOf.get(code) ?? 500;
		this.param = param;
		this.headers = headers;
	}

	get envelope() {
		return {
			error: {
				code: this.code,
				message: this.message,
				...(this.param && { param: this.param }),
				doc_url: `https://docs.heygen.com/errors#${this.code}`,
			},
		};
	}
}

/** The code that HeyGen would most likely give with a status (used for planned faults that name only a status). */
const codeFor = (status) =>
	codesByStatus[status]?.at(0) ?? (status === 429 ? 'rate_limit_exceeded' : 'internal_error');

const invalid = (param, message) => new ApiError('invalid_parameter', message, { param });

module.exports = { ApiError, codeFor, invalid };
