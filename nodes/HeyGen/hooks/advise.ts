// What a user should know of a request before it is paid: reads what is free, and refuses nothing.
import type { IDataObject } from 'n8n-workflow';
import { pathOf } from '../../api/path';
import { spoken } from '../billing/estimateCost';
import type { JobEstimate } from '../billing/estimateJob';
import { languageCode, speechSeconds } from '../billing/speech';
import { readOnce } from './readOnce';
import type { Item } from '../run/item';
import { lookOf } from './fitLook';

/** Longer than nearly every video that people plan: more often a whole article that got into the wrong field. */
const longSeconds = 300;

interface Voice {
	name?: string;
	language?: string | null;
}

/** The voice, read once per run; undefined where HeyGen does not show it. */
async function voiceOf(item: Item, id: string): Promise<Voice | undefined> {
	return await readOnce<Voice>(item, pathOf('/v3/voices/{id}', { id }));
}

const nameOf = (code: string): string =>
	new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;

/** A voice of another language speaks a script with an accent, or not at all. */
async function adviseVoice(item: Item, place: string, speaker: IDataObject): Promise<void> {
	const script = speaker.script ?? speaker.text;
	if (typeof script !== 'string') return;
	let id = speaker.voice_id;
	if (!id && typeof speaker.avatar_id === 'string')
		id = (await lookOf(item, speaker.avatar_id))?.default_voice_id;
	if (typeof id !== 'string') return;
	const voice = await voiceOf(item, id);
	const own = languageCode(voice?.language ?? undefined);
	const { language } = speechSeconds({ script });
	// "Multilingual" is no language, and a script of a few words may be in any.
	if (own?.length === 2 && language !== 'other' && own !== language)
		item.warnings.push(
			`${place}The script seems to be ${nameOf(language)}, but the voice '${voice?.name ?? id}' is ${nameOf(own)}`,
		);
}

/** Adds to the item's warnings. */
export async function advise(
	item: Item,
	{ seconds, unknown, description }: JobEstimate,
): Promise<void> {
	const { scenes } = item.draft.body;
	if (seconds && seconds.expected > longSeconds)
		item.warnings.push(`The result will be about ${spoken(seconds.expected)} long: is that meant?`);
	if (unknown)
		item.warnings.push(`What it costs is not known: ${unknown}. ${description ?? ''}`.trim());
	if (!Array.isArray(scenes)) return await adviseVoice(item, '', item.draft.body);
	for (const [index, scene] of (scenes as IDataObject[]).entries()) {
		const speaker = (scene.input ?? scene) as IDataObject;
		await adviseVoice(item, `Scene ${index + 1}: `, speaker);
	}
}
