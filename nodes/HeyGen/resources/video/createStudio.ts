// Video: Create Studio (POST /v3/videos, type studio)
import { inOptionsBefore } from '../../field';
import { operation } from '../../operation/operation';
import { fitLook } from '../../hooks/fitLook';
import { nameByWords } from '../../parameters/defaultTitle';
import {
	brandGlossaryId,
	callback,
	captions,
	folderId,
	videoPanel,
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
	fields: [scenesFrom, scenes, sceneOfItem, ...videoPanel],
	options: [
		...inOptionsBefore(videoPanel),
		...captions,
		watermark,
		folderId,
		brandGlossaryId,
		...callback,
	],
	rules: [nameByWords],
	complete: async (item) => {
		checkSceneCount(item);
		await fitLook(item);
	},
	repeat: 'key',
	job: jobs.video,
	collects: { choice: 'scenesFrom', into: 'scenes' },
});
