// The handlers of all operations: `METHOD /path` → function of {sim, params, query, body, key, upload, entry}, which returns the whole answer.
module.exports = Object.assign(
	{},
	...[
		require('./videos'),
		require('./translations'),
		require('./avatars'),
		require('./agents'),
		require('./assets'),
		require('./tools'),
		require('./models'),
		require('./brands'),
		require('./webhooks'),
	].map((resource) => resource.operations),
);
