// Where HeyGen can tell a waiting execution that a job has ended.
import type { SleepingContext } from './context';
import { resumePath } from './resumeWebhooks';

/** The waiting execution's own address, with n8n's signature in it. */
export function resumeAddress(context: SleepingContext): string {
	const address = new URL(
		String(context.evaluateExpression('{{ $execution.resumeUrl }}', context.getItemIndex())),
	);
	address.pathname = `${address.pathname.replace(/\/$/, '')}/${resumePath}`;
	return address.href;
}
