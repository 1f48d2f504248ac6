// Brand: Create Kit (POST /v3/brand-kits)
import { text, url } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

export const createKit = operation({
	name: 'Create Kit',
	value: 'createKit',
	action: 'Create brand kit',
	description: 'Read colors, fonts and logos off a public website',
	request: { method: 'POST', url: '/v3/brand-kits' },
	fields: [
		url('url', {
			label: 'Website',
			required: true,
			limit: limits.websiteUrl,
			placeholder: 'e.g. https://example.com',
			description: 'Public address of one page of the brand',
		}),
	],
	options: [
		text('name', {
			limit: limits.kitName,
			description: 'Name of the kit; empty: that of the site',
		}),
	],
	repeat: 'key',
	job: jobs.brandKit,
});
