// Samples of what operations give, for docs/operations.md: from real runs against the simulator (test/engine/schemas.test.js), with stand-ins for what is another one each time.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const FILE = path.join(__dirname, 'samples.json');
/** The moment of all samples. */
const MOMENT = '2026-11-28T10:00:00.000Z';
/** Longest text that is shown, in characters. */
const LONG = 100;

/**
 * An item as a sample: IDs and moments are stand-ins, addresses without server and signature, of each list the first entry.
 * @param {object} item
 * @param {number} [longest] text that is shown whole
 */
function sampleOf(item, longest = LONG) {
	const ids = new Map();
	const standIn = (id) => {
		if (!ids.has(id))
			ids.set(id, createHash('md5').update(`sample ${ids.size}`).digest('hex').slice(0, id.length));
		return ids.get(id);
	};
	const text = (words) => {
		const steady = words
			.replace(/https?:\/\/(127\.0\.0\.1|localhost):\d+/g, 'https://files.example.com')
			.replace(/\?(expires|signature|token)=\S*/g, '')
			.replace(/[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, standIn)
			.replace(/whsec_\S+/g, 'whsec_…')
			.replace(/\b20\d\d-\d\d-\d\dT[\d:.]+Z/g, MOMENT);
		return steady.length > longest ? `${steady.slice(0, longest)}…` : steady;
	};
	const steady = (value, key = '') => {
		if (Array.isArray(value)) return value.slice(0, 1).map((one) => steady(one, key));
		if (value && typeof value === 'object')
			return Object.fromEntries(
				Object.entries(value).map(([name, one]) => [name, steady(one, name)]),
			);
		if (typeof value === 'string') return text(value);
		const isMoment = typeof value === 'number' && /_(at|time)$/.test(key) && value > 1e9;
		return isMoment ? Date.parse(MOMENT) / (value > 1e12 ? 1 : 1000) : value;
	};
	return steady(item);
}

/** By `resource/operation`. */
const readSamples = () => JSON.parse(fs.readFileSync(FILE, 'utf8'));
const writeSamples = (samples) =>
	fs.writeFileSync(FILE, `${JSON.stringify(samples, null, '\t')}\n`);

module.exports = { readSamples, sampleOf, writeSamples };
