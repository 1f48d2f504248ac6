// Operations on assets: uploads, search, sounds.
const { text, int, num, one, list, fields, maybe } = require('./notation');
const { page, statuses } = require('./shapes');

const upload = () =>
	fields({
		'filename!': text(),
		'content_type!': text(),
		'size_bytes!': int(),
		checksum_sha256: maybe(text()),
	});

module.exports = {
	'POST /v3/assets': { multipart: true, body: fields({ 'file!': text() }), keyed: true },
	'GET /v3/assets': { query: page(20, 100, { 'username!': text(), folder_id: text() }) },
	'GET /v3/assets/search': {
		query: page(20, 50, {
			'query!': text(),
			'type!': one('image', 'icon'),
			scope: one('public', 'personal'),
		}),
	},
	'GET /v3/assets/statuses': { query: statuses('asset_ids') },
	'POST /v3/assets/direct-uploads': { body: upload(), keyed: true },
	'POST /v3/assets/direct-uploads/batches': {
		keyed: true,
		body: fields({
			'files!': list(upload(), 1, 100),
			title: maybe(text()),
			callback_url: maybe(text()),
		}),
	},
	'POST /v3/assets/complete/batches': { body: fields({ 'batch_id!': text() }), keyed: true },
	'GET /v3/assets/batches/{batch_id}': { query: page(100, 100) },
	'POST /v3/assets/{asset_id}/complete': {
		body: fields({ checksum_sha256: maybe(text()) }),
		bodyOptional: true,
	},
	'GET /v3/assets/{asset_id}': {},
	'DELETE /v3/assets/{asset_id}': {},

	'GET /v3/audio/sounds': {
		query: page(10, 50, {
			'query!': text(),
			type: one('music', 'sound_effects'),
			min_score: num(0, 1),
		}),
	},
};
