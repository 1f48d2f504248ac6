// Billing: Estimate Invoice (computed here, no request)
import { estimateInvoice as compute, type InvoiceInput } from '../../billing/invoice';
import { operation } from '../../operation/operation';
import {
	amount,
	billingModel,
	creditSeconds,
	creditSecondsHint,
	customNames,
	itemOf,
	moment,
	noRequest,
	tierFields,
	valuesOf,
} from './fields';

const usage = { billingModel: ['usageBased'] };
const pack = { billingModel: ['creditPackage'] };
const poolCredits = amount('poolCredits', {
	default: 1000,
	show: pack,
	description: 'Credits of the whole contract',
});
const contract = [
	moment('contractStart', { show: pack, description: 'When the contract began' }),
	amount('contractMonths', {
		default: 12,
		show: pack,
		description: 'How many months the contract lasts',
	}),
];
/** What tells a package, apart from what was used of it. */
export const packageFields = [poolCredits, ...contract];

const names = [
	'billingModel',
	'tier',
	...customNames,
	'usedCreditSeconds',
	'poolCredits',
	'usedCredits',
	'contractStart',
	'contractMonths',
	'asOf',
];

export const estimateInvoice = operation({
	name: 'Estimate Invoice',
	value: 'estimateInvoice',
	action: 'Estimate invoice of account',
	description:
		"Work out a month's invoice, or what is left of a credit package and when it runs out",
	request: noRequest,
	fields: [
		billingModel,
		...tierFields(usage),
		amount('usedCreditSeconds', {
			label: 'Used Credit-Seconds',
			show: usage,
			description: 'Credit-seconds used in the month',
			hint: creditSecondsHint,
		}),
		poolCredits,
		amount('usedCredits', { show: pack, description: 'Credits used so far' }),
		...contract,
		moment('asOf', { show: pack, description: 'When the used credits were counted. Empty: now' }),
	],
	options: [creditSeconds],
	perform: async (item) =>
		itemOf(
			compute(
				valuesOf(item, names, ['creditSecondsPerCredit']) as unknown as InvoiceInput,
				item.run.clock.now(),
			),
		),
});
