// The pages of docs/ say what is there: operations.md is what the node itself says, links lead to files, and the README is short.
const fs = require('node:fs');
const path = require('node:path');
const { LIMITS, PAGE, limitsPage, operationsPage, readNode } = require('../../tools/docs');

const root = path.join(__dirname, '..', '..');

test("docs/operations.md is the node's own: 'npm run docs' writes it anew", () => {
	const page = operationsPage(readNode());
	if (process.env.WRITE_DOCS) fs.writeFileSync(PAGE, page);
	expect(fs.readFileSync(PAGE, 'utf8')).toBe(page);
});

test("docs/limits.md is the node's own table of limits, each with its source", () => {
	const page = limitsPage(readNode());
	expect(fs.readFileSync(LIMITS, 'utf8')).toBe(page);
	expect(page).not.toContain('undefined');
});

test('no sentence of the page ends twice or begins small', () => {
	const odd = fs
		.readFileSync(PAGE, 'utf8')
		.split('\n')
		.filter((line) => /[^.]\.\.( |$)|[^.][a-z]\. (?!n8n)[a-z]/.test(line.replace(/e\.g\./g, '')));
	expect(odd).toEqual([]);
});

test('every link of every page leads to a file and to a heading that is there', () => {
	const anchors = (file) =>
		[...fs.readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
			heading
				.toLowerCase()
				.replace(/[^\p{L}\p{N}\s-]/gu, '')
				.replace(/ /g, '-'),
		);
	const pages = ['README.md', 'examples/README.md', 'deploy/README.md', 'CONTRIBUTING.md'].concat(
		fs
			.readdirSync(path.join(root, 'docs'))
			.filter((name) => name.endsWith('.md'))
			.map((name) => `docs/${name}`),
	);
	const broken = pages.flatMap((page) =>
		[...fs.readFileSync(path.join(root, page), 'utf8').matchAll(/\]\((?!https?:)([^)\s]+)\)/g)]
			.map(([, link]) => link)
			.filter((link) => {
				const [file, anchor] = link.split('#');
				const target = file ? path.join(root, path.dirname(page), file) : path.join(root, page);
				return !fs.existsSync(target) || (anchor && !anchors(target).includes(anchor));
			})
			.map((link) => `${page}: ${link}`),
	);
	expect(broken).toEqual([]);
});
