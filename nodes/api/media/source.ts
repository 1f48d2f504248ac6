// Where the readers get bytes from: a few at a time, by their place, so that a long film costs no more than a short one.

/** A file of a known length. */
export interface Source {
	size: number;
	/** @returns the bytes from `offset` on, fewer at the end of the file */
	read(offset: number, length: number): Promise<Buffer>;
}

/** What a reader may see of one file altogether. */
const most = 1_000_000;
/** Every reader begins with these bytes: they are read once. */
export const headLength = 4096;

/** Hands out at most a million bytes of a file; beyond that it seems to end. Never asks for what is not there. */
export class Budget implements Source {
	readonly size: number;
	private left = most;
	private head?: Buffer;

	constructor(private readonly source: Source) {
		this.size = source.size;
	}

	async read(offset: number, length: number): Promise<Buffer> {
		if (!(offset >= 0) || offset >= this.size || length <= 0) return Buffer.alloc(0);
		const wanted = Math.min(length, this.size - offset);
		this.head ??= await this.take(0, Math.min(headLength, this.size));
		if (offset + wanted <= this.head.length) return this.head.subarray(offset, offset + wanted);
		return await this.take(offset, wanted);
	}

	private async take(offset: number, length: number): Promise<Buffer> {
		const size = Math.min(length, this.left);
		if (size <= 0) return Buffer.alloc(0);
		this.left -= size;
		return await this.source.read(offset, size);
	}
}

/** A file in memory. */
export const sourceOf = (bytes: Buffer): Source => ({
	size: bytes.length,
	read: async (offset, length) => bytes.subarray(offset, offset + length),
});

/** Bytes as the letters that many formats put there. */
export const letters = (bytes: Buffer, from = 0, to = bytes.length): string =>
	bytes.toString('latin1', from, to);
