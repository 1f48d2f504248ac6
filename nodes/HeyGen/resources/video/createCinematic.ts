// Video: Create Cinematic (POST /v3/videos, type cinematic_avatar)
import { UserError, type IDataObject } from 'n8n-workflow';
import {
	asList,
	flag,
	inOptionsBefore,
	locator,
	num,
	pickedOf,
	rows,
	type Field,
} from '../../field';
import { operation, type Rule } from '../../operation/operation';
import { nameByWords } from '../../parameters/defaultTitle';
import { formats } from '../../parameters/formats';
import { fileList } from '../../parameters/file';
import { aspectRatioOf, avatarId, folderId, resolutionOf, title } from '../../parameters/look';
import { promptOf } from '../../parameters/prompt';
import { jobs } from '../../../api/jobKinds';
import { limits } from '../../../api/limits';
import { checkList } from '../../../api/limits/limit';

/** The first look is picked at the top level; an expression may also give several at once, as an array or separated by commas. */
const avatarIds: Field = {
	...avatarId,
	read: (values) => {
		const ids = asList(pickedOf(values.get('avatarId')) ?? '', avatarId.label).map((one) =>
			avatarId.read({ get: () => one }),
		);
		return ids.length ? ids : avatarId.read(values);
	},
};

const moreLooks = rows(
	'moreAvatars',
	'avatar',
	[locator('avatarId', 'searchLooks', { required: true })],
	{ label: 'More Avatars', description: 'Looks that play along' },
);

const references = fileList('references', 'reference', {
	takes: limits.reference,
	description: 'Images and videos that show what the scene looks like',
});

/** The looks of both places in one list. */
const joinLooks: Rule = (request) => {
	const more = (request.more_avatars ?? []) as IDataObject[];
	request.avatar_id = [
		...(request.avatar_id as string[]),
		...more.map((one) => one.avatar_id as string),
	];
	delete request.more_avatars;
	checkList('Avatar', request.avatar_id as string[], limits.cinematicLooks);
};

/** Looks and references together; what a look or an asset is made of, only HeyGen knows. */
const mediaFit: Rule = (request) => {
	const references = (request.references ?? []) as IDataObject[];
	const count = (ending: RegExp) =>
		references.filter((one) => one.url && ending.test(new URL(one.url as string).pathname));
	checkList('References', count(/\.(mp4|webm)$/i), limits.cinematicVideos);
	checkList('References', count(/\.(jpe?g|png)$/i), limits.cinematicImages);
	checkList(
		'References',
		[...(request.avatar_id as string[]), ...references],
		limits.cinematicMedia,
	);
};

const oneDuration: Rule = (request) => {
	if (request.auto_duration && request.duration !== undefined)
		throw new UserError("'Duration' and 'Auto Duration' cannot be used together", {
			description: "Remove 'Duration', or switch 'Auto Duration' off",
		});
};

const panel = [
	title,
	aspectRatioOf('16:9', ...formats('16:9', '9:16', '1:1')),
	resolutionOf('720p', [
		{ name: '720p', value: '720p' },
		{ name: '1080p', value: '1080p' },
	]),
];

export const createCinematic = operation({
	name: 'Create Cinematic',
	value: 'createCinematic',
	action: 'Create cinematic video',
	description: 'Let one to three avatars play a scene that a prompt describes',
	request: { method: 'POST', url: '/v3/videos', body: { type: 'cinematic_avatar' } },
	fields: [avatarIds, promptOf(limits.cinematicPrompt), ...panel],
	options: [
		moreLooks,
		references,
		...inOptionsBefore(panel),
		num('duration', {
			label: 'Duration',
			default: 8,
			limit: limits.cinematicSeconds,
			description: 'Length of the video',
		}),
		flag('autoDuration', { default: true, description: 'Whether HeyGen chooses the length' }),
		flag('enhancePrompt', {
			default: true,
			description: 'Whether HeyGen works out the prompt in more detail',
		}),
		folderId,
	],
	rules: [joinLooks, mediaFit, oneDuration, nameByWords],
	repeat: 'key',
	job: jobs.video,
});
