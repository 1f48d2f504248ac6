// Translation: Delete (DELETE /v3/video-translations/{video_translation_id})
import { unchosen } from '../../field';
import { operation } from '../../operation/operation';
import { videoTranslationId } from './get';

export const deleteTranslation = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete translation',
	description: 'Delete a translation for good',
	request: { method: 'DELETE', url: '/v3/video-translations/{video_translation_id}' },
	fields: [unchosen(videoTranslationId)],
	deletes: { id: 'video_translation_id', gone: true },
});
