// Loaded into n8n before all else: leads what goes to Stripe's address, which n8n's Stripe Trigger has fixed, to the stand-in at STRIPE_STAND_IN.
const http = require('node:http');
const https = require('node:https');

const { request } = https;
const { STRIPE_STAND_IN } = process.env;

https.request = (/** @type {any[]} */ ...args) => {
	const [options, ...rest] = args;
	if (!STRIPE_STAND_IN || options?.hostname !== 'api.stripe.com')
		return Reflect.apply(request, https, args);
	const { hostname, port } = new URL(STRIPE_STAND_IN);
	const { method, path, headers } = options;
	return Reflect.apply(http.request, http, [{ hostname, port, method, path, headers }, ...rest]);
};
