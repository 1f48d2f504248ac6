// Translation: Get (GET /v3/video-translations/{video_translation_id})
import { locator, pickedFromItem } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';

/** The translation an operation is about. */
export const videoTranslationId = locator('videoTranslationId', 'searchTranslations', {
	label: 'Translation',
	default: pickedFromItem('id', 'video_translation_id'),
	description: 'ID of the translation, as the node that made it gives it',
	required: true,
});

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get translation',
	description: 'Read a translation, or wait until it is done',
	request: { method: 'GET', url: '/v3/video-translations/{video_translation_id}' },
	fields: [videoTranslationId],
	follows: jobs.translation,
});
