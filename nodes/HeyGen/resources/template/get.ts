// Template: Get (GET /v3/templates/{template_id})
import { locator } from '../../field';
import { neverWaits } from '../../operation/controls';
import { operation } from '../../operation/operation';

/** The template an operation is about. */
export const templateId = locator('templateId', 'searchTemplates', { required: true });

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get template',
	description: 'Read a template with its scenes and variables',
	request: { method: 'GET', url: '/v3/templates/{template_id}' },
	fields: [templateId, ...neverWaits],
});
