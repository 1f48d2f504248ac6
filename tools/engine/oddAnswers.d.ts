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
	pick<T>(list: readonly T[]): T;
	any(): unknown;
	trail(): string;
	next(schema: unknown, address: string): Odd;
}
export function oddBody(odd: OddAnswers): Buffer;
export function startOddServer(
	answerTo: (method: string, path: string, address: string) => Odd,
): Promise<{ address: string; stop(): void }>;
export function wish(): { many: number; seed: number };
export function say(line: string): void;
export function turn(): Promise<void>;
