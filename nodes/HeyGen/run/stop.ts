// Ends everything that a run waits for: the user cancelled, or an item failed where that ends the run.
import { realClock, type Clock } from '../../api/clock';

/** The user stopped the execution; n8n recognises it by this spelling. */
export class Canceled extends Error {
	constructor() {
		super('The execution was canceled');
	}
}

/** One item of this run failed, and the user did not choose to continue: the others stop. */
export class RunEnded extends Error {}

/** Whether a reason ends more than the item that met it. */
export const isEnd = (reason: unknown): boolean =>
	reason instanceof Canceled || reason instanceof RunEnded;

/** Like an abort signal, for any number of listeners: a run of a thousand items has a thousand of them. */
export class Stop {
	reason?: Error;
	private readonly listeners = new Set<(reason: Error) => void>();

	constructor(private readonly clock: Clock = realClock) {}

	/** Stops; only the first reason counts. */
	now(reason: Error): void {
		if (this.reason) return;
		this.reason = reason;
		for (const listener of [...this.listeners]) listener(reason);
		this.listeners.clear();
	}

	/** @throws the reason, where it has stopped already */
	check(): void {
		if (this.reason) throw this.reason;
	}

	/** @returns a function that ends the listening */
	listen(listener: (reason: Error) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	/** A signal for what takes one, such as n8n's request helper; `close` it when done. */
	signal(): { signal: AbortSignal; close: () => void } {
		const controller = new AbortController();
		if (this.reason) controller.abort(this.reason);
		return { signal: controller.signal, close: this.listen((reason) => controller.abort(reason)) };
	}

	/**
	 * Waits.
	 * @throws the reason, when it stops meanwhile
	 */
	async sleep(milliseconds: number): Promise<void> {
		this.check();
		const { signal, close } = this.signal();
		await this.clock.sleep(milliseconds, signal);
		close();
		this.check();
	}
}
