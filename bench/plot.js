// A small bar plot as SVG, readable on light and dark pages.
const BAR = 18;
const GAP = 8;
const NAMES = 330;
const WIDTH = 820;
const OURS = '#5b5bf0';
const OTHERS = '#9aa0a6';

const escaped = (text) =>
	text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
const shown = (value) => String(Number(value.toPrecision(3)));

/**
 * @param {string} title
 * @param {{unit: string, bars: Array<[name: string, value: number, ours?: boolean]>}} plot
 */
function svgOf(title, { unit, bars }) {
	const most = Math.max(...bars.map(([, value]) => value)) || 1;
	const scale = (WIDTH - NAMES - 110) / most;
	const height = 40 + bars.length * (BAR + GAP);
	const lines = bars.map(([name, value, ours], n) => {
		const y = 34 + n * (BAR + GAP);
		const width = Math.max(1, Math.round(value * scale));
		return [
			`<text x="${NAMES - 8}" y="${y + 13}" text-anchor="end">${escaped(name)}</text>`,
			`<rect x="${NAMES}" y="${y}" width="${width}" height="${BAR}" fill="${ours ? OURS : OTHERS}"/>`,
			`<text x="${NAMES + width + 6}" y="${y + 13}">${shown(value)} ${escaped(unit)}</text>`,
		].join('');
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" fill="#777">`,
		`<text x="8" y="18" font-size="14">${escaped(title)}</text>`,
		...lines,
		'</svg>\n',
	].join('\n');
}

module.exports = { svgOf };
