// What became of one row's order, so that it is not sent twice.
import type { IDataObject } from 'n8n-workflow';
import type { Refusal } from '../../api/refusal';

/** One row's order. n8n stores it when an execution fails, and gives it to the execution that repeats it. */
export interface Receipt {
	/** The node as the user set it, and what it asked HeyGen for: one of them is the same where the order is. */
	parameters: string;
	content: string;
	/** Orders of this row before, which came to nothing or asked for something else: each has a key of its own. */
	turn: number;
	/** HeyGen has accepted it. */
	answer?: IDataObject;
	/** HeyGen may have accepted a try that it did not answer. */
	unclear?: Refusal;
}
