// Jest's globalSetup of the browser tests: no n8n is started where there is no browser.
const { findChromium } = require('../../tools/n8n/editor');
const startShared = require('../../tools/n8n/shared');

module.exports = async () => {
	findChromium();
	await startShared();
};
