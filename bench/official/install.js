// HeyGen's own node for n8n, out of npm and into a cache outside the work tree: something to be measured beside.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { installOnDemand } = require('../../tools/npm/onDemand');
const { npmQuietly } = require('../../tools/npm/run');

const NAME = '@heygenofficial/n8n-nodes-heygen-official';

/**
 * A user folder for n8n that has the package in it.
 * @returns {Promise<{userFolder: string, remove: () => void}>}
 */
async function folderWithOfficialNode(say = (line) => console.error(line)) {
	const folder = await installOnDemand({
		pinned: __dirname,
		name: 'official-node',
		title: "HeyGen's own node",
		usually: 'a few seconds and 1 MB',
		say,
		into: async (to) => {
			await npmQuietly(['ci', '--ignore-scripts', '--legacy-peer-deps', '--no-audit'], { cwd: to });
		},
	});
	const userFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'n8n-'));
	fs.cpSync(
		path.join(folder, 'node_modules', NAME),
		path.join(userFolder, '.n8n', 'nodes', 'node_modules', NAME),
		{ recursive: true },
	);
	return {
		userFolder,
		remove: () => fs.rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 }),
	};
}

module.exports = { NAME, folderWithOfficialNode };
