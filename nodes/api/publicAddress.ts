// Can HeyGen reach this address? A look at the URL alone: nothing is asked of the network.
import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** Addresses that exist in a private network or on one machine only (RFC 1918, 3927, 4193, 4291, 5735, 6598). */
const PRIVATE_IPV4 =
	/^(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const PRIVATE_IPV6 = /^\[(::|::1|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*|::ffff:.*)\]$/;
/** Names that no public DNS answers (RFC 2606, 6761, 6762 appendix G, 8375). */
const LOCAL_NAME =
	/(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|lan|home|home\.arpa|test|invalid)$/;

/** Why HeyGen could not reach a URL, as half a sentence; undefined when it looks public. */
export function whyUnreachable(url: string): string | undefined {
	if (!URL.canParse(url)) return 'it is not a full URL';
	const { protocol, hostname } = new URL(url);
	if (protocol !== 'https:')
		return `HeyGen calls https addresses only, this one is ${protocol.slice(0, -1)}`;
	const host = hostname.replace(/\.$/, '');
	if (PRIVATE_IPV4.test(host) || PRIVATE_IPV6.test(host))
		return `'${host}' is an address of a private network`;
	if (LOCAL_NAME.test(host) || (!host.includes('.') && !host.startsWith('[')))
		return `'${host}' is a name that only this network knows`;
	return undefined;
}

/**
 * Refuses a webhook URL that HeyGen could not reach, and says how to give n8n a public one.
 *
 * @throws NodeOperationError naming the URL, the reason and the two ways out
 */
export function requirePublicAddress(node: INode, url: string): void {
	const reason = whyUnreachable(url);
	if (reason === undefined) return;
	throw new NodeOperationError(
		node,
		`HeyGen cannot reach this n8n at '${url}': ${reason}. Set n8n's environment variable N8N_WEBHOOK_URL (WEBHOOK_URL in older versions) to its public https address and restart n8n, or use the HeyGen Poll Trigger, which needs no public address.`,
		{
			description:
				'Behind a reverse proxy or a tunnel, that is the address that the outside sees, such as https://n8n.example.com/',
			level: 'warning',
		},
	);
}
