// Billing: Recommend Tier (computed here, no request)
import { recommendTier as compute } from '../../billing/recommendTier';
import { group } from '../../define/field';
import { operation } from '../../define/operation';
import { amount, creditSeconds, customNames, customTier, groupOf, itemOf, noRequest, valuesOf } from './fields';

export const recommendTier = operation({
	name: 'Recommend Tier',
	value: 'recommendTier',
	action: 'Recommend tier',
	description: 'Find the cheapest tier for a monthly volume, and where the tiers change place',
	request: noRequest,
	fields: [amount('monthlyCreditSeconds', { label: 'Monthly Credit-Seconds', default: 120_000, description: 'What you use in a month' })],
	options: [creditSeconds, group('customTier', customTier(), { local: true, description: 'An offer of your own to compare with' })],
	perform: async (call) => {
		const input = valuesOf(call, ['monthlyCreditSeconds'], ['creditSecondsPerCredit']);
		const own = call.collection('options').get('customTier') ? { tier: 'custom', ...groupOf(call, 'customTier', customNames) } : {};
		return itemOf(compute({ monthlyCreditSeconds: undefined, ...input, ...own }));
	},
});
