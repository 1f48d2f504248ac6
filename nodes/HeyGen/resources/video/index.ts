// Video: the table of contents
import { resource } from '../../operation/operation';
import { createAvatar } from './createAvatar';
import { createBatch } from './createBatch';
import { createCinematic } from './createCinematic';
import { createFromLegacy } from './createFromLegacy';
import { createImage } from './createImage';
import { createStudio } from './createStudio';
import { deleteVideo } from './delete';
import { download } from './download';
import { get } from './get';
import { getBatch } from './getBatch';
import { getMany } from './getMany';
import { getScenes } from './getScenes';
import { getStatuses } from './getStatuses';

export const video = resource(
	'Video',
	'video',
	'Avatar videos, studio videos and whatever becomes of them',
	[
		createAvatar,
		createImage,
		createStudio,
		createCinematic,
		createBatch,
		createFromLegacy,
		get,
		getMany,
		getStatuses,
		getBatch,
		getScenes,
		download,
		deleteVideo,
	],
);
