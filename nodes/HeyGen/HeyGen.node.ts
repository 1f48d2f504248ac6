// The HeyGen node: its face in n8n, and the resources it is made of
import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';
import { propertiesOf, subtitleOf } from './operation/description';
import { authentication, credentials } from '../api/authentication';
import { listSearch, loadOptions } from './methods/listSearch';
import { operations, resources } from './resources';
import { resourceMapping } from './methods/resourceMapping';
import { outputsOf } from './operation/outputs';
import { requestOptions } from './operation/requestOptions';
import { resume } from './suspend/resume';
import { resumeWebhooks, waitingNodeTooltip } from './suspend/resumeWebhooks';
import { performer } from './perform/perform';

export class HeyGen implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HeyGen',
		name: 'heyGen',
		icon: { light: 'file:../../icons/heygen.svg', dark: 'file:../../icons/heygen.dark.svg' },
		group: ['transform'],
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: subtitleOf(resources),
		description: 'Create avatar videos, translations and speech with HeyGen',
		defaults: { name: 'HeyGen' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(resources),
		webhooks: resumeWebhooks,
		waitingNodeTooltip,
		credentials,
		requestDefaults: { baseURL: 'https://api.heygen.com' },
		requestOperations: { pagination: performer(operations) },
		properties: [authentication, ...propertiesOf(resources), requestOptions],
	};

	webhook = resume;

	methods = { listSearch, loadOptions, resourceMapping };
}
