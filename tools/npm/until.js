// Waits for what can be observed, never for a time that should be long enough.
const { setTimeout: wait } = require('node:timers/promises');

/**
 * Waits until a condition holds, looking again every so many milliseconds.
 * @template T
 * @param {string} what what is waited for, in words for the error
 * @param {() => T | Promise<T>} condition
 * @param {number} [limitMs] milliseconds after which it counts as not coming
 * @param {number} [pauseMs] milliseconds between two looks
 * @returns {Promise<T>} what the condition gave in the end
 */
async function until(what, condition, limitMs = 20_000, pauseMs = 50) {
	for (const started = Date.now(); ; await wait(pauseMs)) {
		const value = await condition();
		if (value) return value;
		if (Date.now() - started > limitMs) throw new Error(`Not within ${limitMs / 1000} s: ${what}`);
	}
}

module.exports = { until };
