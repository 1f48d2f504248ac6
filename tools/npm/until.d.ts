// Types of until.js for tests in TypeScript.
export declare function until<T>(
	what: string,
	condition: () => T | Promise<T>,
	limitMs?: number,
	pauseMs?: number,
): Promise<T>;
