// `npm run fuzz`: a thousand odd answers of HeyGen for every operation, picker, trigger and callback, and as many odd deliveries; none may end in an error of the code itself.
//   npm run fuzz -- [--answers 1000] [--seed 7] [-t name]   the seed is printed, and makes the same answers again
const path = require('node:path');
const { root, run } = require('./npm/run');

const args = process.argv.slice(2);
const take = (name, usual) => {
	const at = args.indexOf(name);
	return at < 0 ? usual : args.splice(at, 2)[1];
};
const FUZZ_ANSWERS = take('--answers', '1000');
const FUZZ_SEED = take('--seed', String(Math.floor(Math.random() * 2 ** 31)));
console.log(`${FUZZ_ANSWERS} answers each, seed ${FUZZ_SEED}`);

run(
	process.execPath,
	[path.join(root, 'tools', 'test.js'), 'engine', '--', 'test/engine/fuzz.test.ts', ...args],
	{ stdio: 'inherit', env: { ...process.env, FUZZ_ANSWERS, FUZZ_SEED } },
).then((code) => process.exit(code ?? 1));
