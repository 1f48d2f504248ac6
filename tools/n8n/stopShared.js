// Jest's globalTeardown to shared.js.
module.exports = async () => {
	await globalThis.sharedN8n?.stop();
};
