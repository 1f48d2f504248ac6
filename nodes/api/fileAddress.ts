// The address of a file as HeyGen needs it: public, well-formed, and of the file itself, not of a page that shows it.
import { UserError } from 'n8n-workflow';
import { whyPrivate } from './publicAddress';

/** Where the way out is the same for all: the file comes through n8n. */
const throughN8n = (node?: string) =>
	node
		? `Fetch the file with n8n's ${node} node and choose 'Binary File' as its source`
		: "Give the address of the file itself, or bring the file into n8n and choose 'Binary File' as its source";

interface Host {
	fits: RegExp;
	/** The direct address of a page that is shared with everybody; undefined where there is none. */
	direct?: (url: URL) => string | undefined;
	name: string;
	/** n8n's node that fetches files from there, where there is one. */
	node?: string;
}

const driveId = (url: URL) =>
	/\/(?:file\/)?d\/([\w-]{10,})/.exec(url.pathname)?.[1] ?? url.searchParams.get('id') ?? undefined;

const direct = (id: string | null | undefined) =>
	id
		? `https://drive.usercontent.google.com/download?id=${id}&export=download&confirm=t`
		: undefined;

/** A repository's page of a file leads to the file; what else it has, such as downloads of a release, is none. */
function rawFile(url: URL): string | undefined {
	if (!/\/blob\//.test(url.pathname)) return url.href;
	return `${url.origin}${url.pathname.replace('/blob/', '/raw/')}`;
}

/** Places where people keep files, whose addresses lead to a page (source: their help pages on sharing). */
const hosts: Host[] = [
	{
		fits: /^drive\.google\.com$/,
		name: 'Google Drive',
		node: 'Google Drive',
		direct: (url) => direct(/\/folders\//.test(url.pathname) ? undefined : driveId(url)),
	},
	{
		fits: /^docs\.google\.com$/,
		name: 'Google Docs',
		node: 'Google Drive',
		direct: (url) => (url.pathname === '/uc' ? direct(url.searchParams.get('id')) : undefined),
	},
	{ fits: /^photos\.(app\.goo\.gl|google\.com)$/, name: 'Google Photos' },
	{ fits: /^(www\.)?(wetransfer\.com|we\.tl)$/, name: 'WeTransfer' },
	{ fits: /^(www\.)?icloud\.com$/, name: 'iCloud' },
	{ fits: /^(www\.)?mega\.(nz|io)$/, name: 'MEGA' },
	{
		fits: /(^|\.)box\.com$/,
		name: 'Box',
		node: 'Box',
		direct: (url) => (url.pathname.startsWith('/shared/static/') ? url.href : undefined),
	},
	{ fits: /^(github|gitlab)\.com$/, name: 'a repository', direct: rawFile },
	{
		fits: /^(www\.)?dropbox\.com$/,
		name: 'Dropbox',
		node: 'Dropbox',
		direct: (url) => {
			if (!/^\/(s|scl\/fi)\//.test(url.pathname)) return undefined;
			const direct = new URL(url);
			direct.searchParams.delete('raw');
			direct.searchParams.set('dl', '1');
			return direct.href;
		},
	},
	{
		fits: /\.sharepoint\.com$/,
		name: 'OneDrive',
		node: 'Microsoft OneDrive',
		direct: (url) => {
			if (/^\/:[fuo]:\//.test(url.pathname) || !/^\/:\w:\//.test(url.pathname)) return undefined;
			const direct = new URL(url);
			direct.searchParams.set('download', '1');
			return direct.href;
		},
	},
	{
		fits: /^(1drv\.ms|onedrive\.live\.com)$/,
		name: 'OneDrive',
		node: 'Microsoft OneDrive',
		direct: (url) => (/^\/download/.test(url.pathname) ? url.href : undefined),
	},
];

/**
 * The address that is sent for the one that the user gave.
 * @param isOurs n8n fetches it, not HeyGen: whether it may come out of a private network is told then
 * @throws UserError where nobody outside could open it, or where it leads to a page that is not the file
 */
export function fileAddressOf(label: string, given: string, isOurs = false): string {
	const url = new URL(given);
	const reason = isOurs ? undefined : whyPrivate(url.hostname);
	if (reason)
		throw new UserError(`HeyGen cannot reach the address in '${label}': ${reason}`, {
			description: throughN8n('HTTP Request'),
		});
	const host = hosts.find(({ fits }) => fits.test(url.hostname));
	const direct = host?.direct?.(url);
	if (host && !direct)
		throw new UserError(`'${label}' leads to a page of ${host.name}, not to a file`, {
			description: throughN8n(host.node),
		});
	// Blanks and umlauts are encoded; what is in order stays letter by letter, since a signature may depend on it.
	return direct ?? (/[^!-~]/.test(given) ? url.href : given);
}
