// Video Agent: Create (POST /v3/video-agents)
import { choice, flag, locator } from '../../field';
import { operation } from '../../operation/operation';
import { fileList } from '../../parameters/file';
import { brandGlossaryId, callback } from '../../parameters/look';
import { promptOf } from '../../parameters/prompt';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

/** What the agent may work with. */
export const ingredients = [
	locator('avatarId', 'searchLooks', {
		description: 'The avatar look to use; empty: the agent chooses',
	}),
	locator('brandKitId', 'searchBrandKits', { description: 'Colors and logo' }),
	fileList('files', 'file', {
		takes: limits.agentFile,
		limit: limits.agentFiles,
		description: 'Images, videos, sounds and PDFs that the agent uses',
	}),
	locator('voiceId', 'searchVoices', {
		description: 'The voice that speaks; empty: the agent chooses',
	}),
];

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create video with video agent',
	description: 'Turn a prompt into a finished video',
	request: { method: 'POST', url: '/v3/video-agents' },
	fields: [promptOf(limits.agentPrompt)],
	options: [
		...ingredients,
		brandGlossaryId,
		choice(
			'mode',
			[
				{
					name: 'Chat',
					value: 'chat',
					description: 'The agent may ask questions before it starts',
				},
				{
					name: 'Generate',
					value: 'generate',
					description: 'The agent makes the video without asking',
				},
			],
			{ default: 'generate' },
		),
		choice('orientation', ['landscape', 'portrait'], {
			description: 'Portrait for phones, landscape for websites and slides',
		}),
		locator('styleId', 'searchStyles', { description: 'What the video looks like' }),
		flag('incognitoMode', {
			default: true,
			description: 'Whether HeyGen forgets the session afterwards',
		}),
		...callback,
	],
	// HeyGen does not promise to recognise a repeated request here.
	repeat: 'never',
	job: jobs.videoAgent,
});
