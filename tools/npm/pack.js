// Packs the built package as npm would publish it.
const fs = require('node:fs');
const path = require('node:path');
const { npmQuietly, runQuietly } = require('./run');

/**
 * Packs the package into a folder and unpacks it there.
 * @param {string} into an existing folder
 * @returns {Promise<{tarball: string, folder: string}>} the .tgz, and the folder with its files
 */
async function pack(into) {
	await npmQuietly(['pack', '--silent', '--pack-destination', into]);
	const name = fs.readdirSync(into).find((file) => file.endsWith('.tgz'));
	await runQuietly('tar', ['-xzf', name], { cwd: into });
	return { tarball: path.join(into, name), folder: path.join(into, 'package') };
}

module.exports = { pack };
