// Video: Create From V2 Body (POST /v3/videos): a request that was made for the API of before
import type { IDataObject } from 'n8n-workflow';
import { jobs } from '../../../api/jobKinds';
import { flag, json, type Field, type Values } from '../../field';
import { fitLook } from '../../hooks/fitLook';
import { checkUrls } from '../../operation/controls';
import { operation } from '../../operation/operation';
import { nameByWords } from '../../parameters/defaultTitle';
import { callback } from '../../parameters/look';
import { convertLegacy, type Converted } from '../../parameters/legacyBody';

const accept = flag('acceptChanges', {
	local: true,
	description:
		'Whether to make the video also where it will look or sound quite different, for instance without its background video. What is lost stands in warnings.',
});

const given = json('legacyBody', {
	label: 'V2 Body',
	required: true,
	description: 'The body that POST /v2/video/generate took, as an object or as JSON',
	placeholder: 'e.g. {"video_inputs": [{"character": …, "voice": …}]}',
});

const conversions = new WeakMap<Values, Converted>();

/** The body of before stands for all fields of the new one. */
const body: Field = {
	...given,
	api: '',
	read: (values) => {
		const accepts = accept.read(values) === true;
		const made = convertLegacy(given.read(values) as IDataObject, accepts);
		conversions.set(values, made);
		return made.body;
	},
};

export const createFromLegacy = operation({
	name: 'Create From V2 Body',
	value: 'createFromLegacy',
	action: 'Create video from legacy request',
	description:
		'Make a video from the request body of an HTTP Request node that called HeyGen in its API v2',
	request: { method: 'POST', url: '/v3/videos' },
	fields: [body, accept],
	options: [...callback, checkUrls],
	rules: [nameByWords],
	complete: async (call) => {
		call.warnings.push(...(conversions.get(call.values)?.warnings ?? []));
		await fitLook(call);
	},
	repeat: 'key',
	job: jobs.video,
});
