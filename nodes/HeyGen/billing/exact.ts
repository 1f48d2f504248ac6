// Exact decimal arithmetic: every amount is an integer of its smallest unit, so money cannot drift.

/** A decimal number without loss: `units` of 10^-`decimals`. 0.00833 is {units: 833n, decimals: 5}. */
export interface Exact {
	units: bigint;
	decimals: number;
}

/** Reads a finite number as it is written in decimal: 0.1 becomes 0.1, not the binary neighbour. */
export function exact(value: number): Exact {
	const [mantissa = '', exponent = '0'] = String(value).split('e');
	const [whole = '', fraction = ''] = mantissa.split('.');
	const decimals = fraction.length - Number(exponent);
	const units = BigInt(whole + fraction);
	return decimals < 0
		? { units: units * 10n ** BigInt(-decimals), decimals: 0 }
		: { units, decimals };
}

const unitsAt = (a: Exact, decimals: number) => a.units * 10n ** BigInt(decimals - a.decimals);

function aligned(a: Exact, b: Exact, combine: (a: bigint, b: bigint) => bigint): Exact {
	const decimals = Math.max(a.decimals, b.decimals);
	return { units: combine(unitsAt(a, decimals), unitsAt(b, decimals)), decimals };
}

export const plus = (a: Exact, b: Exact) => aligned(a, b, (x, y) => x + y);
export const minus = (a: Exact, b: Exact) => aligned(a, b, (x, y) => x - y);
export const times = (...factors: Exact[]) =>
	factors.reduce((a, b) => ({ units: a.units * b.units, decimals: a.decimals + b.decimals }));

export const sum = (amounts: Exact[]) => amounts.reduce(plus, exact(0));

/** Negative, zero or positive, as a is below, equal to or above b. */
export function compare(a: Exact, b: Exact): number {
	const { units } = minus(a, b);
	return units < 0n ? -1 : units > 0n ? 1 : 0;
}

export const smaller = (a: Exact, b: Exact) => (compare(a, b) <= 0 ? a : b);
export const notBelowZero = (a: Exact) => (a.units < 0n ? exact(0) : a);

/** Below, also for negative numbers (BigInt's own division cuts towards zero). */
const floorQuotient = (a: bigint, b: bigint) => a / b - (a < 0n && a % b !== 0n ? 1n : 0n);

/** a / b, rounded half up to that many decimals, for b above zero. The one place where an amount is rounded. */
export function divided(a: Exact, b: Exact, decimals: number): number {
	const common = Math.max(a.decimals, b.decimals);
	const dividend = 2n * unitsAt(a, common) * 10n ** BigInt(decimals);
	const divisor = unitsAt(b, common);
	return Number(`${floorQuotient(dividend + divisor, 2n * divisor)}e-${decimals}`);
}

/** Rounds half up to that many decimals. */
export const rounded = (a: Exact, decimals: number) => divided(a, exact(1), decimals);

/** Decimals of what the estimates give out. */
const shown = { credits: 6, creditSeconds: 4, usd: 2 };
export const asCredits = (a: Exact) => rounded(a, shown.credits);
export const asCreditSeconds = (a: Exact) => rounded(a, shown.creditSeconds);
export const asUsd = (a: Exact) => rounded(a, shown.usd);
