// Avatar: Create Consent (POST /v3/avatars/{group_id}/consent)
import { text, url } from '../../field';
import { operation } from '../../operation/operation';
import { fileOption } from '../../parameters/file';
import { limits } from '../../../api/limits';
import { ownGroupId } from './delete';

export const createConsent = operation({
	name: 'Create Consent',
	value: 'createConsent',
	action: 'Create consent for avatar',
	description:
		'Get the link under which the person shown gives consent, or hand in their recorded consent',
	request: { method: 'POST', url: '/v3/avatars/{group_id}/consent' },
	fields: [ownGroupId],
	options: [
		text('consentText', {
			rows: 3,
			limit: limits.consentText,
			description: 'What the person reads out',
		}),
		fileOption('consentVideo', {
			what: 'recorded consent',
			uploads: limits.videoAsset,
			description: 'The person giving consent, instead of the link',
		}),
		url('rerouteUrl', {
			label: 'Reroute URL',
			placeholder: 'e.g. https://example.com/thanks',
			description: 'Where the person goes after giving consent',
		}),
	],
	repeat: 'key',
});
