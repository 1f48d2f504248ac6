// What each row of a run has ordered, kept with the execution: n8n's Retry On Fail and "Retry execution" get it again instead of buying it twice.
import { createHash } from 'crypto';
import type { Call } from '../operation/call';
import type { Receipt } from '../run/item';

interface Kept {
	run: number;
	rows: Record<string, Receipt>;
}

const contextKey = 'heyGenReceipts';

/** What names a job or hears of it does not change what is ordered. */
const labels = ['title', 'callback_id', 'callback_url'];

const hash = (...parts: unknown[]): string =>
	createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);

/**
 * Opens the receipt of a row in the execution's store: a new one where it asks for something else than before: an edited workflow may be retried too.
 * @param identity what tells the row from every other one
 */
export function openReceipt(
	{ context, run, draft: { path, body } }: Call,
	identity: string,
): Receipt {
	const store = context.getContext('node') as Record<string, Kept | undefined>;
	const time = run.isInsideAgent ? -1 : run.runIndex;
	// A run that is over needs no receipts any more.
	const kept =
		store[contextKey]?.run === time
			? store[contextKey]
			: (store[contextKey] = { run: time, rows: {} });
	const name = hash(identity);
	const parameters = hash(context.getNode().parameters);
	const content = hash(
		path,
		Object.entries(body).filter(([field]) => !labels.includes(field)),
	);
	const known = kept.rows[name];
	if (known && (known.parameters === parameters || known.content === content)) return known;
	return (kept.rows[name] = { parameters, content, turn: known ? known.turn + 1 : 0 });
}

/** The order came to nothing and cost nothing: the next try is a new one. */
export function cancelOrder(receipt: Receipt): void {
	receipt.turn++;
	delete receipt.answer;
	delete receipt.unclear;
}
