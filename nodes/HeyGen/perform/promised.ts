// What runs of this n8n process are about to order, by account: HeyGen's balance does not show it yet, and each of them alone would be covered.
import { asCredits, exact, sum } from '../billing/exact';
import type { Call } from '../operation/call';
import type { Run } from '../run/run';
import { accessOf } from '../run/send';

/** A row with the credits that it may cost at most. */
export interface Weighed {
	call: Call;
	credits: number;
}

interface Account {
	/** One run looks at the balance after the other. */
	turn: Promise<unknown>;
	open: Map<Run, Weighed[]>;
}

const accounts = new Map<string, Account>();

/** Credits of what HeyGen has not accepted yet; what it has, its balance shows. */
const outstanding = (rows: Weighed[]): number =>
	asCredits(
		sum(rows.filter(({ call }) => !call.receipt?.answer).map(({ credits }) => exact(credits))),
	);

/**
 * Lets a run look at the balance of its account, and counts it among those that are about to order where nothing is refused.
 * @param look is told the credits that other runs are about to spend
 * @returns what `look` refuses
 */
export async function lookInTurn<T>(
	first: Call,
	rows: Weighed[],
	look: (others: number) => Promise<T | undefined>,
): Promise<T | undefined> {
	const { run } = first;
	const name = JSON.stringify((await accessOf(first)).account);
	const account = accounts.get(name) ?? { turn: Promise.resolve(), open: new Map() };
	accounts.set(name, account);
	const mine = account.turn.then(async () => {
		const others = [...account.open].filter(([other]) => other !== run).flatMap(([, open]) => open);
		const refusal = await look(outstanding(others));
		if (!refusal) hold(account, run, rows);
		return refusal;
	});
	account.turn = mine.catch(() => undefined);
	return await mine;
}

/** Counts a run until all its rows are done. */
function hold({ open }: Account, run: Run, rows: Weighed[]): void {
	open.set(run, rows);
	void run.allSettled().then(() => open.delete(run));
}
