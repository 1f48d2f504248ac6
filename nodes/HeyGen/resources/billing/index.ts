// Billing: the table of contents
import { resource } from '../../operation/operation';
import { estimateCost } from './estimateCost';
import { estimateInvoice } from './estimateInvoice';
import { getUsage } from './getUsage';
import { recommendTier } from './recommendTier';

export const billing = resource(
	'Billing',
	'billing',
	'What something will cost, what was spent, and which contract fits: without a request or from lists only',
	[estimateCost, getUsage, estimateInvoice, recommendTier],
);
