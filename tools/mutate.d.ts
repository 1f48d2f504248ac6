// Types of the damaging of files, for tests written in TypeScript.
export function randomOf(seed: number): () => number;
export function mutate(bytes: Buffer, random: () => number): Buffer;
