// Fields of one figure: a number, a switch.
import { UserError } from 'n8n-workflow';
import { checkNumber, rangeOf, type NumberLimit } from '../../api/limits/limit';
import { field, shown, withRange, type Field, type FieldOptions } from './field';

/** A number; texts that hold one are taken too. */
export function num(name: string, options: FieldOptions & { limit?: NumberLimit } = {}): Field {
	const { limit } = options;
	const range =
		limit && (limit.min !== undefined || limit.max !== undefined) ? rangeOf(limit) : undefined;
	// That a number is positive goes without saying.
	const told = range && (limit?.max !== undefined || (limit?.min ?? 0) > 1);
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
			return figure;
		},
		limit
			? {
					typeOptions: {
						...(limit.min !== undefined ? { minValue: limit.min } : {}),
						...(limit.max !== undefined ? { maxValue: limit.max } : {}),
					},
				}
			: {},
	);
}

/** A switch; the texts "true" and "false" are taken too. Its description begins with "Whether". */
export function flag(name: string, options: FieldOptions): Field {
	return field(name, 'boolean', false, options, (value, label) => {
		if (typeof value === 'boolean') return value;
		const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
		if (word === 'true' || word === 'false') return word === 'true';
		throw new UserError(`'${label}' must be true or false, but is ${shown(value)}`, {
			description: 'Use an expression that gives true or false',
		});
	});
}
