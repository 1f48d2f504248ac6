// The model of many videos stays near what was measured.
const { monthOf, points } = require('../../bench/model');

test.each(points())('%s: within 20 % of what was measured', (what, measured, model) => {
	expect(Math.abs(Number(model) / Number(measured) - 1)).toBeLessThanOrEqual(0.2);
});

test('ten times the videos are ten times the jobs, the rows and the requests', () => {
	const [some, more] = [monthOf(100_000), monthOf(1_000_000)];
	expect(more.unfinished.busiest / some.unfinished.busiest).toBeCloseTo(10);
	expect(more.rows / some.rows).toBeCloseTo(10);
	expect(more.requestsPerMinute / some.requestsPerMinute).toBeCloseTo(10);
});
