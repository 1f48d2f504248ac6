// What HeyGen does not know as an id: a name, or the id of the avatar where one of its looks is wanted. Told in words, or put right.
import { libraryOf } from '../../api/lists/library';
import { listings, type Entry } from '../../api/lists/listings';
import { dataOf, isRefusal } from '../../api/answer';
import { pathOf } from '../../api/path';
import { setOwn, tableOf } from '../../api/table';
import { ItemFailed, refused } from '../run/failure';
import type { Item } from '../run/item';
import { accessOf, ask } from '../run/send';
import { askFor, candidates, findOnce, shownAs } from './names';
import { askOnce } from './readOnce';

/** The node's list search for what stands in a field of a request, by the field. */
const searches = tableOf<string>({
	asset_id: 'searchAssets',
	audio_asset_id: 'searchAssets',
	avatar_id: 'searchLooks',
	character_id: 'searchLooks',
	look_id: 'searchLooks',
	reference_look_id: 'searchLooks',
	avatar_group_id: 'searchGroups',
	group_id: 'searchGroups',
	voice_id: 'searchVoices',
	preferred_stock_voice_ids: 'searchVoices',
	template_id: 'searchTemplates',
	style_id: 'searchStyles',
	brand_kit_id: 'searchBrandKits',
	brand_glossary_id: 'searchGlossaries',
	brand_voice_id: 'searchGlossaries',
});

/** What HeyGen says it does not know, by its code; undefined where that is something else. */
function unknownIn({ failure }: ItemFailed): string[] | undefined {
	if (failure.code === 'not_found')
		return Object.values(searches).filter((one) => one !== undefined);
	const [, noun] = /^(.*)_not_found$/.exec(failure.code) ?? [];
	switch (noun) {
		case undefined:
			return undefined;
		case 'avatar':
		case 'avatar_look':
		case 'avatar_group':
		case 'look':
		case 'group':
		case 'talking_photo':
			return ['searchLooks', 'searchGroups'];
		default:
			return Object.entries(searches)
				.filter(([field]) => field === `${noun}_id`)
				.flatMap(([, search]) => search ?? []);
	}
}

interface Found {
	holder: Record<string, unknown>;
	key: string;
	id: string;
	/** The field it stands in, also where that is a list. */
	field: string;
}
/** An id with the list that it should be in. */
interface Place extends Found {
	search: string;
}

/** Where a request holds ids in these fields. The looks of a cinematic video stand in a list under one field, and so do preferred voices. */
function idsIn(item: Item, fields: Record<string, unknown>): Found[] {
	const found: Found[] = [];
	const walk = (holder: Record<string, unknown>, within?: string): void => {
		for (const [key, value] of Object.entries(holder)) {
			const field = within ?? key;
			const isWanted = fields[field] !== undefined;
			if (typeof value === 'string' && isWanted) found.push({ holder, key, id: value, field });
			else if (typeof value === 'object' && value !== null)
				walk(
					value as Record<string, unknown>,
					Array.isArray(value) && isWanted ? field : undefined,
				);
		}
	};
	walk(item.draft as unknown as Record<string, unknown>);
	return found;
}

/** Where one thing is read, by the field that holds its ID. The voices of the newer model stand apart. */
const readAt = tableOf<Array<string | undefined>>({
	avatar_id: [listings.Looks.one],
	character_id: [listings.Looks.one],
	reference_look_id: [listings.Looks.one],
	avatar_group_id: [listings.Groups.one],
	voice_id: [listings.Voices.one, listings.ModelVoices.one],
	preferred_stock_voice_ids: [listings.Voices.one],
	brand_kit_id: [listings.BrandKits.one],
	brand_glossary_id: [listings.Glossaries.one],
	brand_voice_id: [listings.Glossaries.one],
	folder_id: ['/v3/folders/{id}'],
	proofread_id: ['/v3/video-translations/proofreads/{id}'],
	session_id: ['/v3/video-agents/{id}'],
});

/**
 * Asks HeyGen about the ids of a request before anything is sent, each once per run.
 * @param puts whether what is clear is put right
 * @returns what HeyGen does not know, and whether something was put right
 */
export async function findUnknownIds(
	item: Item,
	puts: boolean,
): Promise<{ unknown: ItemFailed[]; isRight: boolean }> {
	const unknown: ItemFailed[] = [];
	let isRight = false;
	const each = new Map(idsIn(item, readAt).map((one) => [`${one.field} ${one.id}`, one]));
	for (const { field, id } of each.values()) {
		let refusal;
		for (const url of readAt[field] ?? []) {
			const outcome = await askOnce(item, pathOf(url as string, { id }));
			refusal = isRefusal(outcome) && outcome.status === 404 ? outcome : undefined;
			if (!refusal) break;
		}
		if (!refusal) continue;
		const failed = refused(refusal, true);
		if (await explainUnknownIds(item, failed, puts)) isRight = true;
		else unknown.push(failed);
	}
	return { unknown, isRight };
}

