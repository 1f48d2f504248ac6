// Video: Create Studio (POST /v3/videos, type studio)
import { operation } from '../../operation/operation';
import { fitLook } from '../../hooks/fitLook';
import {
	aspectRatio,
	brandGlossaryId,
	callback,
	caption,
	folderId,
	resolution,
	title,
	watermark,
} from '../../parameters/look';
import { checkSceneCount, sceneOfItem, scenes, scenesFrom } from '../../parameters/scenes';
import { jobs } from '../../../api/jobKinds';

export const createStudio = operation({
	name: 'Create Studio',
	value: 'createStudio',
	action: 'Create studio video',
	description: 'Put 1 to 50 scenes together: avatars, images and videos',
	request: { method: 'POST', url: '/v3/videos', body: { type: 'studio' } },
	fields: [scenesFrom, scenes, sceneOfItem],
	options: [
		title,
		aspectRatio,
		resolution,
		caption,
		watermark,
		folderId,
		brandGlossaryId,
		...callback,
	],
	complete: async (item) => {
		checkSceneCount(item);
		await fitLook(item);
	},
	repeat: 'key',
	job: jobs.video,
	collects: { choice: 'scenesFrom', into: 'scenes' },
});
