// Video: Create Batch (POST /v3/videos/batches): the fields of Create From Avatar, From Image or Cinematic, one input item per entry
import { choice, id, when, type Field } from '../../field';
import { operation, type Operation } from '../../operation/operation';
import { batchNotice, batchOptions } from '../batch';
import { fitLook } from '../../hooks/fitLook';
import { folderId } from '../../parameters/look';
import { batches } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';
import { createAvatar } from './createAvatar';
import { createCinematic } from './createCinematic';
import { createImage } from './createImage';

const batchFolderId = id('batchFolderId', {
	label: 'Batch Folder ID',
	local: true,
	description: 'Folder in HeyGen that all videos of the batch are put into',
});

/** What an entry can be, by the `type` its own operation sends. */
const kinds = new Map(
	[createAvatar, createCinematic, createImage].map((one): [string, Operation] => [
		String(one.request.body?.type),
		one,
	]),
);

/** The fields of all kinds, each shown and sent for the kinds that have it. */
function fieldsOf(part: 'fields' | 'options', parameter: string): Field[] {
	const owners = new Map<Field, string[]>();
	const places = new Map<string, number>();
	for (const [type, { [part]: fields = [] }] of kinds) {
		fields.forEach((field, index) => {
			// The videos of a batch lie in the folder of the batch.
			if (field === folderId) return;
			owners.set(field, [...(owners.get(field) ?? []), type]);
			places.set(field.name, Math.max(places.get(field.name) ?? 0, index));
		});
	}
	// What kinds share stands where it comes latest: the image is asked for before its speech, as in its own operation.
	return [...owners]
		.sort(([a], [b]) => (places.get(a.name) ?? 0) - (places.get(b.name) ?? 0))
		.flatMap(([field, types]) => when({ [parameter]: types }, [field]));
}

export const createBatch = operation({
	name: 'Create Batch',
	value: 'createBatch',
	action: 'Create batch of videos',
	description: `Make a video of each input item, in batches of up to ${limits.batch.max}, which HeyGen works through in its own queue`,
	request: { method: 'POST', url: '/v3/videos/batches' },
	fields: [
		batchNotice('one video'),
		choice(
			'type',
			[...kinds].map(([value, { name, description }]) => ({
				name: name.replace(/^Create (From )?/, ''),
				value,
				description,
			})),
			{ default: 'avatar', description: 'What each video is made of' },
		),
		...fieldsOf('fields', 'type'),
	],
	options: [...fieldsOf('options', '/type'), ...batchOptions, batchFolderId],
	rules: [
		(request, values) =>
			kinds.get(String(request.type))?.rules?.forEach((rule) => rule(request, values)),
	],
	complete: fitLook,
	repeat: 'key',
	job: batches.video,
});
