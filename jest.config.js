// Test suites by folder: each can be run alone with `npm run test:<suite>`.
const suite = (name, more = {}) => ({
	displayName: name,
	testMatch: [`<rootDir>/test/${name}/**/*.test.{ts,js}`],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' } },
		],
	},
	testEnvironment: 'node',
	...more,
});

// These test files share one real n8n.
const realN8n = {
	globalSetup: '<rootDir>/tools/n8n/shared.js',
	globalTeardown: '<rootDir>/tools/n8n/stopShared.js',
};

module.exports = {
	// A busy machine is no reason to fail; what hangs is found all the same.
	testTimeout: 30_000,
	projects: [
		suite('unit'),
		suite('engine'),
		suite('simulator'),
		suite('e2e', realN8n),
		suite('ui', { ...realN8n, globalSetup: '<rootDir>/test/ui/setup.js' }),
		suite('scale'),
		suite('versions'),
	],
};
