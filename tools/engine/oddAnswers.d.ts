// Types of oddAnswers.js for tests in TypeScript.
export interface Odd {
	status: number;
	headers: Record<string, string>;
	body: string;
	drop: boolean;
}
export class OddAnswers {
	constructor(seed: number);
	chance(share: number): boolean;
	trail(): string;
	next(schema: unknown, address: string): Odd;
}