/** Milliseconds for a question whose answer only helps to explain. */
const longestRead = 5_000;
const longestSearch = 20_000;

async function readOne(
	item: Item,
	list: 'Looks' | 'Groups',
	id: string,
): Promise<Entry | undefined> {
	const { one, show } = listings[list];
	const answer = await ask(
		item,
		{ method: 'GET', url: pathOf(one as string, { id }) },
		{ onlyMs: longestRead },
	);
	const data = isRefusal(answer) ? undefined : dataOf(answer);
	return typeof data === 'object' && data !== null
		? show(data as Record<string, never>)
		: undefined;
}

/** What an id that HeyGen does not know stands for: the right one with a sentence, or a sentence that explains it. */
type Meaning = { id: string; said: string } | { message: string };

/** The id of an avatar where one of its looks is wanted. */
async function asAvatar(item: Item, id: string): Promise<Meaning | undefined> {
	const avatar = await readOne(item, 'Groups', id);
	if (!avatar || avatar.id !== id) return undefined;
	const { account } = await accessOf(item);
	const list = libraryOf(account, 'Looks');
	const looks = await list.looksOf(askFor(item), id, list.clock.now() + longestSearch);
	const [look, ...others] = looks;
	if (look && others.length === 0)
		return {
			id: look.id,
			said: `${id} is the ID of the avatar '${avatar.name}': its only look ${shownAs(look)} was taken`,
		};
	return {
		message: looks.length
			? `This is the ID of the avatar '${avatar.name}'. Choose one of its looks: ${candidates(looks)}`
			: `This is the ID of the avatar '${avatar.name}', which has no look yet`,
	};
}

/** The id of a look where its avatar is wanted. */
async function asLook(item: Item, id: string): Promise<Meaning | undefined> {
	const look = await readOne(item, 'Looks', id);
	if (!look?.group || look.id !== id) return undefined;
	return {
		id: look.group,
		said: `${id} is the ID of the look '${look.name}': the avatar that it belongs to (${look.group}) was taken`,
	};
}

/** A name that looks like an id. */
async function asName(item: Item, { id, search }: Place): Promise<Meaning | undefined> {
	if (/^[0-9a-f-]{32,36}$/i.test(id)) return undefined;
	const { exact, near } = await findOnce(item, search, id, true);
	const [one, ...others] = exact;
	if (one && others.length === 0 && one.id !== id)
		return {
			id: one.id,
			said: `'${id}' is the name of ${shownAs(one)}, which was taken`,
		};
	if (exact.length > 1) return { message: `'${id}' may be ${candidates(exact)}` };
	return near.length
		? { message: `'${id}' is no ID at HeyGen. Near it: ${candidates(near)}` }
		: undefined;
}

async function meaningOf(item: Item, place: Place): Promise<Meaning | undefined> {
	const { once } = item.run;
	const key = `meaning ${place.search} ${place.id}`;
	if (!once.has(key))
		once.set(
			key,
			item.run.explanations
				.use(
					async () =>
						(place.search === 'searchLooks' ? await asAvatar(item, place.id) : undefined) ??
						(place.search === 'searchGroups' ? await asLook(item, place.id) : undefined) ??
						(await asName(item, place)),
					item.stop,
				)
				.catch((reason: unknown) => {
					if (reason instanceof ItemFailed) return undefined;
					throw reason;
				}),
		);
	return (await once.get(key)) as Meaning | undefined;
}

/**
 * Looks after ids that HeyGen does not know.
 * @param failed HeyGen's refusal, whose sentence becomes clearer where there is something to say
 * @param puts whether the request may be sent again: then what is clear is put right in it
 * @returns whether something was put right
 */
export async function explainUnknownIds(
	item: Item,
	failed: ItemFailed,
	puts: boolean,
): Promise<boolean> {
	const wanted = unknownIn(failed);
	if (!wanted?.length) return false;
	let isRight = false;
	for (const place of idsIn(item, searches)) {
		const search = searches[place.field] ?? '';
		if (!wanted.includes(search)) continue;
		const meaning = await meaningOf(item, { ...place, search });
		if (!meaning) continue;
		if ('message' in meaning) {
			failed.failure.message = meaning.message;
			return false;
		}
		if (!puts) {
			failed.failure.message = meaning.said.replace(
				/ was taken$|, which was taken$/,
				'. Use that ID',
			);
			return false;
		}
		setOwn(place.holder, place.key, meaning.id);
		item.warnings.push(meaning.said);
		isRight = true;
	}
	return isRight;
}
