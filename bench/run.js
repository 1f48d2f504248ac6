// Runs the questions of bench/questions one after the other and writes what came of it.
//   npm run bench                    all of them, within 25 minutes on 2 cores
//   npm run bench -- quick           smaller, within 5 minutes
//   npm run bench -- creates limits  some of them; the others stay in the report as of their date
//   npm run bench -- report          only writes the report anew from results.json
// Written: bench/results.json (raw figures), bench/RESULTS.md, bench/plots/*.svg. Ends with a line for each goal.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { duration, root } = require('../tools/npm/run');
const { svgOf } = require('./plot');

const FOLDER = path.join(root, 'bench');
const RAW = path.join(FOLDER, 'results.json');

/** The order in which they are asked and shown; short ones first. */
const NAMES = [
	'description',
	'refused',
	'mass',
	'creates',
	'limits',
	'polling',
	'pickers',
	'download',
	'upload',
	'trigger',
	'suspended',
];
/** Those of `quick`, which are smaller then; sleepers need two n8n and rest before each measurement. */
const QUICK = NAMES.filter((name) => name !== 'suspended');

/** Those that leave the machine idle nearly all the time are asked at once, where the first of them stands. */
const IDLE = ['limits', 'polling', 'pickers'];
const roundsOf = (names) => {
	const idle = names.filter((name) => IDLE.includes(name));
	return names.flatMap((name) =>
		IDLE.includes(name) ? (name === idle[0] ? [idle] : []) : [[name]],
	);
};

/** @returns {import('./goals').Question} */
const questionOf = (name) => require(`./questions/${name}`);

/** What one measurement ran on. The load is that before it began: above the number of cores the machine was busy with other things. */
function machine() {
	const { version } = require('../package.json');
	const { dependencies } = require('../tools/n8n/package.json');
	return {
		date: new Date().toISOString().slice(0, 16).replace('T', ' '),
		cores: os.cpus().length,
		cpu: os.cpus()[0]?.model.trim() ?? '',
		memoryGB: Math.round(os.totalmem() / 2 ** 30),
		load: Math.round(os.loadavg()[0] * 10) / 10,
		node: process.version,
		n8n: dependencies.n8n,
		package: version,
	};
}

const cell = (value) => String(value ?? '').replace(/\|/g, '\\|');
function table(rows) {
	const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	return [
		`| ${names.join(' | ')} |`,
		`| ${names.map(() => '---').join(' | ')} |`,
		...rows.map((row) => `| ${names.map((name) => cell(row[name])).join(' | ')} |`),
	].join('\n');
}

/** The report as Markdown. `present` are the names that were measured this time. */
function reportOf(results, present) {
	const known = NAMES.filter((name) => results[name]);
	const goals = known.flatMap((name) =>
		results[name].goals.map(({ goal, value, limit, met }) => ({
			question: `[${name}](#${name})`,
			goal: `${goal}${limit && ` ${limit}`}`,
			measured: value,
			'': met ? 'met' : '**missed**',
			'as of': `${results[name].machine.date}${present.includes(name) ? '' : ' (not this time)'}`,
		})),
	);
	const busy = known.some((name) => results[name].machine.load > results[name].machine.cores);
	return [
		'# Measured beside the others',
		'',
		'Written by `npm run bench`; the raw figures are in [results.json](results.json).',
		'',
		...(busy
			? [
					'Some of these figures were taken while the machine was busy with other things (the load is named with each question): only the ratios of one run say something there, and goals in seconds do not.',
					'',
				]
			: []),
		table(goals),
		...known.flatMap((name) => {
			const { rows, machine: on, seconds, quick } = results[name];
			const { question, goal, competitor } = questionOf(name);
			return [
				'',
				`## ${name}`,
				'',
				`${question} Goal: ${goal}. Beside it: ${competitor}.`,
				'',
				table(rows),
				'',
				`![${question}](plots/${name}.svg)`,
				'',
				`${on.date}, ${quick ? 'quick, ' : ''}${duration(seconds * 1000)}; ${on.cores} cores (${on.cpu}), ${on.memoryGB} GB, load ${on.load} before it began; Node ${on.node}, n8n ${on.n8n}, package ${on.package}.`,
			];
		}),
		'',
	].join('\n');
}

async function write(results, present) {
	fs.writeFileSync(RAW, `${JSON.stringify(results, null, '\t')}\n`);
	fs.mkdirSync(path.join(FOLDER, 'plots'), { recursive: true });
	for (const [name, { plot }] of Object.entries(results))
		fs.writeFileSync(
			path.join(FOLDER, 'plots', `${name}.svg`),
			svgOf(questionOf(name).question, plot),
		);
	const prettier = require('prettier');
	const file = path.join(FOLDER, 'RESULTS.md');
	for (const [at, text] of [
		[file, reportOf(results, present)],
		[RAW, JSON.stringify(results)],
	]) {
		const options = await prettier.resolveConfig(at);
		fs.writeFileSync(at, await prettier.format(text, { ...options, filepath: at }));
	}
}

async function main() {
	const words = process.argv.slice(2);
	const quick = words.includes('quick');
	const asked = words.filter((word) => word !== 'quick' && word !== 'report');
	const unknown = asked.filter((word) => !NAMES.includes(word));
	if (unknown.length)
		throw new Error(`No question is called '${unknown[0]}': use some of ${NAMES.join(', ')}`);
	const names = words.includes('report') ? [] : asked.length ? asked : quick ? QUICK : NAMES;
	const read = () => (fs.existsSync(RAW) ? JSON.parse(fs.readFileSync(RAW, 'utf8')) : {});
	let results = read();
	const failed = [];
	const begun = performance.now();
	let written = Promise.resolve();
	const ask = async (name) => {
		const on = machine();
		const { question, run } = questionOf(name);
		console.log(`\n${name}: ${question}`);
		const started = performance.now();
		try {
			const outcome = await run(quick);
			const seconds = Math.round((performance.now() - started) / 1000);
			console.log(`\n${name}:`);
			console.table(outcome.rows);
			// Kept at once: a later question that fails takes nothing away. And into what is there by then: another run may have written.
			written = written.then(async () => {
				results = read();
				results[name] = { machine: on, quick, seconds, ...outcome };
				await write(results, names);
			});
			await written;
		} catch (error) {
			failed.push(name);
			console.error(`${name} could not be measured:`, error);
		}
	};
	for (const round of roundsOf(names)) await Promise.all(round.map(ask));
	if (words.includes('report')) await write(results, NAMES);
	console.log('');
	for (const name of names.length ? names : NAMES)
		for (const { goal, value, limit, met } of results[name]?.goals ?? [])
			console.log(
				`${met ? 'met   ' : 'missed'} ${name}: ${goal}: ${value} (${limit || 'see goal'})`,
			);
	for (const name of failed) console.log(`missed ${name}: not measured`);
	if (names.length) console.log(`\nIn ${duration(performance.now() - begun)}.`);
	return failed.length;
}

main().then(
	(failed) => process.exit(failed ? 1 : 0),
	(error) => {
		console.error(error.message);
		process.exit(1);
	},
);
