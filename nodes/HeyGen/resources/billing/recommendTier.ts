// Billing: Recommend Tier (computed here, no request)
import { recommendTier as compute } from '../../billing/recommendTier';
import { operation } from '../../operation/operation';
import {
	amount,
	creditSeconds,
	creditSecondsHint,
	itemOf,
	noRequest,
	ownTier,
	ownTierOf,
	valuesOf,
} from './fields';

export const recommendTier = operation({
	name: 'Recommend Tier',
	value: 'recommendTier',
	action: 'Recommend pricing tier for a volume',
	description: 'Find the cheapest tier for a monthly volume, and where the tiers change place',
	request: noRequest,
	fields: [
		amount('monthlyCreditSeconds', {
			label: 'Monthly Credit-Seconds',
			default: 120_000,
			description: 'What you use in a month',
			hint: creditSecondsHint,
		}),
	],
	options: [creditSeconds, ownTier],
	perform: async (item) => {
		const input = valuesOf(item, ['monthlyCreditSeconds'], ['creditSecondsPerCredit']);
		return itemOf(compute({ monthlyCreditSeconds: undefined, ...input, ...ownTierOf(item) }));
	},
});
