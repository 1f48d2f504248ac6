// What a look can do: rules that depend on the chosen look, which is read only where one of them matters.
import { UserError, type IDataObject } from 'n8n-workflow';
import { listOf } from '../field/words';
import { pathOf } from '../../api/path';
import { ask } from '../run/send';
import { dataOf, isRefusal } from '../../api/answer';
import { engineName } from '../parameters/look';
import type { Item } from '../run/item';

interface Look {
	name?: string;
	avatar_type?: string;
	supported_api_engines?: string[];
}

/** Everything in a request that an avatar speaks, with its place in words. */
function speakersOf({
	type,
	scenes,
	...video
}: IDataObject): Array<{ place: string; speaker: IDataObject }> {
	if (type === 'avatar') return [{ place: '', speaker: video }];
	const inputs = ((scenes ?? []) as IDataObject[]).map(
		(scene) => (scene.input ?? {}) as IDataObject,
	);
	return inputs
		.map((speaker, index) => ({ place: `Scene ${index + 1}: `, speaker }))
		.filter(({ speaker }) => speaker.type === 'avatar');
}

/** The look, read once per run; undefined where HeyGen does not show it: then HeyGen itself judges the request. */
async function lookOf(item: Item, id: string): Promise<Look | undefined> {
	const url = pathOf('/v3/avatars/looks/{id}', { id });
	const { once } = item.run;
	if (!once.has(url))
		once.set(
			url,
			ask(item, { method: 'GET', url }).then((answer) =>
				isRefusal(answer) ? undefined : dataOf(answer),
			),
		);
	return (await once.get(url)) as Look | undefined;
}

/**
 * Refuses what the look of an item cannot do (source: HeyGen API reference, avatar looks and engines).
 * @throws UserError for an engine that it does not support, and for expressiveness or motion that it does not have
 */
export async function fitLook(item: Item): Promise<void> {
	for (const { place, speaker } of speakersOf(item.draft.body)) {
		const engine = (speaker.engine as IDataObject | undefined)?.type as string | undefined;
		if (!engine && !speaker.expressiveness && !speaker.motion_prompt) continue;
		const look = await lookOf(item, String(speaker.avatar_id));
		if (!look) continue;
		const {
			name = speaker.avatar_id,
			avatar_type: type,
			supported_api_engines: engines = [],
		} = look;
		const isPhoto = type === 'photo_avatar';
		if (engine && engines.length && !engines.includes(engine)) {
			throw new UserError(
				`${place}'Avatar Engine' is ${engineName(engine)}, but the look '${String(name)}' works with ${listOf(engines.map(engineName))} only`,
				{ description: 'Choose another engine or another look' },
			);
		}
		if (speaker.expressiveness && type && !isPhoto) {
			throw new UserError(
				`${place}'Expressiveness' works with photo avatars only, but the look '${String(name)}' is none`,
				{ description: "Remove 'Expressiveness', or choose a photo avatar" },
			);
		}
		if (speaker.motion_prompt && engine === 'avatar_iv' && type && !isPhoto) {
			throw new UserError(
				`${place}'Motion Prompt' does not work with the look '${String(name)}' on Avatar IV, because it was filmed`,
				{ description: "Remove 'Motion Prompt', or choose a photo avatar or another engine" },
			);
		}
	}
}
