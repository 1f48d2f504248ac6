// Translation: Update (PATCH /v3/video-translations/{video_translation_id})
import { operation } from '../../operation/operation';
import { requiredTitle } from '../../parameters/look';
import { videoTranslationId } from './get';

export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update translation',
	description: 'Give a translation another title',
	request: { method: 'PATCH', url: '/v3/video-translations/{video_translation_id}' },
	fields: [videoTranslationId, requiredTitle],
	repeat: 'always',
});
