// The README says what is there: its commands are those of package.json, and its links lead to files.
const fs = require('node:fs');
const path = require('node:path');
const { scripts } = require('../../package.json');

const root = path.join(__dirname, '..', '..');
const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');

test('every npm command that it names exists', () => {
	const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
	expect(named.length).toBeGreaterThan(0);
	expect(named.filter((name) => !scripts[name])).toEqual([]);
});

test('every file that it links to exists', () => {
	const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, file]) => file);
	expect(links.length).toBeGreaterThan(0);
	expect(links.filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([]);
});

test('it is short enough to be read', () => {
	expect(readme.split('\n').length).toBeLessThanOrEqual(120);
});
