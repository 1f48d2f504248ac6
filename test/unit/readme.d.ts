// Types of readme.js for tests in TypeScript.
export function tableUnder(heading: string): string[][];
