// What each row of a run has ordered, kept with the execution: n8n's Retry On Fail and "Retry execution" get it again instead of buying it twice.
import { createHash } from 'crypto';
import type { Call } from '../operation/call';
import type { Ordered, Receipt } from '../run/item';

interface Kept {
	run: number;
	rows: Record<string, Receipt>;
	/** Orders of several rows that have no clear answer yet, by their key. */
	shared?: Record<string, Shared>;
}

/** An order of several rows: HeyGen recognises it as a whole only. */
export interface Shared extends Ordered {
	/** Keys of the rows, in the order in which they were sent. */
	members: string[];
	/** How many jobs each of them is. */
	jobs: number[];
	/** Milliseconds since 1970 at which it was last tried. */
	at: number;
}

const contextKey = 'heyGenReceipts';

/** What names a job or hears of it does not change what is ordered. */
const labels = ['title', 'callback_id', 'callback_url'];

const hash = (...parts: unknown[]): string =>
	createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);

/** What is kept of this run. A run that is over needs no receipts any more. */
function keptOf({ context, run }: Call): Kept {
	const store = context.getContext('node') as Record<string, Kept | undefined>;
	const time = run.isInsideAgent ? -1 : run.runIndex;
	return store[contextKey]?.run === time
		? store[contextKey]
		: (store[contextKey] = { run: time, rows: {} });
}

/** Orders of several rows, of this run or of the one that it repeats, that HeyGen may have accepted: by their key. */
export const sharedOf = (call: Call): Record<string, Shared> => (keptOf(call).shared ??= {});

/**
 * Opens the receipt of a row in the execution's store: a new one where it asks for something else than before: an edited workflow may be retried too.
 * @param identity what tells the row from every other one
 */
export function openReceipt(call: Call, identity: string): Receipt {
	const { path, body } = call.draft;
	const { rows } = keptOf(call);
	const name = hash(identity);
	const parameters = hash(call.run.node.parameters);
	const content = hash(
		path,
		Object.entries(body).filter(([field]) => !labels.includes(field)),
	);
	const known = rows[name];
	if (known && (known.parameters === parameters || known.content === content)) return known;
	return (rows[name] = { parameters, content, turn: known ? known.turn + 1 : 0 });
}

/** The order came to nothing and cost nothing: the next try is a new one. */
export function cancelOrder(receipt: Receipt): void {
	receipt.turn++;
	delete receipt.answer;
	delete receipt.unclear;
	delete receipt.since;
}
