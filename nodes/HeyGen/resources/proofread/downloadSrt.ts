// Proofread: Download SRT (GET /v3/video-translations/proofreads/{proofread_id}/srt, then the file itself)
import { firstOf } from '../../../api/firstOf';
import type { IDataObject } from 'n8n-workflow';
import { choice } from '../../field';
import { downloadAnswer } from '../../hooks/download';
import { operation } from '../../operation/operation';
import { dataOf } from '../../../api/answer';
import { pathOf } from '../../../api/path';
import { send } from '../../run/send';
import { outputBinaryProperty } from '../download';
import { proofreadId } from './get';
import { getSrt } from './getSrt';

const files = [
	{ name: 'Translated Subtitles', at: 'srt_url' },
	{ name: 'Original Subtitles', at: 'original_srt_url' },
];

export const downloadSrt = operation({
	request: getSrt.request,
	name: 'Download SRT',
	value: 'downloadSrt',
	action: 'Download SRT file of proofread',
	description: 'Get the translated or the original subtitles as binary data',
	fields: [
		proofreadId,
		choice(
			'file',
			files.map(({ name, at }) => ({ name, value: at })),
			{ local: true, default: 'srt_url', description: 'Which file to get' },
		),
		outputBinaryProperty,
	],
	perform: async (item) => {
		const url = pathOf(getSrt.request.url, item.draft.path);
		const read = async () => ({
			title: `subtitles-${String(item.draft.path.proofread_id)}`,
			...(dataOf(await send(item, { method: 'GET', url })) as IDataObject),
		});
		const file = files.find(({ at }) => at === item.values.get('file')) ?? firstOf(files);
		return [await downloadAnswer(item, read, file)];
	},
});
