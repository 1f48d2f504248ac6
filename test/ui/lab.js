// What a test in the browser needs: the lab of the end-to-end tests, and n8n's editor in front of it.
const { Editor } = require('../../tools/n8n/editor');
const { openLab } = require('../e2e/lab');

/**
 * Opens the shared n8n's editor, with a simulated HeyGen of its own.
 * @param {object} [settings] the simulator's
 */
async function openEditor(settings) {
	const lab = await openLab(settings);
	const editor = await Editor.open({ url: lab.url, login: await lab.rest.login() });
	const close = async () => {
		await editor.close();
		await lab.close();
	};
	return { ...lab, editor, close };
}

module.exports = { openEditor };
