// The time as the node sees it: handed to everything that waits, so that a test can turn it.
import { sleep } from 'n8n-workflow';

export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Waits; ends early, without throwing, when `wake` is aborted. */
	sleep(milliseconds: number, wake?: AbortSignal): Promise<void>;
	/** 0 to 1: spreads the waits of many items. */
	random(): number;
}

export const realClock: Clock = {
	now: () => Date.now(),
	sleep: async (milliseconds, wake) => {
		await sleep(milliseconds, wake).catch(() => undefined);
	},
	random: () => Math.random(),
};
