// Proofread: Update SRT (PUT /v3/video-translations/proofreads/{proofread_id}/srt)
import { operation } from '../../operation/operation';
import { fileInput } from '../../parameters/file';
import { limits } from '../../../api/limits';
import { proofreadId } from './get';

export const updateSrt = operation({
	name: 'Update SRT',
	value: 'updateSrt',
	action: 'Update SRT file of proofread',
	description: 'Replace the translated subtitles with corrected ones',
	request: { method: 'PUT', url: '/v3/video-translations/proofreads/{proofread_id}/srt' },
	fields: [
		proofreadId,
		...fileInput('srt', {
			label: 'Subtitle File',
			required: true,
			what: 'subtitle file',
			takes: limits.subtitles,
		}),
	],
	repeat: 'always',
});
