// One operation at a time in n8n's engine against the simulator, in few words: what the tests of the operations share.
import type { IDataObject } from 'n8n-workflow';
import { defaults } from '../../nodes/api/limits';
import { startSimulator, type Simulator } from '../../simulator';
import { runNode } from '../../tools/engine/engine';

export const byId = (value: unknown): IDataObject => ({
	__rl: true,
	mode: 'id',
	value: value as string,
});

export interface Workbench {
	sim: Simulator;
	/** Ids that exist, by what they are. */
	known: {
		look: string;
		looks: string[];
		voice: string;
		template: string;
		style: string;
		brandKit: string;
		glossary: string;
	};
	/** Runs one operation; `more` goes to the engine (items, onError, …). */
	run(
		resource: string,
		operation: string,
		parameters?: IDataObject,
		more?: object,
	): ReturnType<typeof runNode>;
	/** Requests as they left, without the reads that only follow a job. */
	sent(): Array<{
		method: string;
		path: string;
		query: Record<string, string>;
		body: Record<string, unknown>;
	}>;
}

/**
 * Starts a simulator for the tests of a file, and polls it without the pauses that HeyGen needs.
 * @param settings of the simulator
 */
export function workbench(settings: Record<string, unknown> = {}): Workbench {
	const bench = {} as Workbench;
	beforeAll(async () => {
		defaults.firstPollSeconds = 0.05;
		defaults.resultSeconds = 0.5;
		bench.sim = await startSimulator({ jobSeconds: 0.05, concurrency: 1000, ...settings });
		const { looks, voices, templates, styles, brandKits, glossaries } = bench.sim.catalogue();
		const ready = looks.filter(
			(one) => one.status === 'completed' && one.avatar_type === 'photo_avatar',
		);
		bench.known = {
			look: ready[0].id,
			looks: ready.map((one) => one.id),
			voice: voices[0].voice_id,
			template: templates[0].id,
			style: styles[0].style_id,
			brandKit: brandKits[0].brand_kit_id,
			glossary: glossaries[0].brand_glossary_id,
		};
	});
	afterAll(async () => await bench.sim.stop());
	beforeEach(() => bench.sim.reset());
	bench.run = async (resource, operation, parameters = {}, more = {}) =>
		await runNode({
			parameters: { resource, operation, ...parameters },
			credentials: { heyGenVideoApi: { apiKey: bench.sim.apiKey, baseUrl: bench.sim.url } },
			...more,
		});
	bench.sent = () =>
		bench.sim.requests().map(({ method, path, query, body }) => ({ method, path, query, body }));
	return bench;
}

/** Every text that can be reached from a value, hidden properties of errors too; `node` is the workflow as the user wrote it. */
export function textsIn(value: unknown, seen = new Set<unknown>()): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null || Buffer.isBuffer(value) || seen.has(value))
		return [];
	seen.add(value);
	return Object.getOwnPropertyNames(value)
		.filter((name) => name !== 'node')
		.flatMap((name) => [name, ...textsIn((value as Record<string, unknown>)[name], seen)]);
}
