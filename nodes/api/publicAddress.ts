// Can HeyGen reach this address? A look at the URL alone: nothing is asked of the network.
import type { INode } from 'n8n-workflow';
import { NodeOperationError, UserError } from 'n8n-workflow';
import { address, checkLength } from './limits/limit';

/** Addresses of one machine, of a private network, or of nobody (RFC 1122, 1918, 2544, 3927, 6598, 6890). */
const PRIVATE_IPV4 =
	/^(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.0\.0|192\.168|198\.1[89]|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|2(2[4-9]|[345]\d))\./;
/** The same of IPv6 (RFC 4193, 4291); those that wrap an IPv4 address are not reached from outside either. */
const PRIVATE_IPV6 =
	/^\[(::|::1|64:ff9b:.*|f[cd][0-9a-f]{2}:.*|fe[89a-f][0-9a-f]:.*|ff[0-9a-f]{2}:.*|::ffff:.*)\]$/;
/** Last words of names that no public DNS answers (RFC 6761, 6762 with its appendix G, 7686, 8375, 9476; ICANN's .internal). */
const LOCAL_NAME =
	/(^|\.)(alt|corp|home|home\.arpa|internal|intranet|invalid|lan|local|localdomain|localhost|onion|private|test)$/;

/** Why nobody outside could reach a host, as half a sentence; undefined when it looks public. */
export function whyPrivate(hostname: string): string | undefined {
	const host = hostname.toLowerCase().replace(/\.$/, '');
	if (PRIVATE_IPV4.test(host) || PRIVATE_IPV6.test(host))
		return `'${host}' is an address of a private network`;
	if (LOCAL_NAME.test(host) || (!host.includes('.') && !host.startsWith('[')))
		return `'${host}' is a name that only this network knows`;
	return undefined;
}

/** Addresses at which a cloud tells its machines who they are and what they may do: Amazon, Google, Azure, Oracle, Alibaba. */
const OWN_HOST =
	/^(169\.254\..*|168\.63\.129\.16|192\.0\.0\.192|100\.100\.100\.200|\[fe[89ab][0-9a-f]:.*|\[fd00:ec2:.*|\[fd20:ce:.*|\[(::ffff|64:ff9b:):(a9fe:.*|a83f:8110\]|c000:c0\]|6464:64c8\])|metadata(\.google\.internal)?|instance-data(\.ec2\.internal)?)$/;

/** Whether a host is one that a machine asks about itself, without any network. */
export const isOwnHost = (hostname: string): boolean =>
	OWN_HOST.test(hostname.toLowerCase().replace(/\.$/, ''));

/** Why the node itself fetches nothing from an address, whatever network it is in, as half a sentence. */
export function whyNotFetched(address: string): string | undefined {
	if (!URL.canParse(address)) return 'its address is not a full URL';
	const { protocol, username, password } = new URL(address);
	if (protocol !== 'https:' && protocol !== 'http:')
		return `only addresses of http and https are fetched, this one begins with ${protocol.slice(0, 20)}`;
	return username || password ? 'its address holds a user name or a password' : undefined;
}

/** Why HeyGen could not reach a URL, as half a sentence; undefined when it looks public. */
export function whyUnreachable(url: string): string | undefined {
	if (!URL.canParse(url)) return 'it is not a full URL';
	const { protocol, hostname } = new URL(url);
	if (protocol !== 'https:')
		return `HeyGen calls https addresses only, this one is ${protocol.slice(0, -1)}`;
	return whyPrivate(hostname);
}

/**
 * Refuses an address that HeyGen is told to call and could not reach.
 *
 * @param label the parameter's name
 * @throws UserError naming the parameter, the address and the reason
 */
export function checkCallable(label: string, url: string): void {
	checkLength(label, url, address);
	const reason = whyUnreachable(url);
	if (reason === undefined) return;
	throw new UserError(`HeyGen cannot call '${label}' ${url.slice(0, 200)}: ${reason}`, {
		description: 'Give a public https address, as it is seen from outside',
	});
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
