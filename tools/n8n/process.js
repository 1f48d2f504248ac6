// One process of n8n: main, worker or webhook. Starts it, waits until it is healthy, stops it with all its children.
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');

/** How long n8n may take to answer after its start, in milliseconds: it migrates its database in the first one. */
const START_LIMIT_MS = 180_000;
/** How long n8n may take to stop by itself before it is killed, in milliseconds. */
const STOP_LIMIT_MS = 15_000;
/** How often to ask n8n whether it is up, in milliseconds. */
const ASK_AGAIN_MS = 200;
/** How much of n8n's output is kept, in characters. */
const LOG_LIMIT = 5_000_000;
/** How many lines of it an exception shows. */
const SHOWN_LINES = 30;

class N8nProcess {
	#child;
	#log = '';

	/**
	 * @param {object} options
	 * @param {{node: string, n8n: string}} options.installation from installN8n
	 * @param {string[]} options.args n8n's command: `start`, `worker` or `webhook`
	 * @param {NodeJS.ProcessEnv} options.env
	 * @param {string} options.folder where it runs
	 * @param {string} options.healthUrl answers 200 when it is up
	 */
	constructor({ installation, args, env, folder, healthUrl }) {
		this.installation = installation;
		this.args = args;
		this.env = env;
		this.folder = folder;
		this.healthUrl = healthUrl;
	}

	/** The process id, for those who measure it; undefined while it is stopped. */
	get pid() {
		return this.#child?.pid;
	}

	/** What n8n has printed so far, over all its starts. */
	logs() {
		return this.#log;
	}

	/**
	 * Starts n8n and waits until it answers.
	 * @throws {Error} when it ends or does not answer in three minutes: the last lines that it printed
	 */
	async start() {
		const { installation, args, env, folder } = this;
		const child = spawn(
			installation.node,
			['--require', path.join(__dirname, 'guard.js'), installation.n8n, ...args],
			{
				cwd: folder, // n8n would read a .env of the folder in which it runs
				env,
				detached: true,
				stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
			},
		);
		this.#child = child;
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (chunk) => (this.#log = (this.#log + chunk).slice(-LOG_LIMIT)));
		let end;
		child.once('exit', (code, signal) => {
			this.#child = undefined;
			end = signal ?? `exit code ${code}`;
		});

		const started = Date.now();
		while (!(await this.#isUp())) {
			if (!this.#child)
				throw new Error(`n8n ended with ${end} while starting:\n${this.#lastLines()}`);
			if (Date.now() - started > START_LIMIT_MS) {
				await this.kill();
				throw new Error(
					`n8n did not answer ${this.healthUrl} within ${START_LIMIT_MS / 1000} s:\n${this.#lastLines()}`,
				);
			}
			await wait(ASK_AGAIN_MS);
		}
	}

	/** Asks n8n to stop and waits for it; kills what does not stop. Does nothing where it is stopped already. */
	async stop() {
		const child = this.#child;
		if (!child) return;
		const ended = once(child, 'exit');
		child.kill('SIGTERM');
		const inTime = await Promise.race([
			ended.then(() => true),
			wait(STOP_LIMIT_MS, false, { ref: false }),
		]);
		this.#killGroup(child.pid);
		if (!inTime) await ended;
	}

	/**
	 * Ends n8n and its children at once, as a crash of the machine would.
	 * @param {NodeJS.Signals} [signal]
	 */
	async kill(signal = 'SIGKILL') {
		const child = this.#child;
		if (!child) return;
		const ended = once(child, 'exit');
		this.#killGroup(child.pid, signal);
		await ended;
	}

	#killGroup(pid, signal = 'SIGKILL') {
		try {
			process.kill(process.platform === 'win32' ? pid : -pid, signal);
		} catch (error) {
			if (error.code !== 'ESRCH') throw error; // gone already
		}
	}

	async #isUp() {
		try {
			const answer = await fetch(this.healthUrl, { signal: AbortSignal.timeout(5_000) });
			return answer.ok;
		} catch {
			return false; // nobody listens yet
		}
	}

	#lastLines() {
		return this.#log.trim().split('\n').slice(-SHOWN_LINES).join('\n');
	}
}

module.exports = { N8nProcess };
