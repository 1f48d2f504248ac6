// Voice: the table of contents
import { resource } from '../../operation/operation';
import { clone } from './clone';
import { deleteVoice } from './delete';
import { design } from './design';
import { generateSpeech } from './generateSpeech';
import { download } from './download';
import { get } from './get';
import { getMany } from './getMany';

export const voice = resource('Voice', 'voice', 'Speech, and the voices to speak with', [
	generateSpeech,
	clone,
	design,
	get,
	download,
	getMany,
	deleteVoice,
]);
