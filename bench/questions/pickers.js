// Pickers over a library of HeyGen's real size.
const { measurePickers } = require('../pickers');

/** @type {import('../goals').Question} */
module.exports = {
	question: 'How long do the pickers take over 9,850 looks at 1 s a page?',
	goal: 'first 50 names within 2 s, own looks first; any name within 10 s, a second search within 1 s; at most 8 requests at once',
	competitor: 'one page after the other: 197 pages of 1 s (reckoned, not measured)',
	async run(quick) {
		const { rows, goals } = await measurePickers({ searches: quick ? 2 : 5 });
		return {
			rows: rows.map(({ what, ms, requests, found }) => ({
				what,
				ms,
				requests,
				found: found ?? '',
			})),
			goals: goals.map(({ goal, value, met }) => ({ goal, value: String(value), limit: '', met })),
			plot: {
				unit: 's',
				bars: [
					...rows.map(
						({ what, ms }) => /** @type {[string, number, boolean]} */ ([what, ms / 1000, true]),
					),
					['page after page (reckoned)', 197],
				],
			},
		};
	},
};
