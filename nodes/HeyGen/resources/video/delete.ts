// Video: Delete (DELETE /v3/videos/{video_id})
import { unchosen } from '../../field';
import { operation } from '../../operation/operation';
import { videoId } from './get';

export const deleteVideo = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete video',
	description: 'Delete a video for good',
	request: { method: 'DELETE', url: '/v3/videos/{video_id}' },
	fields: [unchosen(videoId)],
	deletes: { id: 'video_id', gone: true },
});
