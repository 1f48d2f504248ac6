// Where a service that the tests need is missing, and none can be had, one sentence says what to install.
const { spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { until } = require('../../tools/npm/until');

const tools = path.join(__dirname, '..', '..', 'tools');
let folder;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bare-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** What a function of a tool gives or complains of, on a machine with no program at all and ports at which nobody listens. */
function onBareMachine(file, call, env = {}) {
	const script = `require(${JSON.stringify(path.join(tools, file))}).${call}.then(
		(found) => console.log(JSON.stringify(found)), (error) => console.log(error.message)).finally(() => process.exit())`;
	return spawnSync(process.execPath, ['-e', script], {
		env: { PATH: folder, XDG_CACHE_HOME: folder, TEST_REDIS_PORT: '1', ...env },
		encoding: 'utf8',
	}).stdout.trim();
}

test('no Redis: not at its port, not as a program, not to be fetched', () =>
	expect(onBareMachine('redis/redis.js', 'findRedis(async () => 2)')).toMatch(
		/^The tests of queue mode need Redis at redis:\/\/127\.0\.0\.1:1\/0 .*nobody answers there\. Install and start it \(Debian, Ubuntu: apt-get install redis-server\)\./,
	));

test('a Redis that is named is the one that is meant', () =>
	expect(
		onBareMachine('redis/redis.js', 'findRedis()', { TEST_REDIS_URL: 'redis://127.0.0.1:1/0' }),
	).toMatch(/redis:\/\/127\.0\.0\.1:1\/0 .*nobody answers there$/));

test('an installed browser is found by its name', () => {
	const program = path.join(folder, 'google-chrome-stable');
	fs.writeFileSync(program, '');
	const found = JSON.parse(onBareMachine('browser/browser.js', 'findBrowser()'));
	expect(found).toEqual({ executablePath: program, env: {} });
});

test('a program on the leash ends with the process that started it, however that ends', async () => {
	const data = path.join(folder, 'data');
	fs.mkdirSync(data);
	const script = `
		const stdio = ['ignore', 'inherit', 'ignore'];
		const server = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio });
		require(${JSON.stringify(path.join(tools, 'npm/leash.js'))}).leash(server, ${JSON.stringify(data)});
		console.log('up'); setInterval(() => {}, 1000)`;
	const starter = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
	await once(starter.stdout, 'data');
	// The program holds this pipe, too: it ends when both are gone.
	const ended = once(starter.stdout.resume(), 'end');
	starter.kill('SIGKILL');
	await ended;
	await until('its folder is gone', () => !fs.existsSync(data), 20_000);
}, 60_000);
