// Paths of HeyGen's API, with ids filled in that cannot make another path of them.
import { UserError } from 'n8n-workflow';
import { limits } from './limits';

/** Whether a value can be an ID: HeyGen's are single words, and none of these characters would stay inside its part of a path everywhere. A lone half of an emoji cannot stand in an address at all. */
export const isId = (value: unknown): boolean =>
	(typeof value === 'string' || typeof value === 'number') &&
	String(value).length <= limits.idOrName.max &&
	!/^\.{0,2}$|[\p{Cc}\p{Surrogate}/\\]/u.test(String(value));

/**
 * A path with its parameters filled in; nothing in a value can change the path.
 * @throws UserError where a value is no ID
 */
export const pathOf = (template: string, values: Record<string, unknown>): string =>
	template.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = values[name];
		if (isId(value)) return encodeURIComponent(String(value));
		throw new UserError(
			`${JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value) ?? 'Nothing'} is not an ID of HeyGen`,
			{
				description: 'Copy the ID from HeyGen, or choose from the list',
			},
		);
	});
