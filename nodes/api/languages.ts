// HeyGen's list of the languages that a video can be translated into, in whichever form it comes.
import { isObject, textOf } from './answer';

/** Where a language that is an object has its name. */
const nameOf = (language: unknown): string =>
	isObject(language)
		? ([language.name, language.language, language.label, language.value]
				.map(textOf)
				.find(Boolean) ?? '')
		: textOf(language);

/**
 * @param data of the answer
 * @returns their names; undefined where there is no list
 */
export function languagesIn(data: unknown): string[] | undefined {
	const given = isObject(data) ? data.languages : data;
	const list = isObject(given) ? Object.values(given) : given;
	return Array.isArray(list) ? list.map(nameOf).filter(Boolean) : undefined;
}
