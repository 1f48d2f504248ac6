// Requests a minute: what HeyGen lets through of an operation, by a window that slides.
const { ApiError } = require('./errors');

const minute = 60_000;

class Rates {
	/** When the requests of the last minute came, by operation. @type {Map<string, number[]>} */
	#came = new Map();

	/** @param {{ratesPerMinute: Record<string, number>}} config */
	constructor(config) {
		this.config = config;
	}

	/**
	 * @param {string} name of the operation, e.g. `POST /v3/models/audio/tts`
	 * @throws {ApiError} 429 above its rate, with the seconds after which there is room again
	 */
	take(name) {
		const most = this.config.ratesPerMinute?.[name];
		if (!most) return;
		const now = Date.now();
		const recent = (this.#came.get(name) ?? []).filter((at) => at > now - minute);
		this.#came.set(name, recent);
		if (recent.length >= most) {
			const seconds = Math.max(1, Math.ceil((recent[0] + minute - now) / 1000));
			throw new ApiError('rate_limit_exceeded', `At most ${most} of these requests a minute.`, {
				headers: { 'retry-after': String(seconds) },
			});
		}
		recent.push(now);
	}
}

module.exports = { Rates };
