// Where HeyGen can tell a waiting execution that a job has ended.
import type { SleepingContext } from './context';
import { resumePath } from './resumeWebhooks';

/** Names and numbers that lead nowhere outside the machine or the company. Source: RFC 1918, 3927, 4193, 6598, 6761, 6762. */
const privateHosts = [
	/^localhost$|\.localhost$|\.local$|\.internal$|\.home\.arpa$|\.lan$|\.test$/,
	/^(0|10|127)\./,
	/^192\.168\./,
	/^172\.(1[6-9]|2\d|3[01])\./,
	/^169\.254\./,
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
	/^\[(::1?|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*|::ffff:.*)\]$/,
];

/** Whether HeyGen could reach a host from the internet, as far as its name tells. */
export function isPublic(address: string): boolean {
	const { hostname, protocol } = new URL(address);
	const host = hostname.toLowerCase().replace(/\.$/, '');
	return (
		/^https?:$/.test(protocol) &&
		(host.includes('.') || host.startsWith('[')) &&
		!privateHosts.some((one) => one.test(host))
	);
}

/** The waiting execution's own address, with n8n's signature in it. */
export function resumeAddress(context: SleepingContext): string {
	const address = new URL(
		String(context.evaluateExpression('{{ $execution.resumeUrl }}', context.getItemIndex())),
	);
	address.pathname = `${address.pathname.replace(/\/$/, '')}/${resumePath}`;
	return address.href;
}
