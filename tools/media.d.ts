// Types of the makers of real files, for tests written in TypeScript.
import type { Sharp } from 'sharp';

export function picture(
	ending: string,
	width: number,
	height: number,
	finish: (picture: Sharp) => Sharp,
	noise?: boolean,
): Promise<Buffer>;
export function sound(
	ending: string,
	seconds: number,
	args?: string[],
	rate?: number,
): Promise<Buffer>;
export function video(
	ending: string,
	seconds: number,
	size?: string,
	args?: string[],
	options?: { silent?: boolean; fps?: number },
): Promise<Buffer>;

export function collection(): Promise<Array<{ name: string; bytes: Buffer }>>;
