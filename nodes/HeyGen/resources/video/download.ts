// Video: Download (GET /v3/videos/{video_id}, then the file itself)
import type { IDataObject } from 'n8n-workflow';
import { choice, text } from '../../field';
import { operation } from '../../operation/operation';
import { jobs } from '../../../api/jobKinds';
import { downloadResult } from '../../hooks/download';
import { videoId } from './get';

/** What HeyGen keeps of a video: the field that holds its address, by the choice in the editor. */
const files = [
	{ name: 'Captioned Video', value: 'captioned_video_url' },
	{ name: 'GIF Preview', value: 'gif_url' },
	{ name: 'Subtitles', value: 'subtitle_url' },
	{ name: 'Thumbnail', value: 'thumbnail_url' },
	{ name: 'Video', value: 'video_url' },
];

export const download = operation({
	name: 'Download',
	value: 'download',
	action: 'Download video',
	description: 'Get the finished file as binary data',
	request: { method: 'GET', url: '/v3/videos/{video_id}' },
	fields: [
		videoId,
		choice('file', files, {
			local: true,
			default: 'video_url',
			description: 'Which file of the video to get',
		}),
		text('outputBinaryProperty', {
			label: 'Put Output File in Field',
			local: true,
			required: true,
			default: 'data',
			hint: 'The name of the output binary field to put the file in',
		}),
	],
	perform: async (item) => {
		const field = item.values.get('file') as string;
		const name = files.find((one) => one.value === field)?.name ?? field;
		return [
			await downloadResult(
				item,
				jobs.video,
				String(item.draft.path.video_id),
				(video: IDataObject) => ({
					name,
					url: video[field] as string | null,
					title: (video.title as string | null) ?? `video-${String(video.id)}`,
				}),
			),
		];
	},
});
