// Generative Image: Create (POST /v3/models/images, heygen-image-1)
import { inOptionsBefore, num } from '../../field';
import { operation } from '../../operation/operation';
import { formats } from '../../parameters/formats';
import { fileInput, fileList } from '../../parameters/file';
import { aspectRatioOf } from '../../parameters/look';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';

const aspectRatio = aspectRatioOf(
	"HeyGen's Choice",
	...formats('1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9'),
);

export const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create generative image',
	description: 'Put a person into another picture (heygen-image-1)',
	request: {
		method: 'POST',
		url: '/v3/models/images',
		body: { model: 'heygen-image-1', mode: 'identity_remix' },
	},
	fields: [
		fileList('identityImages', 'image', {
			required: true,
			limit: limits.identityImages,
			uploads: limits.imageAsset,
			description: 'Photos of the person; one face each',
		}),
		...fileInput('referenceImage', {
			api: 'reference_images',
			uploads: limits.imageAsset,
			required: true,
			what: 'picture that the person is put into',
		}),
		aspectRatio,
	],
	options: [
		...inOptionsBefore([aspectRatio]),
		num('numImages', {
			label: 'Number of Images',
			default: 1,
			limit: limits.modelImages,
			description: 'How many results, all or none of which come',
		}),
		num('seed', {
			limit: limits.wholeNumber,
			description: 'The same number gives a similar result for the same images',
		}),
	],
	// HeyGen wants a list, of one.
	rules: [(request) => void (request.reference_images = [request.reference_images] as never)],
	repeat: 'key',
	job: jobs.modelImage,
});
