// Creates beside n8n's HTTP Request node that sends the same requests, in the pinned real n8n.
const { groupsOf, measureCreates } = require('../createMany');
const { atMost, shown } = require('../goals');

/** @type {import('../goals').Question} */
module.exports = {
	question: 'How long do many creates take, and how much memory?',
	goal: "at most 1.0 × the time and the memory of n8n's HTTP Request node",
	competitor:
		"n8n's HTTP Request node, one POST a row with the same body; and HeyGen's own node, which sends one row after the other (up to 100 rows)",
	async run(quick) {
		const measured = await measureCreates({
			items: quick ? [100] : [1, 100, 1000],
			latencies: quick ? [100] : [0, 100, 500],
			pairs: quick ? 2 : 4,
			real: true,
		});
		const goals = [];
		const rows = [];
		for (const [ours, theirs, official] of groupsOf(measured)) {
			const what = `${ours.items} creates at ${ours.latency} ms`;
			rows.push({
				work: what,
				'this node (s)': shown(ours.ms / 1000),
				'HTTP Request (s)': shown(theirs.ms / 1000),
				ratio: shown(ours.ms / theirs.ms),
				'this node, processor (s)': shown(ours.cpuMs / 1000),
				'HTTP Request, processor (s)': shown(theirs.cpuMs / 1000),
				"HeyGen's own node (s)": official ? shown(official.ms / 1000) : '',
				'this node (MB)': ours.mb,
				'HTTP Request (MB)': theirs.mb,
				out: ours.out,
				paid: ours.paid,
			});
			goals.push(atMost(`${what}: time`, ours.ms / theirs.ms, 1, '×'));
			// A handful of rows grows n8n by less than its own noise.
			if (ours.items >= 1000 && theirs.mb)
				goals.push(atMost(`${what}: memory at peak`, ours.mb, theirs.mb, 'MB'));
			goals.push(atMost(`${what}: paid beyond the rows`, ours.paid - ours.items, 0));
		}
		return {
			rows,
			goals,
			plot: {
				unit: 's',
				bars: measured.map(({ items, latency, name, ms }) => [
					`${items} at ${latency} ms, ${name}`,
					ms / 1000,
					name === measured[0].name,
				]),
			},
		};
	},
};
