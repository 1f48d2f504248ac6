// Jest's globalSetup of the browser tests: a browser first, since no n8n is started where there is none.
const { findBrowser } = require('../../tools/browser/browser');
const startShared = require('../../tools/n8n/shared');

module.exports = async () => {
	await findBrowser();
	await startShared();
};
