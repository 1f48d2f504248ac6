// Every example in the real n8n: imported as it is, run with the data of other services pinned; what is HeyGen really happens, at the simulator.
const fs = require('node:fs');
const path = require('node:path');
const { failureOf } = require('../../tools/n8n/rest');
const { cases, picksOf } = require('../engine/examplePins');
const { byId, openLab } = require('./lab');

const folder = path.join(__dirname, '../../examples');
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));

let lab;
beforeAll(async () => (lab = await openLab({ jobSeconds: 0.5 })));
afterAll(async () => await lab.close());
beforeEach(() => lab.simulator.reset());

test('n8n knows every node of every example in the version that it names', async () => {
	const known = new Map();
	for (const { name, version } of await lab.rest.nodeTypes())
		known.set(name, [...(known.get(name) ?? []), ...[version].flat()]);
	const unknown = fs
		.readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.flatMap((name) => read(name).nodes.map((node) => ({ name, ...node })))
		.filter(({ type, typeVersion }) => !known.get(type)?.includes(typeVersion))
		.map(({ name, type, typeVersion }) => `${name}: ${type} ${typeVersion}`);
	expect(unknown).toEqual([]);
});

test.each(Object.entries(cases))('%s', async (name, { pins, node, count, json, binary }) => {
	const catalogue = lab.simulator.catalogue();
	const picks = picksOf(catalogue);
	const workflow = read(name);
	for (const { parameters } of workflow.nodes)
		for (const [field, value] of Object.entries(picks))
			if (parameters[field]?.value === '') parameters[field] = byId(value);
	const pinData = pins(catalogue);
	const execution = await lab.rest.runToEnd(
		await lab.rest.createWorkflow({ ...workflow, pinData }, [lab.credential]),
		{ trigger: Object.keys(pinData).find((one) => isStart(workflow, one)) },
	);
	expect(failureOf(execution)).toBeUndefined();
	const items = execution.data.resultData.runData[node].flatMap(
		({ data }) => data?.main?.flat() ?? [],
	);
	expect(items).toHaveLength(count);
	for (const one of items) {
		if (json) expect(one.json).toMatchObject(json);
		if (binary) expect(one.binary.data.mimeType).toBe(binary);
	}
	expect(lab.simulator.violations()).toEqual([]);
});

/** Whether a node starts its workflow. */
const isStart = ({ connections }, name) =>
	name in connections &&
	!Object.values(connections).some(({ main = [] }) => main.flat().some((one) => one.node === name));
