// Fields of one figure: a number, a switch.
import { UserError } from 'n8n-workflow';
import {
	checkNumber,
	number,
	own,
	rangeOf,
	type NumberLimit,
	withoutOwnEnd,
} from '../../api/limits/limit';
import { field, shown, withRange, type Field, type FieldOptions } from './field';

/** Beyond this a number is not what was typed any more, and no figure that anybody means. */
const greatest = Number.MAX_SAFE_INTEGER;

/** A number; texts that hold one are taken too. */
export function num(name: string, options: FieldOptions & { limit?: NumberLimit } = {}): Field {
	const { limit } = options;
	const range =
		limit && (limit.min !== undefined || limit.max !== undefined)
			? rangeOf(withoutOwnEnd(limit))
			: undefined;
	// That a number is positive goes without saying, and so does a bound that nobody comes near.
	const told =
		range && limit?.source !== own && (limit?.max !== undefined || (limit?.min ?? 0) > 1);
	const bounds = { min: limit?.min ?? -greatest, max: limit?.max ?? greatest };
	const description = told ? withRange(options.description, range) : options.description;
	return field(
		name,
		'number',
		0,
		{ ...options, description },
		(value, label) => {
			const figure =
				typeof value === 'number'
					? value
					: typeof value === 'string' && value.trim() !== ''
						? Number(value)
						: NaN;
			if (!Number.isFinite(figure))
				throw new UserError(
					`'${label}' must be a number${range ? `, ${range}` : ''}, but is ${shown(value)}`,
					{ description: 'Use an expression that gives a number' },
				);
			if (limit) checkNumber(label, figure, limit);
			checkNumber(label, figure, number(bounds.min, bounds.max, own));
			return figure;
		},
		{
			typeOptions: {
				...(limit?.min !== undefined ? { minValue: limit.min } : {}),
				maxValue: bounds.max,
			},
		},
	);
}

/** What a switch is set to, also by a sheet: yes or no, on or off, 1 or 0; undefined for anything else. */
export function switched(value: unknown): boolean | undefined {
	const word = String(value).trim();
	if (/^(true|yes|on|1)$/i.test(word)) return true;
	return /^(false|no|off|0)$/i.test(word) ? false : undefined;
}

/** A switch; the texts "true" and "false" are taken too. Its description begins with "Whether". */
export function flag(name: string, options: FieldOptions): Field {
	return field(name, 'boolean', false, options, (value, label) => {
		const meant = switched(value);
		if (meant !== undefined) return meant;
		throw new UserError(`'${label}' must be true or false, but is ${shown(value)}`, {
			description: 'Use an expression that gives true or false',
		});
	});
}
