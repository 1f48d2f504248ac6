// What a voice model can do: settings that depend on the kind of voice, which is read only where one of them is given.
import { UserError, type IDataObject } from 'n8n-workflow';
import { pathOf } from '../../api/path';
import { readOnce } from './readOnce';
import type { Item } from '../run/item';

/** Settings that a professional voice takes, by their names in the editor (source: HeyGen API reference, heygen-voice-1). */
const professional: Record<string, string> = {
	seed: 'Seed',
	speed: 'Speed',
	pitch_shift: 'Pitch Shift',
	pitch_variance: 'Pitch Variance',
};

/** The first setting of a request that only a professional voice takes, by its name in the editor. */
export const professionalOnly = (request: IDataObject): string | undefined => {
	const given = Object.keys(professional).find((name) => request[name] !== undefined);
	return given && professional[given];
};

/** The voice, read once per run; undefined where it is none of the workspace's own: then HeyGen itself judges the request. */
async function voiceOf(item: Item, id: string): Promise<IDataObject | undefined> {
	return await readOnce<IDataObject>(item, pathOf('/v3/models/audio/voices/{id}', { id }));
}

/**
 * Refuses what the voice of an item cannot do.
 * @throws UserError for a setting of the other kind of voice
 */
export async function fitVoice(item: Item): Promise<void> {
	const { body } = item.draft;
	const setting = professionalOnly(body);
	if (!setting && body.expressiveness_boost === undefined) return;
	const voice = await voiceOf(item, String(body.voice_id));
	if (!voice) return;
	const wrong =
		voice.mode === 'instant'
			? setting
			: voice.mode === 'professional' && body.expressiveness_boost !== undefined
				? 'Expressiveness Boost'
				: undefined;
	if (wrong)
		throw new UserError(
			`'${wrong}' does not work with the voice '${String(voice.name)}', which is ${voice.mode === 'instant' ? 'an instant' : 'a professional'} one`,
			{ description: `Remove '${wrong}', or choose another voice` },
		);
}
