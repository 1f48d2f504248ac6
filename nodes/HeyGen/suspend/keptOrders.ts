// Rows that could not be submitted before the execution slept: their requests stay with the execution, and Not Finished carries only a name for them.
import type { IDataObject } from 'n8n-workflow';
import { ownOf, setOwn } from '../../api/table';
import { orderOf } from '../orders/order';
import type { Call } from '../operation/call';
import type { Outgoing } from '../run/send';
import type { SleepingContext } from './context';

/** A request that is to be sent when HeyGen has room for it. */
export interface Order {
	kind: string;
	request: Outgoing;
	repeatable: boolean;
	/** Jobs that may be unfinished at once, as the user set it. */
	most: number;
	/** Jobs that it starts. */
	weight: number;
}

const key = 'heyGenOrders';

/**
 * Keeps a row's request in the execution, where no item can forge one.
 * @returns what the row carries through Not Finished
 */
export function keepOrder(
	call: Call,
	order: Omit<Order, 'request'>,
	address?: string,
): IDataObject {
	const context = call.context as SleepingContext;
	const name = call.key ?? [context.getNode().id, context.runIndex, call.index].join(':');
	const request = orderOf(call);
	const orders = (context.getContext('flow')[key] ??= {}) as Record<string, Order>;
	setOwn(orders, name, {
		...order,
		request: address ? { ...request, body: { ...request.body, callback_url: address } } : request,
	});
	return { order: name };
}

/** The request of a row that came through Not Finished. */
export function orderNamed(context: SleepingContext, name: unknown): Order | undefined {
	const orders = context.getContext('flow')[key] as Record<string, Order> | undefined;
	return typeof name === 'string' ? ownOf(orders, name) : undefined;
}
