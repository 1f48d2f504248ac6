// Languages as people write them: compared with HeyGen's own list once per run, before anything is sent.
import { UserError } from 'n8n-workflow';
import { languagesIn } from '../../api/languages';
import { folded } from '../../api/lists/library';
import { ItemFailed } from '../run/failure';
import { asList, shown } from '../field';
import { listOf } from '../field/words';
import type { Item } from '../run/item';
import { dataOf } from '../../api/answer';
import { send } from '../run/send';

const made = new Map<string, Intl.DisplayNames>();

/** Unicode's English name of a language or a region; made when it is first asked for, not when n8n starts. */
function inEnglish(type: 'language' | 'region', code: string): string | undefined {
	const names = made.get(type) ?? new Intl.DisplayNames(['en'], { type, fallback: 'none' });
	made.set(type, names);
	return names.of(code);
}

/** Words for one thing that HeyGen, Unicode and people call differently. */
const sameWords: string[][] = [
	['mandarin', 'putonghua'],
	['norwegian', 'norwegian bokmål', 'bokmål', 'bokmal'],
	['persian', 'farsi'],
	['filipino', 'tagalog'],
	['bangla', 'bengali'],
	['burmese', 'myanmar'],
	['uk', 'united kingdom', 'great britain', 'britain', 'england', 'british'],
	['us', 'usa', 'united states', 'united states of america', 'america', 'american'],
	['türkiye', 'turkey', 'turkiye'],
	['czechia', 'czech republic'],
	['hong kong', 'hong kong sar china'],
	['south korea', 'korea', 'republic of korea'],
	['uae', 'united arab emirates'],
	['simplified', 'simplified han'],
	['traditional', 'traditional han'],
	['brazil', 'brazilian'],
	['mexico', 'mexican'],
	['canada', 'canadian'],
	['latin america', 'latam', '419'],
];
const meaning = new Map(sameWords.flatMap((words) => words.map((word) => [word, words[0]])));

/** A language's name taken apart: "Spanish (Spain)" is Spanish, of Spain. */
interface Parts {
	base: string;
	/** What stands in brackets, or the region and script of a code. */
	more: string[];
}

const meant = (word: string): string => meaning.get(folded(word)) ?? folded(word);

function partsOf(name: string): Parts {
	const [, base = '', inner = ''] = /^([^(]*)(?:\(([^)]*)\)?)?/.exec(name) ?? [];
	const more = inner.split(/[,/]/).map(meant).filter(Boolean);
	// One of the Chinese languages, which HeyGen calls now this way, now that.
	return meant(base) === 'mandarin'
		? { base: 'chinese', more: ['mandarin', ...more] }
		: { base: meant(base), more };
}

const attempt = <T>(work: () => T): T | undefined => {
	try {
		return work();
	} catch {
		return undefined;
	}
};

/** "pt-BR", "pt_br", "zh-Hans" and "spa" as the parts of a name, the likelier reading first; undefined for what is no code. */
function partsOfCode(code: string): Parts[] | undefined {
	if (!/^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(code)) return undefined;
	const locale = attempt(() => new Intl.Locale(code.replace(/_/g, '-')));
	const name = locale && inEnglish('language', locale.language);
	if (!locale || !name) return undefined;
	const base = meant(name);
	const { region } = locale;
	const script = { Hans: 'simplified', Hant: 'traditional' }[locale.maximize().script ?? ''];
	const place = region && meant(inEnglish('region', region) ?? region);
	return [
		...(place || !script || !locale.script ? [{ base, more: place ? [place] : [] }] : []),
		...(script && (place || locale.script) ? [{ base, more: [script] }] : []),
	];
}

/** Languages whose own name for themselves is understood too: "Español", "Deutsch". */
const codes =
	'ar bg bn ca cs da de el en es et fa fi fil fr he hi hr hu id is it ja ko lt lv ms nb nl no pl pt ro ru sk sl sr sv sw ta th tr uk ur vi zh'.split(
		' ',
	);
let ownNames: Map<string, string> | undefined;

/** The code of a language by its own name; the names are made when the first one is asked for. */
function codeOf(ownName: string): string | undefined {
	ownNames ??= new Map(
		codes.map((code) => [
			folded(new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code),
			code,
		]),
	);
	return ownNames.get(folded(ownName));
}

