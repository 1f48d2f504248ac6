// Every operation once in n8n's real engine: what leaves is what the proofs of coverage see leave without it.
import { operations } from '../../nodes/HeyGen/resources';
import { filesOf, send } from '../contract/sender';
import { fillings } from '../contract/walk';
import { byId, workbench } from './workbench';

const bench = workbench();
/** An item as one of a job that was started before. */
const json = { video_id: 'sample-id' };
/** Its key tells this n8n and workflow from others, which the proofs do not have. */
const unkeyed = (body: object = {}) =>
	'request_id' in body ? { ...body, request_id: 'key' } : body;
const text = (query: object) =>
	Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));

test.each([...operations.keys()])('%s', async (name) => {
	const [resource, operation] = name.split(':');
	// The first filling that something leaves for: some operations want at least one of several fields.
	for (const filling of fillings(resource, operation)) {
		const parameters = filling.make();
		if (name === 'template:generate') {
			// Its template is read first, and an empty text of it refused.
			parameters.templateId = byId(bench.known.template);
			parameters.options = { ...(parameters.options as object), keepEmptyText: true };
		}
		const { requests, refusal } = await send(parameters, json);
		if (!requests.length && refusal) continue;
		await bench.run(resource, operation, parameters, {
			items: [{ json, binary: filesOf(parameters) }],
			onError: 'continueRegularOutput',
		});
		const [first, ...others] = bench.sim.requests();
		if (!requests.length) return expect(first).toBeUndefined();
		const { method, path, query, body } = requests[0];
		const seen =
			[first, ...others].find((one) => one.method === method && one.path === path) ?? first;
		// A file leaves as parts, which the tests of uploads compare byte for byte.
		const isFile = !!body && 'file' in body;
		expect({
			method: seen.method,
			path: seen.path,
			query: seen.query,
			body: isFile ? body : unkeyed(seen.body),
		}).toEqual({ method, path, query: text(query), body: isFile ? body : unkeyed(body) });
		return;
	}
	throw new Error(`Nothing leaves for ${name}`);
});
