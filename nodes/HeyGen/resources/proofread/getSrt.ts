// Proofread: Get SRT (GET /v3/video-translations/proofreads/{proofread_id}/srt)
import { operation } from '../../operation/operation';
import { proofreadId } from './get';

export const getSrt = operation({
	name: 'Get SRT',
	value: 'getSrt',
	action: 'Get SRT file of proofread',
	description: 'Get the addresses of the translated and the original subtitles',
	request: { method: 'GET', url: '/v3/video-translations/proofreads/{proofread_id}/srt' },
	fields: [proofreadId],
});
