// Lipsync: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { createBatch } from './createBatch';
import { deleteLipsync } from './delete';
import { download } from './download';
import { get } from './get';
import { getBatch } from './getBatch';
import { getMany } from './getMany';
import { getStatuses } from './getStatuses';
import { update } from './update';

export const lipsync = resource(
	'Lipsync',
	'lipsync',
	'Fit the lips in a video to another recording (HeyGen: Overdub)',
	[create, createBatch, get, download, getMany, getBatch, getStatuses, update, deleteLipsync],
);
