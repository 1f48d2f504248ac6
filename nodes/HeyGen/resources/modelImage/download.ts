// Generative Image: Download (GET /v3/models/images/{generation_id}, then each image itself)
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { operation } from '../../operation/operation';
import { downloadResult } from '../../hooks/download';
import { jobs } from '../../../api/jobKinds';
import { outputBinaryProperty } from '../download';
import { get } from './get';

const imagesOf = ({ images }: IDataObject) => (images ?? []) as IDataObject[];

export const download = operation({
	request: get.request,
	name: 'Download',
	value: 'download',
	action: 'Download generative image',
	description: 'Get the finished images as binary data, one result per image',
	fields: [...(get.fields ?? []), outputBinaryProperty],
	perform: async (item) => {
		const id = String(item.draft.path.generation_id);
		const items: INodeExecutionData[] = [];
		// Each address is signed anew just before it is used.
		for (let at = 0, count = 1; at < count; at++) {
			const { json, binary } = await downloadResult(item, jobs.modelImage, id, (generation) => ({
				name: 'Image',
				url: imagesOf(generation)[at]?.image_url as string | undefined,
				title: `image-${String(imagesOf(generation)[at]?.image_id ?? id)}`,
			}));
			count = imagesOf(json).length;
			items.push({ json: { generation_id: id, ...imagesOf(json)[at] }, binary });
		}
		return items;
	},
});
