// Types of facts.js for tests in TypeScript.
import type { Request } from './sender';

export interface Limits {
	minimum?: number;
	maximum?: number;
	exclusiveMinimum?: number;
	minLength?: number;
	maxLength?: number;
	minItems?: number;
	maxItems?: number;
	multipleOf?: number;
}
export const date: string;
export const contract: Record<string, { answer: unknown }>;
export const eventTypes: string[];
export const operations: string[];
export function operationOf(request: Request): string | undefined;
export function pointsOf(operation: string): string[];
export function pointsIn(
	operation: string,
	request: Request,
): Array<[point: string, value: unknown]>;
export function limitsOf(operation: string): Map<string, Limits>;
export function check(operation: string, request: Request): void;
