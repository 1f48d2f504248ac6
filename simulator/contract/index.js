// All operations of HeyGen's API v3 as this simulator knows them: `METHOD /path` → row.
//   query, body   what may be sent (JSON Schema in the notation of notation.js; without a row nothing is accepted)
//   keyed         the endpoint honours the header Idempotency-Key
//   status        of the answer where it is not 200
//   starts        the kind of paid job that an accepted request starts; such requests count against the concurrency limit
//   others        bodies that are taken instead on demand, by the name of the setting's value (templates: the older shape of variables)
//   multipart     the body is a form; bodyOptional: it may be left out
module.exports = {
	...require('./videos'),
	...require('./translations'),
	...require('./avatars'),
	...require('./agents'),
	...require('./assets'),
	...require('./tools'),
	...require('./models'),
	...require('./brands'),
	...require('./webhooks').operations,
};
