// The whole API can be reached from the editor, and nothing is sent that the API does not know: every field of the node is filled in and the requests that leave are held against the contract.
import { operations as known } from '../../nodes/HeyGen/resources';
import { check, operationOf, operations, pointsIn, pointsOf } from '../contract/facts';
import { behind, isBelow } from '../contract/behind';
import { isLater } from '../contract/later';
import { send, type Request } from '../contract/sender';
import { fillings, type Filling } from '../contract/walk';

const sent = new Map<string, Set<string>>(operations.map((name) => [name, new Set<string>()]));
const problems: string[] = [];
/** The places of requests that the contract refuses, and the refusals. */
const refused = new Map<string, string>();

/** Sends a filling; notes what left. @returns whether anything did */
async function deliver(filling: Filling): Promise<boolean> {
	const parameters = filling.make();
	const { requests } = await send(parameters);
	for (const request of requests) note(request, JSON.stringify(parameters));
	return requests.length > 0;
}

const points = operations.flatMap((name) =>
	['', ...pointsOf(name)].map((point) => ({
		name,
		point,
		text: [name, point].filter(Boolean).join(' '),
	})),
);
const isSent = ({ name, point }: { name: string; point: string }) =>
	sent.get(name)?.has(point) ?? false;
const missing = () => points.filter((one) => !isSent(one) && !isLater(one.text));

/** Fields that belong to several kinds of object are sent beside each kind, until nothing is missing. */
async function combine(resource: string, operation: string): Promise<void> {
	const ours = new Set(
		(await send(fillings(resource, operation)[0].make())).requests.map(operationOf),
	);
	const wanted = () => missing().some(({ name }) => ours.has(name));
	if (!wanted()) return;
	for (const other of fillings(resource, operation).flatMap((filling) => filling.beside)) {
		if (!(await deliver(other))) for (const one of other.beside) await deliver(one);
		if (!wanted()) return;
	}
}

function note(request: Request, parameters: string): void {
	const name = operationOf(request);
	if (!name)
		return void problems.push(`${request.method} ${request.path} is no operation of the contract`);
	sent.get(name)?.add('');
	try {
		check(name, request);
	} catch (refusal) {
		const { message } = refusal as Error;
		const place = message.slice(1, message.indexOf("' ")).replace(/\.\d+(?=\.|$)/g, '[]');
		refused.set(`${name} ${place}`, `${name}: ${message} ${parameters}`);
	}
	for (const [point] of pointsIn(name, request)) sent.get(name)?.add(point);
}

beforeAll(async () => {
	const all = [...known.keys()].map((key) => key.split(':') as [string, string]);
	for (const [resource, operation] of all) {
		for (const filling of fillings(resource, operation)) {
			if (await deliver(filling)) continue;
			for (const other of filling.beside) await deliver(other);
		}
	}
	for (const [resource, operation] of all) await combine(resource, operation);
	const large = { resource: 'asset', operation: 'upload', fileBinaryProperty: 'large' };
	await deliver({ make: () => large, beside: [] });
}, 300_000);

test('nothing is sent that the contract does not know', () => {
	expect(problems).toEqual([]);
	const news = [...refused].filter(([place]) => !behind.refused.includes(place));
	expect(news.map(([, refusal]) => refusal)).toEqual([]);
});

test('every operation, every field and every choice of the contract can be sent', () =>
	expect(missing().map(({ text }) => text)).toEqual([]));

test('what is left for later is not sent by now', () => {
	const done = [...sent]
		.flatMap(([name, points]) =>
			[...points].map((point) => [name, point].filter(Boolean).join(' ')),
		)
		.filter(isLater);
	expect(done).toEqual([]);
});

test('what the node is said to be behind in, it is still behind in: what has been made is taken off test/contract/behind.ts', () => {
	const all = points.map(({ text }) => text);
	const isSentBelow = (entry: string) =>
		points.some((one) => isSent(one) && isBelow(one.text, entry));
	expect(behind.unsent.filter((entry) => !all.includes(entry) || isSentBelow(entry))).toEqual([]);
	expect(behind.refused.filter((place) => !refused.has(place))).toEqual([]);
});
