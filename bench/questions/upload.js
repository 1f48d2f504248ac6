// A large file out of n8n's binary storage to HeyGen, in the pinned real n8n.
const { measureUploads } = require('../upload');
const { atMost, shown } = require('../goals');
const { storesFor } = require('../lib');

/** @type {import('../goals').Question} */
module.exports = {
	question: 'What does an upload of 200 MB cost?',
	goal: "at most 1.0 × the time of n8n's HTTP Request node, memory at most 40 MB over idle",
	competitor:
		"n8n's HTTP Request node, which puts the same file to a server that takes everything: it has no address to ask for, nothing to check and no confirmation to wait for (0.1 s of ours: HeyGen takes a moment, and is asked again). The middle of four turns, who begins alternates. In the mode database n8n reads a file as a whole, for whoever asks",
	async run(quick) {
		const rows = [];
		const goals = [];
		const bars = [];
		for (const [mode, size] of storesFor(quick)) {
			const measured = await measureUploads({ size, turns: 4, modes: [mode] });
			const [alone, ours, theirs] = Object.values(measured);
			for (const { failed } of [alone, ours, theirs]) if (failed) throw new Error(failed);
			for (const [name, { ms, mb, same }] of Object.entries(measured))
				rows.push({
					work: `${size} MB, ${name}`,
					'time (s)': ms === undefined ? '' : shown(ms / 1000),
					'memory at peak over idle (MB)': mb,
					'bytes are the same': same ?? '',
				});
			goals.push(atMost(`${size} MB up, ${mode}: time`, ours.ms / theirs.ms, 1, '×'), {
				goal: `${mode}: the same bytes`,
				value: String(ours.same),
				limit: 'true',
				met: ours.same === true,
			});
			// In memory mode n8n itself holds every file.
			if (mode !== 'memory')
				goals.push(atMost(`${size} MB up, ${mode}: memory`, ours.mb, 40, 'MB'));
			bars.push(
				[`this node, ${mode}`, ours.ms / 1000, true],
				[`HTTP Request, ${mode}`, theirs.ms / 1000],
			);
		}
		return { rows, goals, plot: { unit: 's', bars } };
	},
};
