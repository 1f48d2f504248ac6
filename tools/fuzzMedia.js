// Shows damaged files to the readers of nodes/api/media: none may throw, take more than 50 ms of the processor's time or read more than a million bytes.
//   node tools/fuzzMedia.js [--count 10000] [--seed 1]
const { parseArgs } = require('node:util');
require('./npm/source');
const { collection } = require('./media');
const { mutate, randomOf } = require('./mutate');

const [mostMs, mostBytes] = [50, 1_000_000];

async function main() {
	const { values } = parseArgs({
		options: {
			count: { type: 'string', default: '10000' },
			seed: { type: 'string', default: String(Date.now() % 1e9) },
		},
	});
	const { readMedia } = require('../nodes/api/media');
	const random = randomOf(Number(values.seed));
	const files = await collection();
	const found = { thrown: 0, slow: 0, greedy: 0, named: 0, broken: 0 };
	let [slowest, largest] = [0, 0];
	for (let index = 0; index < Number(values.count); index++) {
		const { name, bytes } = files[index % files.length];
		const damaged = mutate(bytes, random);
		let read = 0;
		const started = process.cpuUsage();
		try {
			const media = await readMedia({
				size: damaged.length,
				read: async (offset, length) => {
					const part = damaged.subarray(offset, offset + length);
					read += part.length;
					return part;
				},
			});
			found.named += Number(media !== undefined);
			found.broken += Number(media?.broken !== undefined);
		} catch (error) {
			found.thrown++;
			console.error(`${name}, number ${index}: ${error.stack}`);
		}
		// What other processes take meanwhile is not counted.
		const { user, system } = process.cpuUsage(started);
		const ms = (user + system) / 1000;
		slowest = Math.max(slowest, ms);
		largest = Math.max(largest, read);
		if (ms > mostMs) console.error(`${name}, number ${index}: ${Math.round(ms)} ms`);
		found.slow += Number(ms > mostMs);
		found.greedy += Number(read > mostBytes);
	}
	console.log(
		`${values.count} damaged files out of ${files.length}, seed ${values.seed}: ${found.thrown} threw, ` +
			`${found.slow} took longer than ${mostMs} ms (the slowest ${slowest.toFixed(1)} ms), ` +
			`${found.greedy} read more than ${mostBytes} bytes (the most ${largest}); ` +
			`${found.named} were still recognised, ${found.broken} of them as damaged`,
	);
	return found.thrown || found.slow || found.greedy ? 1 : 0;
}

main().then(
	(code) => process.exit(code),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
