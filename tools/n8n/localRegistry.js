// A package registry on this machine that knows one package, and an `npm` for n8n that asks it: so n8n's own way of
// installing a community package can be tried before anything is published.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const { npm } = require('../npm/run');

/** n8n asks the public registry itself before it calls npm; where that name leads nowhere, it believes npm. */
const OFFLINE = path.join(__dirname, 'offline.js');

/** The program that n8n finds as `npm`: the real one, whatever registry it is told. */
const shim = (command, args, url) => `#!${process.execPath}
const { spawnSync } = require('node:child_process');
const given = process.argv.slice(2).filter((arg) => !arg.startsWith('--registry='));
// Without this folder on the path: the real npm is meant.
const PATH = process.env.PATH.split(${JSON.stringify(path.delimiter)}).filter((folder) => folder !== __dirname).join(${JSON.stringify(path.delimiter)});
const env = { ...process.env, PATH, NODE_OPTIONS: '' };
const { status } = spawnSync(${JSON.stringify(command)}, [...${JSON.stringify(args)}, ...given, '--registry=${url}'], { stdio: 'inherit', env });
process.exit(status ?? 1);
`;

/**
 * Starts the registry.
 * @param {string} tarball the packed package
 * @returns {Promise<{env: Record<string, string>, publish(tarball: string, version: string): void, stop: () => Promise<void>}>} n8n's
 *   settings for it; `publish` adds a newer version
 */
async function startLocalRegistry(tarball) {
	const { name, version: first } = require('../../package.json');
	/** @type {Map<string, Buffer>} tarballs by version, the newest last */
	const published = new Map();
	const publish = (file, version) => void published.set(version, fs.readFileSync(file));
	publish(tarball, first);
	/** @returns {string} */
	const url = () => `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`;
	const described = ([version, bytes]) => {
		const digest = (algorithm, encoding) => createHash(algorithm).update(bytes).digest(encoding);
		const dist = {
			tarball: `${url()}/${version}.tgz`,
			shasum: digest('sha1', 'hex'),
			integrity: `sha512-${digest('sha512', 'base64')}`,
		};
		return [version, { name, version, dist }];
	};
	const server = http.createServer((request, response) => {
		const asked = decodeURIComponent(request.url.split('?')[0]).slice(1);
		const bytes = published.get(asked.replace(/\.tgz$/, ''));
		if (bytes) return response.end(bytes);
		if (asked !== name) return response.writeHead(404).end('{}');
		response.setHeader('content-type', 'application/json');
		response.end(
			JSON.stringify({
				name,
				'dist-tags': { latest: [...published.keys()].at(-1) },
				versions: Object.fromEntries([...published].map(described)),
			}),
		);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'npm-'));
	const [command, args] = npm([]);
	fs.writeFileSync(path.join(folder, 'npm'), shim(command, args, url()), { mode: 0o755 });
	return {
		publish,
		env: {
			PATH: folder + path.delimiter + process.env.PATH,
			NODE_OPTIONS: `--require ${JSON.stringify(OFFLINE)}`,
		},
		async stop() {
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			});
			fs.rmSync(folder, { recursive: true, force: true });
		},
	};
}

module.exports = { startLocalRegistry };
