// Avatar: Create (POST /v3/avatars, type photo, digital_twin or prompt)
import { choice, inOptionsBefore, locator, when } from '../../field';
import { operation } from '../../operation/operation';
import { nameUpTo } from '../../parameters/words';
import { fileInput, fileList } from '../../parameters/file';
import { aspectRatio } from '../../parameters/look';
import { promptOf } from '../../parameters/prompt';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

const prompt = { type: ['prompt'] };

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create avatar',
	description: 'Make an avatar out of a photo, a recording of a person, or a description',
	request: { method: 'POST', url: '/v3/avatars' },
	fields: [
		choice(
			'type',
			[
				{
					name: 'Digital Twin',
					value: 'digital_twin',
					description: 'A person as a recording shows them; the person has to give consent',
				},
				{ name: 'Photo', value: 'photo', description: 'A person or figure in a photo' },
				{ name: 'Prompt', value: 'prompt', description: 'A person or figure that HeyGen draws' },
			],
			{ default: 'photo', description: 'What the avatar is made of' },
		),
		nameUpTo(limits.avatarName),
		...fileInput('file', {
			label: 'Photo',
			required: true,
			what: 'photo',
			uploads: limits.imageAsset,
			show: { type: ['photo'] },
		}),
		...fileInput('file', {
			label: 'Recording',
			required: true,
			what: 'recording of the person',
			uploads: limits.videoAsset,
			show: { type: ['digital_twin'] },
		}),
		promptOf(limits.avatarPrompt, prompt),
		locator('avatarId', 'searchOwnLooks', {
			label: 'Avatar Look',
			show: prompt,
			description: 'A look of the account to start from',
		}),
		fileList('referenceImages', 'image', {
			show: prompt,
			limit: limits.referenceImages,
			uploads: limits.imageAsset,
			description: 'What the result should resemble',
		}),
		...when(prompt, [aspectRatio]),
	],
	options: [
		...when({ '/type': ['prompt'] }, inOptionsBefore([aspectRatio])),
		locator('avatarGroupId', 'searchOwnGroups', {
			label: 'Existing Avatar',
			description: 'Adds the result to this avatar as another look',
		}),
	],
	repeat: 'key',
	job: jobs.avatar,
});
