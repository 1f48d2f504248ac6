// What billing says instead of a result when an input cannot be used, and how it reads inputs.

/** `message` names the parameter, the limit and the value found; `description` says how to get on. */
export interface Unusable {
	message: string;
	description: string;
}

export type Outcome<T> = T | Unusable;

export const isUnusable = (outcome: object): outcome is Unusable => 'message' in outcome;

const shown = (value: unknown) =>
	!isGiven(value)
		? 'empty'
		: typeof value === 'number'
			? String(value)
			: (JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value) ?? String(value));

/** False for what an untouched or emptied parameter gives. */
export const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

interface NumberLimits {
	/** The smallest value allowed. */
	least?: number;
	/** The greatest value allowed. */
	most?: number;
	/** Only above this, not at it. */
	above?: number;
	whole?: boolean;
	decimals?: number;
	/** A sentence that replaces the general way out. */
	description?: string;
}

/** Beyond these a figure is none that anybody means, and what is computed of it none that can be told. */
const greatest = Number.MAX_SAFE_INTEGER;
const smallest = 1e-9;

function limitText({ least, most, above, whole, decimals }: NumberLimits): string {
	const kind = whole ? 'a whole number' : 'a number';
	const range =
		least !== undefined && most !== undefined
			? ` from ${least} to ${most}`
			: least !== undefined
				? ` of at least ${least}`
				: above !== undefined
					? ` above ${above}`
					: '';
	return `${kind}${range}${decimals === undefined ? '' : ` with at most ${decimals} decimals`}`;
}

function toNumber(value: unknown): number {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

const hasMoreDecimals = (value: number, decimals: number) =>
	Number(value.toFixed(decimals)) !== value;

/** A point in time in ms since 1970, and how many ms the clock it was written by is ahead of UTC. */
export interface Moment {
	time: number;
	offset: number;
}

/** As the editor's calendar, n8n's expressions and sheets write it. What leaves open which is the day and which the month is no date. */
const isoMoment =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(?:Z|([+-])(\d{2}):?(\d{2}))?$/;

/** Without a zone it counts in UTC, wherever n8n runs. */
function toMoment(value: unknown): Moment | undefined {
	// Date and DateTime write themselves as ISO text there.
	const written = String(
		typeof value === 'string' ? value : JSON.parse(JSON.stringify(value)),
	).trim();
	const [, day = '', clock = '00:00', sign, hours = 0, minutes = 0] = isoMoment.exec(written) ?? [];
	const midnight = new Date(`${day}T00:00Z`);
	const local = Date.parse(`${day}T${clock}Z`);
	// JavaScript takes 30 February for 2 March.
	if (Number.isNaN(local) || !midnight.toISOString().startsWith(day)) return undefined;
	const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
	return { time: local - offset, offset };
}

/**
 * Reads inputs one after the other and keeps the first refusal: read all, then look at `refusal`.
 * Numbers and dates written as text (as expressions give them) are taken as what they say.
 */
export class Inputs {
	refusal?: Unusable;

	private refuse(message: string, description: string) {
		this.refusal ??= { message, description };
	}

	/** @param label the parameter as the editor shows it */
	number(label: string, value: unknown, limits: NumberLimits): number {
		const number = toNumber(value);
		const ok =
			Number.isFinite(number) &&
			(limits.least === undefined || number >= limits.least) &&
			(limits.most === undefined || number <= limits.most) &&
			(limits.above === undefined || number > limits.above) &&
			Math.abs(number) <= greatest &&
			(number === 0 || Math.abs(number) >= smallest) &&
			(!limits.whole || Number.isInteger(number)) &&
			(limits.decimals === undefined || !hasMoreDecimals(number, limits.decimals));
		if (ok) return number;
		const far =
			Math.abs(number) > greatest
				? ` and at most ${greatest}`
				: number !== 0 && Math.abs(number) < smallest
					? ` and no smaller than ${smallest}`
					: '';
		this.refuse(
			`'${label}' must be ${limitText(limits)}${far}, but is ${shown(value)}`,
			limits.description ?? `Set '${label}' to ${limitText(limits)}${far}.`,
		);
		return limits.least ?? 1;
	}

	text(label: string, value: unknown, description: string): string {
		if (typeof value === 'string' && value.trim() !== '') return value;
		this.refuse(`'${label}' must have text, but is ${shown(value)}`, description);
		return '';
	}

	choice<T extends string>(label: string, value: unknown, choices: readonly T[]): T {
		const [first] = choices;
		const found = choices.find((choice) => choice === String(value));
		if (found !== undefined) return found;
		if (first === undefined) throw new Error(`'${label}' has nothing to choose from`);
		this.refuse(
			`'${label}' must be one of ${choices.join(', ')}, but is ${shown(value)}`,
			`Choose one of them in '${label}'.`,
		);
		return first;
	}

	/** A date as ISO text, Date or Luxon DateTime (n8n's expressions give those). */
	date(label: string, value: unknown): Moment {
		const moment = isGiven(value) ? toMoment(value) : undefined;
		if (moment) return moment;
		this.refuse(
			`'${label}' must be a date, but is ${shown(value)}`,
			`Give '${label}' as year, month and day, such as 2026-01-31.`,
		);
		return { time: 0, offset: 0 };
	}

	/** Refuses what no single parameter's limits can say. */
	must(holds: boolean, message: string, description: string) {
		if (!holds) this.refuse(message, description);
	}
}
