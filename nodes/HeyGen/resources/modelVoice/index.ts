// Voice Model: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { deleteVoice } from './delete';
import { generateSpeech } from './generateSpeech';
import { get } from './get';
import { getMany } from './getMany';

export const modelVoice = resource(
	'Voice Model',
	'modelVoice',
	'Own voices and speech by the newest voice model',
	[generateSpeech, create, get, getMany, deleteVoice],
);
