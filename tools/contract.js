// Compares a newer description of HeyGen's API with the one that this project was made after, test/contract/api.json:
//   npm run contract -- FILE           prints what is new, changed or gone, and which operations of the node it concerns
//   npm run contract -- FILE --write   also takes it over: the contract tests then say what the node lacks
// FILE is an OpenAPI description, version 3.0, as JSON. Exit code 1 where something differs and is not taken over.
const fs = require('node:fs');
const path = require('node:path');
const { ensureModules } = require('./npm/modules');
const { root } = require('./npm/run');
const { differences, digestOf, textOf } = require('./contract/digest');

const DIGEST = path.join(root, 'test', 'contract', 'api.json');
const USAGE = 'Name the description to read: npm run contract -- FILE [--write]';

/** Which operations of the node send a request: by the request: `POST /v3/videos` → `video: createAvatar`, … */
function sendersOf() {
	const { operations } = require('../nodes/HeyGen/resources');
	const senders = new Map();
	for (const [key, { request: { method, url } = {} }] of operations) {
		if (!url) continue;
		const request = `${method} ${url}`.replace(/\{[^}]*\}/g, '{}');
		senders.set(request, [...(senders.get(request) ?? []), key.replace(':', ': ')]);
	}
	return (operation) => senders.get(operation.replace(/\{[^}]*\}/g, '{}')) ?? [];
}

async function main(args) {
	const [file] = args.filter((arg) => !arg.startsWith('-'));
	if (!file) throw new Error(USAGE);
	const write = args.includes('--write');
	const after = digestOf(JSON.parse(fs.readFileSync(path.resolve(file), 'utf8')));
	const before = fs.existsSync(DIGEST)
		? JSON.parse(fs.readFileSync(DIGEST, 'utf8'))
		: { contract: 'nothing', shapes: {}, operations: {} };
	const found = differences(before, after);
	await ensureModules();
	require('./npm/source');
	const senders = sendersOf();
	for (const { operation, kind, changes } of found) {
		const names = senders(operation);
		console.log(
			`\n${kind.padEnd(7)}  ${operation}: ${names.length ? `sent by ${names.join(', ')}` : 'not sent by the node'}`,
		);
		for (const change of changes) console.log(`  ${change}`);
	}
	const count = (wanted) => found.filter(({ kind }) => kind === wanted).length;
	console.log(
		`\n${before.contract} → ${after.contract}: ${count('new')} operations are new, ${count('changed')} changed, ${count('gone')} gone; ${Object.keys(after.operations).length} in all.`,
	);
	if (!write) return found.length ? 1 : 0;
	fs.writeFileSync(DIGEST, `${textOf(after)}\n`);
	console.log(`Written to ${path.relative(root, DIGEST)}.`);
	return 0;
}

main(process.argv.slice(2)).then(
	(code) => process.exit(code),
	(error) => {
		console.error(error.message);
		process.exit(1);
	},
);
