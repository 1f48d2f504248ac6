// What the billing operations share: the tier, the reading of credits, dates, and the way to a result without a request.
import { UserError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { creditSecondsPerCredit, products, rateFloor, tierKeys, tiers } from '../../billing/rates';
import { isUnusable, type Outcome } from '../../billing/inputs';
import { block, choice, num, text, type Field, type FieldOptions } from '../../field';
import { figure } from '../../../api/limits/limit';
import type { Item } from '../../run/item';

/** An amount that only billing reads and checks, with as many decimals as it needs. */
export const amount = (name: string, options: FieldOptions): Field =>
	num(name, { local: true, ...options, typeOptions: { minValue: 0 } });

/** Credit-seconds in what people know. */
export const creditSecondsHint = `One minute of avatar video is ${figure(60 * products.avatarVideo.credits * creditSecondsPerCredit)} credit-seconds`;

/** A moment: the editor's calendar, a text or a date of an expression. */
export function moment(name: string, options: FieldOptions): Field {
	const made = text(name, { local: true, ...options });
	return {
		...made,
		ui: made.ui.map((property) => ({ ...property, type: 'dateTime' })),
		read: () => undefined,
	};
}

export const billingModel = choice(
	'billingModel',
	[
		{
			name: 'Credit Package',
			value: 'creditPackage',
			description: 'A pool of credits for the whole contract',
		},
		{
			name: 'Usage-Based',
			value: 'usageBased',
			description: 'A monthly commitment with a pool and a rate for what goes beyond',
		},
	],
	{
		local: true,
		default: 'usageBased',
		description: 'How your contract with HeyGen is billed',
	},
);

const names = Object.entries(tiers).map(([value, { commitment }]) => ({
	name: `$${figure(commitment)} a Month`,
	value,
}));

const wallet = {
	name: 'Pay as You Go',
	value: 'payAsYouGo',
	description: 'No contract: dollars of the wallet',
};

/** HeyGen's tiers in the order of their commitment, then the user's own; where money is asked for, also dollars without a contract. */
export function tierFields(
	show: FieldOptions['show'] = {},
	{ withoutContract = false }: { withoutContract?: boolean } = {},
): Field[] {
	const choices = [...names, { name: 'Custom', value: 'custom' }];
	const tier = choice('tier', withoutContract ? [wallet, ...choices] : choices, {
		local: true,
		default: withoutContract ? 'payAsYouGo' : '5000',
		show,
		description: 'The monthly commitment of your contract',
	});
	// n8n wants longer lists in order of name.
	if (!withoutContract)
		for (const { options } of tier.ui) options?.sort((a, b) => order(a) - order(b));
	return [tier, ...customTier({ ...show, tier: ['custom'] })];
}

const order = (option: object) =>
	tierKeys.indexOf((option as { value: (typeof tierKeys)[number] }).value);

/** The four figures of a contract of one's own; the defaults are those of the middle tier. */
export function customTier(show?: FieldOptions['show']): Field[] {
	const { commitment, contractRate, includedCreditSeconds, overageRate } = tiers['5000'];
	const floor = `USD per credit-second, at least ${rateFloor}`;
	return [
		amount('commitment', { default: commitment, show, description: 'USD a month' }),
		amount('contractRate', { default: contractRate, show, description: floor }),
		amount('includedCreditSeconds', {
			label: 'Included Credit-Seconds',
			default: includedCreditSeconds,
			show,
			description: 'What the commitment covers each month',
		}),
		amount('overageRate', {
			default: overageRate,
			show,
			description: `What goes beyond the included pool: ${floor}`,
		}),
	];
}

/** Names of the custom tier's figures, where they are parameters of their own. */
export const customNames = ['commitment', 'contractRate', 'includedCreditSeconds', 'overageRate'];

export const creditSeconds = amount('creditSecondsPerCredit', {
	label: 'Credit-Seconds per Credit',
	default: creditSecondsPerCredit,
	description: 'How many credit-seconds your contract counts for one credit',
});

/** The named parameters and options of an item, by name. */
export function valuesOf(item: Item, names: string[], options: string[]): IDataObject {
	const read = (from: { get(name: string): unknown }, wanted: string[]) =>
		wanted.map((name) => [name, from.get(name)]);
	return Object.fromEntries(
		[...read(item.values, names), ...read(item.collection('options'), options)].filter(
			([, value]) => value !== undefined && value !== null,
		),
	) as IDataObject;
}

/** An own contract among the options, shown whole once it is added; billing reads and checks it, as it was given. */
export const ownTier: Field = {
	...block('customTier', customTier(), {
		local: true,
		description: 'An offer of your own to compare with',
	}),
	read: () => undefined,
};

/** The figures of the own contract; none where the user added none. */
export function ownTierOf(item: Item): IDataObject {
	const given = item.collection('options').get(ownTier.name) as IDataObject | undefined;
	return given ? { tier: 'custom', ...(given.values as IDataObject) } : {};
}

/**
 * A computed result as the operation's item.
 * @throws UserError with billing's refusal
 */
export function itemOf<T extends object>(outcome: Outcome<T>): INodeExecutionData[] {
	if (isUnusable(outcome))
		throw new UserError(outcome.message, { description: outcome.description });
	return [{ json: { ...outcome } as IDataObject }];
}

/** The engine wants a method and an address of every operation; these three compute and send nothing. */
export const noRequest = { method: 'GET', url: '/' } as const;
