// Video Agent: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { get } from './get';
import { getMany } from './getMany';
import { getManyResources } from './getManyResources';
import { getManyStyles } from './getManyStyles';
import { getManyVideos } from './getManyVideos';
import { getResource } from './getResource';
import { sendMessage } from './sendMessage';
import { stop } from './stop';

export const videoAgent = resource(
	'Video Agent',
	'videoAgent',
	'An agent that makes a video out of a prompt and files',
	[
		create,
		sendMessage,
		get,
		getMany,
		getManyResources,
		getManyStyles,
		getManyVideos,
		getResource,
		stop,
	],
);
