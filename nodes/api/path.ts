// Paths of HeyGen's API, with what an item or a job fills in.
import type { IDataObject } from 'n8n-workflow';

/** A path with its parameters filled in; nothing in a value can change the path. */
export const pathOf = (template: string, values: IDataObject): string =>
	template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
