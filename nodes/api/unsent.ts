// Why a request never left: a connection that was not made carries nothing, so nothing can have been accepted or charged.
import { tableOf } from './table';

/** A request that was not sent. */
export interface Unsent {
	/** What stood in the way, after "HeyGen was not reached: ". */
	why: string;
	description: string;
	/** It would fail again in a moment as well. */
	lasts?: boolean;
}

interface Cause {
	code?: unknown;
	syscall?: unknown;
	message?: unknown;
	cause?: unknown;
	errors?: unknown;
}

const network = "Check 'Base URL' of the credential and that n8n may reach it, then run again";
const ignoring = "or switch on 'Ignore SSL Issues' under 'Request Options' in the node's settings";
const certificate = `Make the certificate known to n8n (environment variable NODE_EXTRA_CA_CERTS), ${ignoring}`;
const clock = `Check the clock of n8n's machine, and the proxy in between, ${ignoring}`;

const noTls = {
	why: 'it does not speak TLS',
	description:
		"Check that 'Base URL' of the credential, and the proxy, use the right one of http and https",
};

/** Words for the codes of Node.js and OpenSSL (source: Node.js documentation, errors and tls). */
const reasons = tableOf<Unsent>({
	ECONNREFUSED: { why: 'the connection was refused', description: network },
	ENOTFOUND: { why: 'its host is not known here (DNS)', description: network },
	EAI_AGAIN: { why: 'its host could not be looked up (DNS)', description: network },
	EHOSTUNREACH: { why: 'there is no way to its host', description: network },
	ENETUNREACH: { why: 'there is no way to its network', description: network },
	DEPTH_ZERO_SELF_SIGNED_CERT: { why: 'its certificate is self-signed', description: certificate },
	SELF_SIGNED_CERT_IN_CHAIN: {
		why: 'its certificate comes from an authority that n8n does not know (self-signed), as behind a proxy that reads along',
		description: certificate,
	},
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
		why: 'its certificate cannot be verified',
		description: certificate,
	},
	UNABLE_TO_GET_ISSUER_CERT: {
		why: 'its certificate cannot be verified',
		description: certificate,
	},
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
		why: 'its certificate comes from an authority that n8n does not know',
		description: certificate,
	},
	CERT_HAS_EXPIRED: {
		why: 'its certificate has expired',
		description: clock,
	},
	CERT_NOT_YET_VALID: {
		why: 'its certificate is not valid yet',
		description: clock,
	},
	ERR_TLS_CERT_ALTNAME_INVALID: {
		why: 'its certificate belongs to another host',
		description: `Check 'Base URL' of the credential, and the proxy in between, ${ignoring}`,
	},
	EPROTO: noTls,
});

/** The chain of causes, outermost first. */
function* causesOf(thrown: unknown): Generator<Cause> {
	let at = thrown;
	for (let depth = 0; depth < 6 && typeof at === 'object' && at !== null; depth++) {
		const cause = at as Cause;
		yield cause;
		if (Array.isArray(cause.errors)) for (const one of cause.errors) yield one as Cause;
		at = cause.cause;
	}
}

/** @returns why a request never left, undefined where it may have */
export function whyUnsent(thrown: unknown): Unsent | undefined {
	for (const { code, syscall, message } of causesOf(thrown)) {
		const known = typeof code === 'string' ? reasons[code] : undefined;
		if (known) return known.description === network ? known : { ...known, lasts: true };
		if (typeof code === 'string' && /^ERR_SSL_/.test(code)) return { ...noTls, lasts: true };
		if (code === 'ETIMEDOUT' && syscall === 'connect')
			return { why: 'the connection was not made in time', description: network };
		if (/before secure TLS connection was established/.test(String(message)))
			return { why: 'the TLS connection broke off before it was made', description: network };
	}
	return undefined;
}
