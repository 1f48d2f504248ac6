// n8n's editor in a real browser, as a person uses it: for tests and screenshots. Written after n8n 2.40.7, the pinned one.
//
//   const editor = await Editor.open({ url, login });
//   await editor.workflow(id);
//   await editor.openNode('Create Avatar Video');
//   await editor.pick('avatarId', { word: 'twin' });
//   await editor.close();
const { chromium } = require('playwright-core');
const { findBrowser } = require('../browser/browser');

/** The editor may do nothing on the network but talk to its n8n. */
const QUIET = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];
/** How long anything may take to be shown, in milliseconds: a busy machine. */
const SHOWN_MS = 20_000;

const byId = (id) => `[data-test-id="${id}"]`;

class Editor {
	#browser;
	#url;
	/** Called when an execution that this editor started has ended. */
	/** @type {(value?: unknown) => void} */
	#ended = () => {};

	constructor(browser, page, url) {
		this.#browser = browser;
		this.#url = url;
		/** Playwright's page, for what has no function here. */
		this.page = page;
		// n8n tells its editor over a web socket how an execution goes.
		page.on('websocket', (socket) =>
			socket.on(
				'framereceived',
				({ payload }) => String(payload).includes('"executionFinished"') && this.#ended(),
			),
		);
	}

	/**
	 * Starts a browser and signs in.
	 * @param {{url: string, login: {email: string, password: string}, width?: number, height?: number, scale?: number}} options
	 *   n8n's address, who signs in, and the window's size in pixels
	 * @throws {Error} where there is no browser, and none can be had
	 */
	static async open({ url, login, width = 1400, height = 1000, scale = 1 }) {
		const { executablePath, env } = await findBrowser();
		const browser = await chromium.launch({
			executablePath,
			env: { ...process.env, ...env },
			args: QUIET,
		});
		const context = await browser.newContext({
			viewport: { width, height },
			deviceScaleFactor: scale,
		});
		const page = await context.newPage();
		page.setDefaultTimeout(SHOWN_MS);
		const editor = new Editor(browser, page, url);
		try {
			await page.goto(`${url}/signin`);
			await page.fill('input[type=email]', login.email);
			await page.fill('input[type=password]', login.password);
			await page.keyboard.press('Enter');
			await page.waitForURL(/home|workflow/);
		} catch (error) {
			await editor.close();
			throw error;
		}
		return editor;
	}

	/** Opens a new workflow: an empty canvas. */
	async newWorkflow() {
		await this.page.goto(`${this.#url}/workflow/new`);
		await this.#at('canvas-plus-button').waitFor();
	}

	/** Adds the first node by one of its actions, which opens its panel. n8n puts a manual trigger before it. */
	async addFirstNode(app, action) {
		await this.#at('canvas-plus-button').click();
		await this.search(app);
		await this.#at('node-creator-item-name').getByText(app, { exact: true }).first().waitFor();
		await this.page.keyboard.press('Enter');
		// An empty canvas begins with triggers: the actions are folded.
		await this.page.getByText(/^Actions \(\d+\)/).click();
		await this.#at('node-creator-item-name').getByText(action, { exact: true }).click();
		await this.#at('node-parameters').waitFor();
	}

	/** Opens a stored workflow and waits until its nodes are drawn. */
	async workflow(id) {
		await this.page.goto(`${this.#url}/workflow/${id}`);
		await this.#at('canvas-node').first().waitFor();
		await this.fit();
	}

	/** Fits the workflow into the canvas. */
	async fit() {
		await this.#at('zoom-to-fit').click();
	}

