// How a question of the benchmark says what was to be reached and what was.

/**
 * @typedef {{goal: string, value: string, limit: string, met: boolean}} Goal
 * @typedef {object} Outcome
 * @property {object[]} rows the figures, one object a row of the table
 * @property {Goal[]} goals
 * @property {{unit: string, bars: Array<[name: string, value: number, ours?: boolean]>}} plot
 * @typedef {object} Question
 * @property {string} question what is asked
 * @property {string} goal what is to be reached, in words
 * @property {string} competitor beside what it is measured, and what that did instead where it cannot do the same
 * @property {(quick: boolean) => Promise<Outcome>} run
 */

/** A number as a reader wants it: three figures. */
const shown = (value) =>
	Number.isInteger(value) || Math.abs(value) >= 1000
		? String(Math.round(value))
		: String(Number(value.toPrecision(3)));

/** A goal that is met by a value of at most `limit`. @returns {Goal} */
const atMost = (goal, value, limit, unit = '') => ({
	goal,
	value: `${shown(value)}${unit && ` ${unit}`}`,
	limit: `≤ ${shown(limit)}${unit && ` ${unit}`}`,
	met: value <= limit,
});

/** A goal that is met by a value of at least `limit`. @returns {Goal} */
const atLeast = (goal, value, limit, unit = '') => ({
	goal,
	value: `${shown(value)}${unit && ` ${unit}`}`,
	limit: `≥ ${shown(limit)}${unit && ` ${unit}`}`,
	met: value >= limit,
});

module.exports = { atLeast, atMost, shown };
