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

/** Milliseconds that a timer of JavaScript can be set to: one that is set to more ends at once. */
export const longestTimer = 2 ** 31 - 1;

export const realClock: Clock = {
	now: () => Date.now(),
	sleep: async (milliseconds, wake) => {
		for (let left = milliseconds; ; left -= longestTimer) {
			await sleep(Math.min(left, longestTimer), wake).catch(() => undefined);
			if (left <= longestTimer || wake?.aborted) return;
		}
	},
	random: () => Math.random(),
};
