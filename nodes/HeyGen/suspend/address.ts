// Where HeyGen can tell a waiting execution that a job has ended.
import { tokenKey, tokenParameter } from '../run/callbackToken';
import type { SleepingContext } from './context';
import { resumePath } from './resumeWebhooks';

/** The waiting execution's own address, with n8n's signature and the execution's own token in it. */
export function resumeAddress(context: SleepingContext): string {
	const address = new URL(
		String(context.evaluateExpression('{{ $execution.resumeUrl }}', context.getItemIndex())),
	);
	address.pathname = `${address.pathname.replace(/\/$/, '')}/${resumePath}`;
	const token = context.getContext('flow')[tokenKey];
	if (typeof token === 'string') address.searchParams.set(tokenParameter, token);
	return address.href;
}
