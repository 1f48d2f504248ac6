// Every limit of the contract from both sides, found by filling in the editor: the last value allowed leaves, the first one beyond does not.
import type { IDataObject } from 'n8n-workflow';
import { operations as known } from '../../nodes/HeyGen/resources';
import { limitsOf, operationOf, operations, pointsIn, type Limits } from '../contract/facts';
import { behind } from '../contract/behind';
import { isLater } from '../contract/later';
import { send } from '../contract/sender';
import { fillings, type Filling } from '../contract/walk';

/** Limits that no single text, number or list of the editor carries, and what holds them. */
const elsewhere: Record<string, RegExp> = {
	'badInput.test.ts: looks of a cinematic video': /<cinematic_avatar>\.avatar_id$/,
	'badInput.test.ts: lengths of clips': /output_settings\.duration_types$/,
	"badInput.test.ts: sides of a template's video, which depend on each other":
		/dimension\.(width|height)$/,
	'badInput.test.ts: the website of a brand kit': /^POST \/v3\/brand-kits url$/,
	'badInput.test.ts: the one recording of an instant voice': /<instant>\.audio$/,
	'there is one field for the one picture': /^POST \/v3\/models\/images reference_images$/,
	'IDs that are chosen; an empty one is not sent': /\b(brand_glossary|default_voice|voice)_id$/,
	'batch.test.ts, files.test.ts: the node itself fills batches with 100 entries':
		/ (files|lipsyncs|video_translations|videos)$/,
	'batch.test.ts: the node itself asks for the largest page of a batch':
		/batches\/\{batch_id\} limit$/,
};
const isElsewhere = (point: string) => Object.values(elsewhere).some((one) => one.test(point));

/** Values of a point in what left for some parameters. */
async function valuesAt(parameters: IDataObject): Promise<Map<string, unknown>> {
	const { requests } = await send(parameters);
	return new Map(
		requests.flatMap((request) =>
			pointsIn(operationOf(request) as string, request).map(
				([point, value]) => [`${operationOf(request)} ${point}`, value] as const,
			),
		),
	);
}

/** Two values that most fields of a type take. */
const pairs: Record<string, unknown[][]> = {
	number: [
		[1, 0.5],
		[2, 3],
		[5, 6],
		[200, 202],
	],
	string: [
		['2', '3'],
		['https://example.com/2', 'https://example.com/3'],
	],
	fixedCollection: [[1, 2]],
};

/** The points that a field decides: those whose value follows the field's. */
async function decidedBy({ property, make }: Filling): Promise<string[]> {
	for (const [one, other] of pairs[property?.type ?? ''] ?? []) {
		const [before, after] = [await valuesAt(make(one)), await valuesAt(make(other))];
		if (before.size && after.size)
			return [...after]
				.filter(([point, value]) => JSON.stringify(before.get(point)) !== JSON.stringify(value))
				.map(([point]) => point);
	}
	return [];
}

/** Both sides of each limit, as a field takes them: a number, a text, or a count of entries. */
function edges({
	minimum,
	maximum,
	exclusiveMinimum,
	minLength,
	maxLength,
	minItems,
	maxItems,
	multipleOf,
}: Limits): Array<[allowed: unknown, beyond: unknown]> {
	const step = multipleOf ?? 0.01;
	const sides: Array<[unknown, unknown] | undefined> = [
		minimum === undefined ? undefined : [minimum, minimum - step],
		maximum === undefined ? undefined : [maximum, maximum + step],
		exclusiveMinimum === undefined ? undefined : [exclusiveMinimum + step, exclusiveMinimum],
		multipleOf === undefined || minimum === undefined ? undefined : [minimum, minimum + 1],
		minLength === undefined ? undefined : ['a'.repeat(minLength), ''],
		maxLength === undefined ? undefined : ['a'.repeat(maxLength), 'a'.repeat(maxLength + 1)],
		minItems === undefined ? undefined : [minItems, minItems - 1],
		maxItems === undefined ? undefined : [maxItems, maxItems + 1],
	];
	return sides.filter((one) => one !== undefined);
}

const limits = new Map<string, Limits>(
	operations.flatMap((name) =>
		[...limitsOf(name)].map(([point, schema]) => [`${name} ${point}`, schema] as [string, Limits]),
	),
);
const proved = new Set<string>();
const broken = new Map<string, string>();
const size = (value: unknown) => (Array.isArray(value) ? value.length : value);

const untried = () =>
	[...limits.keys()].filter(
		(point) => !proved.has(point) && !isLater(point) && !isElsewhere(point),
	);

/** Tries every limit of the points that a filling decides. */
async function tryOut(filling: Filling): Promise<void> {
	for (const point of await decidedBy(filling)) {
		const schema = limits.get(point);
		if (!schema || proved.has(point) || isElsewhere(point)) continue;
		proved.add(point);
		for (const [allowed, beyond] of edges(schema)) {
			const [inside, outside] = [
				(await valuesAt(filling.make(allowed))).get(point),
				(await valuesAt(filling.make(beyond))).get(point),
			];
			if (size(inside) !== allowed)
				broken.set(
					point,
					`${point}: ${String(allowed).slice(0, 20)} is allowed, but ${String(size(inside)).slice(0, 20)} left`,
				);
			if (outside !== undefined && size(outside) === beyond)
				broken.set(point, `${point}: ${String(beyond).slice(0, 20)} is beyond, but left`);
		}
	}
}

beforeAll(async () => {
	const all = [...known.keys()].map((key) => fillings(...(key.split(':') as [string, string])));
	for (const filling of all.flat()) await tryOut(filling);
	// Fields that belong to several kinds of object: beside each kind, while a limit of the same request is untried.
	for (const ours of all) {
		const names = new Set(
			[...(await valuesAt(ours[0].make())).keys()].map((point) =>
				point.split(' ').slice(0, 2).join(' '),
			),
		);
		for (const filling of ours.flatMap((one) => one.beside)) {
			if (!untried().some((point) => names.has(point.split(' ').slice(0, 2).join(' ')))) break;
			await tryOut(filling);
		}
	}
}, 600_000);

test('no value beyond a limit leaves the node, and the last one allowed does', () => {
	const news = [...broken].filter(([point]) => !behind.unlimited.includes(point));
	expect(news.map(([, what]) => what)).toEqual([]);
});

test('every limit of the contract has been tried', () => {
	expect(untried().filter((point) => !behind.untried.includes(point))).toEqual([]);
	expect(proved.size).toBeGreaterThanOrEqual(65);
});

test('what the node is said to be behind in, it is still behind in: what has been made is taken off test/contract/behind.ts', () => {
	expect(behind.unlimited.filter((point) => !broken.has(point))).toEqual([]);
	expect(behind.untried.filter((point) => !untried().includes(point))).toEqual([]);
});
