// OAuth 2 with PKCE: an authorize page that agrees at once, tokens, refresh, and expiry on demand.
const { createHash, randomBytes } = require('node:crypto');

const codeSeconds = 600;

class OAuth {
	codes = new Map();
	access = new Map();
	refresh = new Map();
	/** Every token given out, so that a test can look for them where they do not belong. */
	issued = [];

	/** @param {object} config `tokenSeconds` @param {string} accessToken a token that is there from the start, with `<token>-refresh` to renew it */
	constructor(config, accessToken) {
		this.config = config;
		this.access.set(accessToken, Infinity);
		this.refresh.set(`${accessToken}-refresh`, true);
	}

	accepts(token) {
		return (this.access.get(token) ?? 0) > Date.now();
	}

	/** Every access token ends now; refresh tokens go on. */
	expire() {
		this.access.clear();
	}

	/** The user withdraws the access: no token works any more, and none can be had without connecting again. */
	revoke() {
		this.access.clear();
		this.refresh.clear();
	}

	issue() {
		const access_token = randomBytes(24).toString('base64url');
		const refresh_token = randomBytes(24).toString('base64url');
		this.access.set(access_token, Date.now() + this.config.tokenSeconds * 1000);
		this.refresh.set(refresh_token, true);
		this.issued.push(access_token, refresh_token);
		return {
			access_token,
			refresh_token,
			token_type: 'Bearer',
			expires_in: this.config.tokenSeconds,
			scope: '',
		};
	}

	/** @returns {object|string} tokens, or the OAuth error code */
	exchange({ grant_type, code, code_verifier = '', redirect_uri, refresh_token }) {
		if (grant_type === 'refresh_token')
			return this.refresh.delete(refresh_token) ? this.issue() : 'invalid_grant';
		if (grant_type !== 'authorization_code') return 'unsupported_grant_type';
		const known = this.codes.get(code);
		this.codes.delete(code);
		const challenge = createHash('sha256').update(code_verifier).digest('base64url');
		return known &&
			known.until > Date.now() &&
			known.challenge === challenge &&
			known.redirect_uri === redirect_uri
			? this.issue()
			: 'invalid_grant';
	}
}

/** GET /oauth/authorize and POST /v1/oauth/token. */
const oauthRoutes = (sim) => async (app) => {
	app.addContentTypeParser(
		'application/x-www-form-urlencoded',
		{ parseAs: 'string' },
		(request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body))),
	);
	const refuse = (reply, error) => reply.code(400).send({ error });

	app.get('/oauth/authorize', async ({ query }, reply) => {
		const { response_type, client_id, redirect_uri, state, code_challenge, code_challenge_method } =
			query;
		if (
			response_type !== 'code' ||
			!client_id ||
			!URL.canParse(redirect_uri ?? '') ||
			!code_challenge ||
			code_challenge_method !== 'S256'
		)
			return refuse(reply, 'invalid_request');
		const code = randomBytes(16).toString('base64url');
		sim.oauth.codes.set(code, {
			challenge: code_challenge,
			redirect_uri,
			until: Date.now() + codeSeconds * 1000,
		});
		const back = new URL(redirect_uri);
		back.searchParams.set('code', code);
		if (state !== undefined) back.searchParams.set('state', state);
		return reply.redirect(back.href);
	});

	app.post('/v1/oauth/token', async ({ body }, reply) => {
		const answer = sim.oauth.exchange(body ?? {});
		return typeof answer === 'string' ? refuse(reply, answer) : reply.send(answer);
	});
};

module.exports = { OAuth, oauthRoutes };
