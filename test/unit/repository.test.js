// What stands around the code: workflows pin their actions and rights, forms and guides say what is true.
const fs = require('node:fs');
const path = require('node:path');
const { parse } = require('yaml');
const { scripts, version } = require('../../package.json');

const root = path.join(__dirname, '..', '..');
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
const inFolder = (folder) =>
	fs
		.readdirSync(path.join(root, folder))
		.filter((file) => /\.ya?ml$/.test(file))
		.map((file) => `${folder}/${file}`);
const workflows = inFolder('.github/workflows');
const stepsOf = (workflow) => Object.values(workflow.jobs).flatMap(({ steps }) => steps);

describe.each(workflows)('%s', (file) => {
	const workflow = parse(read(file));

	test('pins every action to one version', () => {
		const used = stepsOf(workflow).flatMap(({ uses }) => uses ?? []);
		expect(used.length).toBeGreaterThan(1);
		for (const action of used) expect(action).toMatch(/@(v\d+\.\d+\.\d+|[0-9a-f]{40})$/);
	});

	test('has no more rights than it needs, an end, and no other run of its kind beside it', () => {
		expect(workflow.permissions).toEqual({ contents: 'read' });
		expect(workflow.concurrency.group).toEqual(expect.any(String));
		for (const job of Object.values(workflow.jobs)) {
			expect(job['timeout-minutes']).toBeGreaterThan(0);
			expect(job['runs-on']).not.toMatch(/latest/);
		}
	});

	test('runs only commands that package.json has', () => {
		const commands = stepsOf(workflow).flatMap(({ run = '' }) =>
			[...run.matchAll(/npm (?:run )?([\w:]+)/g)].map(([, name]) => name),
		);
		for (const name of commands)
			expect([name, ['ci', 'pack', 'publish'].includes(name) || name in scripts]).toEqual([
				name,
				true,
			]);
	});

	test('installs by the lock file alone', () => {
		for (const { run = '' } of stepsOf(workflow))
			expect(run).not.toMatch(/npm (install|i|add|exec|update)\b|\bnpx\b/);
	});

	test('gives the right to publish only to a job that a person approves, and that runs no code but npm', () => {
		for (const { permissions = workflow.permissions, environment, needs, steps } of Object.values(
			workflow.jobs,
		)) {
			expect(Object.keys(permissions)).toEqual([expect.stringMatching(/^(contents|id-token)$/)]);
			if (!permissions['id-token']) {
				expect(permissions).toEqual({ contents: 'read' });
				continue;
			}
			expect(environment).toEqual(expect.any(String));
			expect(needs).toEqual(expect.any(String));
			const used = steps.flatMap(({ uses }) => uses ?? []);
			expect(used.some((action) => action.startsWith('actions/checkout'))).toBe(false);
			expect(steps.flatMap(({ run }) => run ?? [])).toEqual([
				'npm publish ./*.tgz --ignore-scripts --provenance --access public',
			]);
		}
	});
});

test('what is published is the file that the tests have seen', () => {
	const { jobs } = parse(read('.github/workflows/publish.yml'));
	const { pack, publish } = jobs;
	expect(publish.needs).toBe('pack');
	const runs = pack.steps.map(({ run = '', uses = '' }) => run || uses);
	const at = (part) => runs.findIndex((run) => run.startsWith(part));
	expect(at('npm test')).toBeGreaterThan(at('npm run build'));
	expect(at('npm pack --ignore-scripts')).toBeGreaterThan(at('npm test'));
	const [up] = pack.steps.filter(({ uses = '' }) => uses.startsWith('actions/upload-artifact'));
	const [down] = publish.steps.filter(({ uses = '' }) =>
		uses.startsWith('actions/download-artifact'),
	);
	expect(down.with.name).toBe(up.with.name);
	expect(up.with['if-no-files-found']).toBe('error');
});

test('CI runs on every Node that is promised', () => {
	const { jobs } = parse(read('.github/workflows/ci.yml'));
	expect(jobs.node.strategy.matrix.node).toEqual([20, 22, 24]);
	expect(stepsOf({ jobs }).map(({ run }) => run)).toContain('bash .ci/run');
});

test('a tag that is not the version is refused before anything is published, and the tests run', () => {
	const steps = stepsOf(parse(read('.github/workflows/publish.yml'))).map(({ run = '' }) => run);
	const at = (part) => steps.findIndex((run) => run.includes(part));
	const check = steps[at('GITHUB_REF_NAME')];
	expect(at('GITHUB_REF_NAME')).toBeGreaterThan(0);
	for (const part of ['npm ci', 'npm run lint', 'npm test', 'npm run scan'])
		expect([part, at(part)]).toEqual([part, expect.any(Number)]);
	expect(at('npm publish')).toBe(steps.length - 1);
	expect(at('GITHUB_REF_NAME')).toBeLessThan(at('npm publish'));
	const { spawnSync } = require('node:child_process');
	const says = (tag) =>
		spawnSync('bash', ['-c', check], {
			cwd: root,
			env: { ...process.env, GITHUB_REF_NAME: tag },
		}).status;
	expect([says(`v${version}`), says('v99.0.0'), says(version)]).toEqual([0, 1, 1]);
});

test.each(inFolder('.github/ISSUE_TEMPLATE').filter((file) => !file.endsWith('config.yml')))(
	'%s is a form that GitHub takes',
	(file) => {
		const { name, description, body } = parse(read(file));
		expect([name, description]).toEqual([expect.any(String), expect.any(String)]);
		const ids = body.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		for (const { type, attributes } of body) {
			expect(['input', 'textarea', 'dropdown', 'checkboxes']).toContain(type);
			expect(attributes.label).toEqual(expect.any(String));
		}
	},
);

describe.each(['CONTRIBUTING.md', 'SECURITY.md'])('%s', (file) => {
	const text = read(file);

	test('names files that exist', () => {
		const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to]) => to);
		const named = [...text.matchAll(/`((?:nodes|tools|test|bench)\/[\w/.-]+)`/g)].map(
			([, to]) => to,
		);
		for (const one of [...links, ...named])
			expect([one, fs.existsSync(path.join(root, one))]).toEqual([one, true]);
	});

	test('names commands that package.json has', () => {
		for (const [, name] of text.matchAll(/npm run ([\w:]+)/g))
			expect([name, name in scripts]).toEqual([name, true]);
	});
});

test('the guide shows every room of the floors', () => {
	const { HOUSES } = require('../../tools/floors');
	const text = read('CONTRIBUTING.md');
	for (const room of HOUSES.flat(2))
		expect([room, text.includes(room.split('/').at(-1))]).toEqual([room, true]);
});