/** Characters of a language's name in HeyGen's list and out of it. */
const longestName = 100;

/** Every word of a name, whichever side of the brackets it stands on. */
const allOf = ({ base, more }: Parts): string[] => [base, ...more];

/**
 * The languages of HeyGen's list that a user's word may mean: one where it is clear. `near` are those of another region.
 */
export function languagesMeant(word: string, all: string[]): { found: string[]; near: string[] } {
	const only = (found: string[]) => ({ found, near: [] });
	if (word.length > longestName) return only([]);
	const exact = all.find((name) => folded(name) === folded(word));
	if (exact !== undefined) return only([exact]);
	const readings = partsOfCode(codeOf(word) ?? word) ?? [partsOf(word)];
	const named = all.map((name) => ({ name, parts: partsOf(name) }));
	const those = (fits: (parts: Parts, name: string) => boolean): string[] =>
		named.filter(({ parts, name }) => fits(parts, name)).map(({ name }) => name);
	for (const { base, more } of readings) {
		const hasAll = (parts: Parts) => more.every((one) => parts.more.includes(one));
		// In other words the same: "Spanish (Mexico)" for es-MX, "English (UK)" for "english (united kingdom)".
		const same = those(
			(parts) => parts.base === base && parts.more.length === more.length && hasAll(parts),
		);
		if (same.length === 1) return only(same);
		const narrower = those((parts) => allOf(parts).includes(base) && hasAll(parts));
		if (narrower.length > 0) return only(narrower);
	}
	// "Brazilian Portuguese", "UK English": all the words, in any order.
	const words = folded(word)
		.split(/[^\p{L}\p{N}]+/u)
		.filter(Boolean);
	const loose = those((parts, name) => {
		const has = [...folded(name).split(/[^\p{L}\p{N}]+/u), ...allOf(parts)];
		return words.every((one) => has.includes(one) || has.includes(meant(one)));
	});
	if (loose.length > 0) return only(loose);
	return {
		found: [],
		near: those(({ base }) => base === readings[0]?.base || base === meant(words[0] ?? '')),
	};
}

/** HeyGen's list, read once per run; undefined where it cannot be read: then HeyGen itself judges the words. */
async function readLanguages(item: Item): Promise<string[] | undefined> {
	const { once } = item.run;
	if (!once.has('languages'))
		once.set(
			'languages',
			send(item, { method: 'GET', url: '/v3/video-translations/languages' }).then(
				(answer) => {
					const languages = languagesIn(dataOf(answer));
					return languages?.length ? languages : undefined;
				},
				(reason: unknown) => {
					if (reason instanceof ItemFailed) return undefined;
					throw reason;
				},
			),
		);
	return (await once.get('languages')) as string[] | undefined;
}

/**
 * One language in HeyGen's spelling.
 * @throws UserError with the candidates where it is unclear
 */
function spelled(label: string, word: string, all: string[]): string {
	const { found, near } = languagesMeant(word, all);
	const [only, ...others] = found;
	if (only !== undefined && others.length === 0) return only;
	if (others.length > 0)
		throw new UserError(`'${label}' is ${shown(word)}, which may be ${either(found)}`, {
			description: 'Choose one of them',
		});
	throw new UserError(
		`'${label}' is ${shown(word)}, which is none of HeyGen's languages${near.length ? `. Near it: ${listOf(near)}` : ''}`,
		{ description: "Choose from the list; 'Translation: Get Many Languages' returns all of them" },
	);
}

const either = (names: string[]): string =>
	new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names.map((name) => `'${name}'`));

/** Brings the languages of an item into HeyGen's spelling, each once. */
export async function resolveLanguages(item: Item): Promise<void> {
	const { body } = item.draft;
	if (!body.output_languages && !body.input_language) return;
	const all = await readLanguages(item);
	if (!all) return;
	if (Array.isArray(body.output_languages))
		body.output_languages = [
			...new Set(
				body.output_languages
					.flatMap((word) => asList(word, 'Output Languages'))
					.map((word) => spelled('Output Languages', String(word).trim(), all)),
			),
		];
	if (body.input_language)
		body.input_language = spelled('Input Language', String(body.input_language).trim(), all);
}
