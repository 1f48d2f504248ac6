// A large video streamed into n8n's binary storage, in the pinned real n8n.
const { measureDownloads } = require('../download');
const { atMost, shown } = require('../goals');
const { storesFor } = require('../lib');

/** @type {import('../goals').Question} */
module.exports = {
	question: 'What does a download of 200 MB cost?',
	goal: "at most 1.0 × the time of n8n's HTTP Request node, memory at most 40 MB over idle",
	competitor:
		"n8n's HTTP Request node, which is given the ready link. The middle of four turns, who begins alternates",
	async run(quick) {
		const rows = [];
		const goals = [];
		const bars = [];
		for (const [mode, size] of storesFor(quick)) {
			const measured = await measureDownloads({ sizes: [size], turns: 4, mode, real: true });
			const [ours, theirs] = measured;
			for (const { name, ms, mb, same } of measured) {
				rows.push({
					work: `${size} MB, ${mode}: ${name}`,
					'time (s)': shown(ms / 1000),
					'memory at peak over idle (MB)': mb,
					'bytes are the same': same,
				});
				bars.push([`${name}, ${mode}`, ms / 1000, name === ours.name]);
			}
			goals.push(atMost(`${size} MB down, ${mode}: time`, ours.ms / theirs.ms, 1, '×'), {
				goal: `${mode}: the same bytes`,
				value: String(ours.same),
				limit: 'true',
				met: ours.same,
			});
			// In memory mode n8n itself holds every file.
			if (mode !== 'memory')
				goals.push(atMost(`${size} MB down, ${mode}: memory`, ours.mb, 40, 'MB'));
		}
		return { rows, goals, plot: { unit: 's', bars } };
	},
};
