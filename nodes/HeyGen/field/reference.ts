// A file in a request of which HeyGen has not been given anything yet: it stands where its address or its asset's ID will stand.
import type { FileLimit } from '../../api/limits/limit';
import { setOwn } from '../../api/table';

/** What all files of a request have in common. */
class Reference {
	/** The row of a list it stands in, e.g. "Scene 2". */
	row?: string;

	constructor(
		/** The parameter, as the editor shows it. */
		readonly label: string,
		/** What HeyGen takes here. */
		readonly takes?: FileLimit,
	) {}

	/** The parameter in a sentence. */
	get place(): string {
		return `${this.row ? `${this.row}: ` : ''}'${this.label}'`;
	}
}

/** A file at a public address. Reads as the address wherever a text is wanted. */
export class FileAddress extends Reference {
	constructor(
		label: string,
		readonly address: string,
		takes?: FileLimit,
	) {
		super(label, takes);
	}

	toString(): string {
		return this.address;
	}

	toJSON(): string {
		return this.address;
	}
}

/** A file that came with the item: uploaded once all items of the run have been checked. */
export class BinaryFile extends Reference {
	/** What tells it from other files; known once it has been looked at. */
	mark?: string;

	constructor(
		label: string,
		/** The item's binary field, by name or as n8n's own object. */
		readonly property: unknown,
		takes?: FileLimit,
	) {
		super(label, takes);
	}

	/** How a request that has not been sent shows it. */
	toJSON(): string {
		const name = typeof this.property === 'string' ? this.property : 'binary';
		return `binary:${name}${this.mark ? `:${this.mark}` : ''}`;
	}
}

/** Every reference inside a request, with its path and a way to put something else in its place. */
export function referencesIn(
	value: unknown,
	path = '',
): Array<{ path: string; file: FileAddress | BinaryFile; replace: (by: string) => void }> {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const at = path ? `${path}.${name}` : name;
		if (inner instanceof FileAddress || inner instanceof BinaryFile)
			return [{ path: at, file: inner, replace: (by: string) => setOwn(value, name, by) }];
		return referencesIn(inner, at);
	});
}
