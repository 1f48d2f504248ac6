// The address inside n8n at which a waiting execution is told that a job may have ended.
import type { IWebhookDescription } from 'n8n-workflow';

/** Last part of the address, after n8n's own for the execution. */
export const resumePath = 'heygen';

/** Source: n8n's Wait node, whose webhooks resume an execution in the same way. Without `responseData` the caller would be shown the first item. */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		responseData: '',
		path: resumePath,
		restartWebhook: true,
		isFullPath: true,
	},
];

/** What the editor says of a node that waits. */
export const waitingNodeTooltip =
	'HeyGen is working. The execution holds no worker and goes on by itself when HeyGen calls, or when the time is up';
