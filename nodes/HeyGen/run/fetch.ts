// Opens a file at an address that a row or HeyGen gives: without a credential, and nowhere inside of a private network that nobody meant.
import type { IHttpRequestOptions } from 'n8n-workflow';
import { allowsPrivate } from '../../api/credential';
import { isOwnHost, whyNotFetched, whyPrivate } from '../../api/publicAddress';
import { ItemFailed } from './failure';
import type { Item } from './item';
import { accessOf } from './send';

const mostRedirects = 10;
/** The code of an address that never comes to a file. */
export const endless = 'redirects_again';

export interface Opened {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: NodeJS.ReadableStream & { destroy: () => void };
}

/** n8n's own judge of addresses, by what a name leads to; older versions have none. */
interface Judge {
	/** Where it refuses for an IP address, that is in `error`. */
	validateUrl(url: string): Promise<{ ok: boolean; error?: { ip?: string } }>;
}
type Helpers = { getSecureEgressFilter?: (policy: 'enforced') => Judge };

/** An address that is not asked for anything: `why` is half a sentence. */
const refused = (why: string, code = 'address_refused'): ItemFailed =>
	new ItemFailed({
		message: `The file is not fetched: ${why}`,
		description:
			"Files come from public addresses of http or https. For those of your own network, whoever keeps the HeyGen credential switches on 'Allow Files From Private Networks' there, or n8n's HTTP Request node fetches them before",
		code,
	});

/**
 * Refuses an address before anything is sent to it: by what it says, and where n8n can tell, by what its name leads to.
 * @throws ItemFailed with the reason
 */
export async function checkFetched(item: Item, url: string): Promise<void> {
	const { address, values } = await accessOf(item);
	const why = whyNotFetched(url);
	if (why) throw refused(why);
	const { hostname: base } = new URL(address);
	const { hostname } = new URL(url);
	if (hostname === base) return;
	const mayBePrivate = allowsPrivate(values) || whyPrivate(base) !== undefined;
	const reason = mayBePrivate ? undefined : whyPrivate(hostname);
	if (reason) throw refused(reason);
	if (isOwnHost(hostname)) throw refused(`'${hostname}' is an address of the machine's own host`);
	const { proxy } = item.engine.options as IHttpRequestOptions;
	// A proxy asks for the name itself; where it cannot be looked up here, the request tells.
	if (proxy) return;
	const judge = (item.context.helpers as unknown as Helpers).getSecureEgressFilter?.('enforced');
	const judged = await judge?.validateUrl(url).catch(() => undefined);
	if (!judged || judged.ok) return;
	if (!mayBePrivate) throw refused(`'${hostname}' leads into a private network`);
	const { ip = '' } = judged.error ?? {};
	if (isOwnHost(ip.includes(':') ? `[${ip}]` : ip))
		throw refused(`'${hostname}' leads to the machine's own host`);
}

/**
 * Opens a file. Redirects are followed here, each after the same look as the first address.
 * @param look refuses an address for more than that, before it is asked
 * @throws ItemFailed for an address that is not fetched; what n8n throws where nobody answers
 */
export async function openFile(
	item: Item,
	given: string,
	options: Partial<IHttpRequestOptions>,
	look: (url: string) => void = () => undefined,
): Promise<Opened> {
	const { proxy, skipSslCertificateValidation } = item.engine.options as IHttpRequestOptions;
	for (let url = given, steps = 0; ; steps++) {
		await checkFetched(item, url);
		look(url);
		const opened = (await item.context.helpers.httpRequest({
			method: 'GET',
			url,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			...options,
			...(proxy ? { proxy } : {}),
			...(skipSslCertificateValidation ? { skipSslCertificateValidation } : {}),
		})) as Opened;
		const { statusCode, headers } = opened;
		const { location } = headers;
		if (statusCode < 300 || statusCode >= 400 || !location || !URL.canParse(location, url))
			return opened;
		opened.body.destroy();
		if (steps >= mostRedirects) throw refused('its address redirects again and again', endless);
		url = new URL(location, url).href;
	}
}