	#at(id) {
		return this.page.locator(byId(id));
	}

	/** A node on the canvas. */
	node(name) {
		return this.page.locator(`${byId('canvas-node')}[data-node-name="${name}"]`);
	}

	/** What stands under all nodes of the canvas: name and subtitle. */
	async nodeTexts() {
		// Before them come the names of the node's outputs.
		return (await this.#at('canvas-node').allInnerTexts()).map((text) =>
			text
				.split('\n')
				.map((line) => line.trim())
				.filter(Boolean)
				.slice(-2),
		);
	}

	/** The names at the outputs of a node; none where it has only one. */
	async outputsOf(name) {
		return (await this.node(name).locator(byId('canvas-node-output-handle')).allInnerTexts())
			.map((text) => text.trim())
			.filter(Boolean);
	}

	/** Adds a node behind the last one by one of its actions, which opens its panel. */
	async addNode(app, action) {
		await this.#at('canvas-handle-plus').last().click();
		await this.search(app);
		await this.#at('node-creator-item-name').getByText(app, { exact: true }).click();
		await this.page
			.locator(byId('node-creator-item-name'), { hasText: action })
			.getByText(action, { exact: true })
			.click();
		await this.#at('node-parameters').waitFor();
	}

	/** Types into the list of nodes. */
	async search(word) {
		await this.#at('node-creator-search-bar').waitFor();
		await this.page.keyboard.type(word);
	}

	/** Opens a node's panel. */
	async openNode(name) {
		await this.node(name).dblclick();
		await this.#at('node-parameters').waitFor();
	}

	async closeNode() {
		await this.#at('ndv-close-button').click();
		await this.#at('node-parameters').waitFor({ state: 'detached' });
	}

	/** Chooses the credential of the open panel. */
	async chooseCredential(name) {
		await this.#at('node-credentials-select').first().click();
		await this.#choices().getByText(name, { exact: true }).click();
		await this.#choicesGone();
	}

	/** Opens the dialog of the credential that the open panel uses, where n8n tests it at once. */
	async openCredential() {
		await this.#at('credential-edit-button').click();
		await this.#at('credential-edit-dialog').waitFor();
	}

	/** Saves the open credential, which n8n then tests. */
	async saveCredential() {
		await this.#at('credential-save-button').click();
		await this.page.getByText('Credential saved').first().waitFor();
	}

	/**
	 * Waits until a text can be seen.
	 * @throws {Error} where it does not appear
	 */
	async sees(text) {
		await this.page.getByText(text).locator('visible=true').first().waitFor();
	}

	/** The labels of the panel's parameters, in order. */
	async labels() {
		const labels = this.page.locator(`${byId('node-parameters')} ${byId('input-label')}:visible`);
		// Behind the label come the switches that appear when the mouse is over it.
		return (await labels.allInnerTexts()).map((label) => label.trim().split('\n')[0]);
	}

	/** The methods of the addresses that a trigger's panel names. */
	async webhookMethods() {
		await this.page.getByText('Webhook URLs').click();
		const methods = this.page.locator('.webhooks .http-method');
		await methods.first().waitFor();
		return (await methods.allInnerTexts()).map((method) => method.trim());
	}

	/** A parameter's input, by the parameter's name. */
	field(name) {
		return this.page.locator(byId(`parameter-input-${name}`)).first();
	}

	/** What a parameter shows as chosen or typed in. */
	async shownIn(name) {
		// A resource locator has an input of its own for the way of choosing, which comes first.
		return await this.field(name).locator('input, textarea').last().inputValue();
	}

	/** Clicks into a parameter and types, key by key; `row` is its place among those of its name. */
	async type(name, text, row = 0) {
		await this.page
			.locator(byId(`parameter-input-${name}`))
			.nth(row)
			.locator('input, textarea')
			.first()
			.click();
		await this.page.keyboard.type(text);
	}

	/** Types a text or a number into a parameter. */
	async fill(name, text) {
		await this.field(name).locator('input, textarea').first().fill(String(text));
	}

	/** Turns a parameter into an expression, such as `{{ $json.script }}`, and waits until n8n shows what it gives for the first item. */
	async expression(name, text, gives) {
		await this.field(name).hover();
		await this.page
			.locator(
				`${byId(`${name}-parameter-input-options-container`)} ${byId('radio-button-expression')}`,
			)
			.click();
		await this.field(name).locator(byId('inline-expression-editor-input')).click();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.insertText(text);
		await this.#at('tab-params').click();
		await this.#at(`parameter-expression-preview-${name}`).getByText(gives).waitFor();
	}

	/** Adds a row to a list by the words on its button. */
	async addRow(button) {
		await this.page.getByText(button, { exact: true }).click();
	}

	/** Lets the model of an AI agent decide on a parameter. */
	async letModelFill(name) {
		await this.page
			.locator(
				`${byId(`${name}-parameter-input-persistent-options-container`)} ${byId('from-ai-override-button')}`,
			)
			.click();
	}

	/** Chooses from a plain dropdown; several words choose several. */
	async choose(name, ...words) {
		for (const word of words) {
			await this.field(name).locator('input').first().click();
			await this.#choices().getByText(word, { exact: true }).first().click();
		}
		if (words.length > 1) await this.page.keyboard.press('Escape');
		await this.#choicesGone();
	}

	/** What a plain dropdown offers: `[name, description]` of each entry. */
	async offered(name) {
		const texts = await (await this.openChoices(name)).allInnerTexts();
		await this.page.keyboard.press('Escape');
		await this.#choicesGone();
		return texts.map((text) =>
			text
				.split('\n')
				.map((line) => line.trim())
				.filter(Boolean),
		);
	}

	/** Opens a plain dropdown. Returns its entries. */
	async openChoices(name) {
		// A list that comes from HeyGen opens when it is there; at its left may stand what has been chosen.
		await this.field(name).locator('input:not([disabled])').first().waitFor();
		await this.field(name).locator('.el-select__caret').first().click();
		await this.#choices().first().waitFor();
		return this.#choices();
	}

	/** Types a word into the open dropdown and takes the first entry that has it, by keys alone. */
	async chooseByKeys(word) {
		// n8n keeps the word before.
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.type(word);
		await this.#choices().getByText(word).first().waitFor();
		await this.page.keyboard.press('ArrowDown');
		await this.page.keyboard.press('Enter');
	}

	/** The entries of the dropdown that is open. */
	#choices() {
		return this.page.locator('.el-select-dropdown__item:visible');
	}

	/** Waits until a dropdown has faded out: the next one's entries would be mixed up with its own. */
	async #choicesGone() {
		await this.#choices().first().waitFor({ state: 'hidden' });
	}

	/** Opens the searchable list of a resource locator; `row` is its place among those of its name. */
	async openPicker(name, row = 0) {
		await this.page
			.locator(`${byId(`resource-locator-${name}`)} ${byId('rlc-input')}`)
			.nth(row)
			.click();
		await this.picked().first().waitFor();
	}

	/** The rows that the open list shows. */
	picked() {
		return this.page.locator(`${byId('rlc-item')}:visible`);
	}

	/** Types a word into the open list and waits until every row has it; what is chosen already n8n keeps on top. */
	async searchPicker(word) {
		await this.page.locator(`${byId('rlc-search')}:visible`).fill(word);
		await this.page.waitForFunction(
			([rows, word]) => {
				const shown = [...document.querySelectorAll(rows)].filter(
					(row) => row.offsetParent && !/selected/.test(row.className),
				);
				return (
					shown.length > 0 && shown.every((row) => row.textContent.toLowerCase().includes(word))
				);
			},
			[byId('rlc-item'), word.toLowerCase()],
		);
	}

	/** Scrolls the open list to its end and waits for the next page. Returns how many rows there are then. */
	async scrollPicker() {
		const before = await this.picked().count();
		await this.picked().last().scrollIntoViewIfNeeded();
		await this.picked().nth(before).waitFor();
		return await this.picked().count();
	}

	/**
	 * Chooses from a resource locator's list.
	 * @param {string} name
	 * @param {{word?: string, row?: number}} [options] what to search for, and which of the rows found to take
	 * @returns {Promise<string>} the row's text
	 */
	async pick(name, { word, row = 0 } = {}) {
		await this.openPicker(name);
		if (word) await this.searchPicker(word);
		const chosen = this.picked().nth(row);
		const text = (await chosen.innerText()).trim();
		await chosen.click();
		return text;
	}

	/** What can be added to the panel's options, or to another collection by the words on its button. */
	async addableOptions(button = 'Add option') {
		const entries = await this.openOptions(button);
		const labels = await entries.allTextContents();
		await this.page.keyboard.press('Escape');
		await entries.first().waitFor({ state: 'detached' });
		return labels;
	}

	/** Adds to the panel's options, or to another collection by the words on its button. */
	async addOption(label, button = 'Add option') {
		const entries = await this.openOptions(button);
		await entries.getByText(label, { exact: true }).click();
		await entries.first().waitFor({ state: 'detached' });
	}

	/** Opens the list of what can be added to the panel's options, or to another collection. Returns its entries. */
	async openOptions(button = 'Add option') {
		const entries = this.page.locator(`${byId('collection-parameter-option')}:visible`);
		await this.page.locator(`input[placeholder="${button}"]:visible`).click();
		await entries.first().waitFor();
		return entries;
	}

	/** Runs the node whose panel is open, with all that is before it, and waits for its end. */
	async execute() {
		const ended = new Promise((resolve) => (this.#ended = resolve));
		await this.startExecution();
		await ended;
		await this.#at('node-execute-button').getByText('Execute step').waitFor();
	}

	/** Runs the node whose panel is open without waiting for its end. */
	async startExecution() {
		await this.#at('node-execute-button').click();
	}

	/** Runs the whole workflow from its canvas and waits for its end. */
	async executeWorkflow() {
		const ended = new Promise((resolve) => (this.#ended = resolve));
		await this.#at('execute-workflow-button').click();
		await ended;
	}

	/** Opens the file that the run has brought, where n8n plays it. */
	async viewFile() {
		await this.#at('ndv-view-binary-data').first().click();
		await this.#at('ndv-binary-data_0').or(this.page.locator('video, audio')).first().waitFor();
	}

	/** All that the right half of the panel says. */
	async output() {
		return await this.#at('output-panel').innerText();
	}

	/** The items in the right half of the panel as a table: one object per item, by its columns. */
	async items() {
		const panel = this.#at('output-panel');
		await panel.locator(byId('radio-button-table')).click();
		await panel.locator('tbody tr').first().waitFor();
		const columns = (await panel.locator('thead th').allInnerTexts()).map((text) => text.trim());
		const rows = await panel
			.locator('tbody tr')
			.evaluateAll((all) =>
				all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim())),
			);
		return rows.map((row) => Object.fromEntries(columns.map((column, n) => [column, row[n]])));
	}

	/** Saves a picture of a part of the page, by n8n's name for it, without its first `top` pixels. Messages that pass by are closed first. */
	async picture(file, part, top = 0) {
		for (const toast of await this.page.locator('.el-notification__closeBtn').all())
			await toast.click();
		await this.page.locator('.el-notification').first().waitFor({ state: 'detached' });
		const { x, y, width, height } = await this.#at(part).first().boundingBox();
		await this.page.screenshot({
			path: file,
			animations: 'disabled',
			clip: { x, y: y + top, width, height: height - top },
		});
	}

	/** Ends the browser. */
	async close() {
		await this.#browser.close();
	}
}

module.exports = { Editor };
