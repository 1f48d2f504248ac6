// The operators' page and its compose file agree with each other and with the pinned n8n.
const fs = require('node:fs');
const path = require('node:path');
const { dependencies } = require('../../tools/n8n/package.json');
const { name, version } = require('../../package.json');

const folder = path.join(__dirname, '..', '..', 'deploy');
const read = (file) => fs.readFileSync(path.join(folder, file), 'utf8');
const compose = read('compose.yaml');

test('runs the n8n that the tests run, with this package in it', () => {
	const images = [...compose.matchAll(/n8nio\/n8n:(\S+)/g)].map(([, version]) => version);
	expect(images.length).toBeGreaterThan(0);
	expect(new Set(images)).toEqual(new Set([dependencies.n8n]));
	expect(compose).toMatch(new RegExp(`npm install .* ${name}@${version.replaceAll('.', '\\.')}'`));
});

test('installs one version and runs no script of a package', () => {
	const [command, ...others] = compose.match(/npm (install|i|add) [^']*/g);
	expect(others).toEqual([]);
	for (const part of ['--ignore-scripts', '--save-exact', '--omit=dev'])
		expect(command).toContain(part);
});

test('every setting that it takes from outside is in .env.example', () => {
	const taken = new Set([...compose.matchAll(/\$\{(\w+)/g)].map(([, variable]) => variable));
	const offered = new Set(
		[...read('.env.example').matchAll(/^(\w+)=/gm)].map(([, variable]) => variable),
	);
	expect([...taken].sort()).toEqual([...offered].sort());
});

test('the page links to files that exist', () => {
	const links = [...read('README.md').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
		([, file]) => file,
	);
	expect(links.length).toBeGreaterThan(0);
	for (const link of links) expect(fs.existsSync(path.join(folder, link))).toBe(true);
});

test('the callbacks reach the webhook process', () => {
	const caddy = read('Caddyfile');
	for (const called of ['/webhook/*', '/webhook-waiting/*'])
		expect(/@called path (.*)/.exec(caddy)[1].split(' ')).toContain(called);
	expect(caddy).toContain('reverse_proxy @called webhook:5678');
});
