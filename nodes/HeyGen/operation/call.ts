// An item together with its operation: what the way through the node is made for.
import type { DeclarativeRestApiSettings, IExecutePaginationFunctions } from 'n8n-workflow';
import { Item } from '../run/item';
import type { Operation } from './operation';

/** What n8n calls `perform` for: one item of one operation. */
export class Call extends Item {
	constructor(
		context: IExecutePaginationFunctions,
		engine: DeclarativeRestApiSettings.ResultOptions,
		readonly operation: Operation,
	) {
		super(context, engine);
	}
}
