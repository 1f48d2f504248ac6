// What a look can do: rules that depend on the chosen look, which is read only where one of them matters.
import { UserError, type IDataObject } from 'n8n-workflow';
import { listOf } from '../field/words';
import { pathOf } from '../../api/path';
import { engineName } from '../parameters/look';
import { readOnce } from './readOnce';
import type { Item } from '../run/item';

interface Look {
	name?: string | null;
	default_voice_id?: string | null;
	preferred_orientation?: string | null;
	image_width?: number | null;
	image_height?: number | null;
	avatar_type?: string | null;
	group_id?: string | null;
	supported_api_engines?: string[] | null;
}

/** Everything in a request that an avatar speaks, with its place in words. */
function speakersOf(
	{ type, scenes, ...video }: IDataObject,
	isRow = false,
): Array<{ place: string; speaker: IDataObject }> {
	if (type === 'avatar') return [{ place: '', speaker: video }];
	const inputs = ((scenes ?? []) as IDataObject[]).map(
		(scene) => (scene.input ?? {}) as IDataObject,
	);
	return inputs
		.map((speaker, index) => ({ place: isRow ? '' : `Scene ${index + 1}: `, speaker }))
		.filter(({ speaker }) => speaker.type === 'avatar');
}

/** The path of a look. */
const lookPath = (id: string): string => pathOf('/v3/avatars/looks/{id}', { id });

/** The look; undefined where HeyGen does not show it. */
export const lookOf = async (item: Item, id: string): Promise<Look | undefined> =>
	await readOnce<Look>(item, lookPath(id));

const landscape = 'landscape';
const portrait = 'portrait';

/** Lying or standing; undefined for what is nearly square, or not known. */
function shapeOf(width: unknown, height: unknown): string | undefined {
	const ratio = Number(width) / Number(height);
	if (!(ratio > 0) || (ratio > 0.95 && ratio < 1.05)) return undefined;
	return ratio > 1 ? landscape : portrait;
}

const shapeOfLook = ({
	preferred_orientation: shape,
	image_width: width,
	image_height: height,
}: Look) => (shape === landscape || shape === portrait ? shape : shapeOf(width, height));

/**
 * Warns where a standing video is made of a lying look, or the reverse, and nobody has said how it is to be fitted in.
 * The look is read while the video is ordered.
 */
function warnOfShape(item: Item): void {
	const { aspect_ratio: format, fit } = item.draft.body;
	if (typeof format !== 'string' || fit) return;
	const wanted = shapeOf(...(format.split(':') as [string, string]));
	if (!wanted) return;
	for (const { place, speaker } of speakersOf(
		item.draft.body,
		item.values.get('scenesFrom') === 'items',
	)) {
		const id = String(speaker.avatar_id);
		item.findings.push(
			lookOf(item, id).then(
				(look) => {
					const shape = look && shapeOfLook(look);
					if (shape && shape !== wanted)
						item.warnings.push(
							`${place}The look '${look.name ?? id}' is ${shape}, but the video is ${format} (${wanted}): without 'Fit' HeyGen decides whether it has bars or is cut off`,
						);
				},
				() => undefined,
			),
		);
	}
}

/** Avatar V takes its second look from the same digital twin. */
async function fitReference(
	item: Item,
	place: string,
	{ engine }: IDataObject,
	{ group_id: group }: Look,
): Promise<void> {
	const id = (engine as IDataObject | undefined)?.reference_look_id;
	const other = id ? await lookOf(item, String(id)) : undefined;
	if (!other?.avatar_type || (other.avatar_type === 'digital_twin' && other.group_id === group))
		return;
	throw new UserError(
		`${place}'Reference Look' '${String(other.name ?? id)}' is no look of the same digital twin`,
		{ description: 'Choose a look of the same digital twin, or remove it' },
	);
}

/**
 * Refuses what the look of an item cannot do (source: HeyGen API reference, avatar looks and engines).
 * Warns of a look whose shape is not the video's.
 * @throws UserError for an engine that it does not support, and for expressiveness or motion that it does not have
 */
export async function fitLook(item: Item): Promise<void> {
	warnOfShape(item);
	for (const { place, speaker } of speakersOf(
		item.draft.body,
		item.values.get('scenesFrom') === 'items',
	)) {
		const engine = (speaker.engine as IDataObject | undefined)?.type as string | undefined;
		if (!engine && !speaker.expressiveness && !speaker.motion_prompt) continue;
		const look = await lookOf(item, String(speaker.avatar_id));
		if (!look) continue;
		const { avatar_type: type, supported_api_engines: given } = look;
		const name = look.name ?? speaker.avatar_id;
		const engines = Array.isArray(given) ? given : [];
		await fitReference(item, place, speaker, look);
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
