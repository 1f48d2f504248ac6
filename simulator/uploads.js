// Bytes that come in: the form of POST /v3/assets, and the PUT of a direct upload to its presigned address.
const { createHash } = require('node:crypto');
const { ApiError, invalid } = require('./errors');

const formLimit = 32 * 1024 * 1024;
/** Direct uploads are counted and hashed; up to this many bytes are also kept, so that their link gives them back. */
const kept = 4 * 1024 * 1024;

/** Files that POST /v3/assets takes: the media types they may be declared as, and how their bytes begin. */
const signatures = [
	{ types: ['image/png'], fits: (b) => b.subarray(0, 4).toString('latin1') === '\x89PNG' },
	{ types: ['image/jpeg', 'image/jpg'], fits: (b) => b[0] === 0xff && b[1] === 0xd8 },
	{ types: ['video/mp4'], fits: (b) => b.subarray(4, 8).toString('latin1') === 'ftyp' },
	{ types: ['video/webm'], fits: (b) => b.readUInt32BE(0) === 0x1a45dfa3 },
	{
		types: ['audio/mpeg', 'audio/mp3'],
		fits: (b) =>
			b.subarray(0, 3).toString('latin1') === 'ID3' ||
			(b[0] === 0xff && (b[1] & 0xe0) === 0xe0 && b[1] !== 0xff),
	},
	{
		types: ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'],
		fits: (b) =>
			b.subarray(0, 4).toString('latin1') === 'RIFF' &&
			b.subarray(8, 12).toString('latin1') === 'WAVE',
	},
	{ types: ['application/pdf'], fits: (b) => b.subarray(0, 4).toString('latin1') === '%PDF' },
	{
		types: ['application/x-subrip', 'text/srt', 'text/plain'],
		fits: (b) =>
			/^\uFEFF?\s*\d+\s*\r?\n\d\d:\d\d:\d\d,\d{3} -->/.test(b.subarray(0, 200).toString()),
	},
];

/**
 * Reads the form of POST /v3/assets.
 * @param {any} request
 * @returns {Promise<{name: string, mime: string, size: number, head: Buffer, sha256: Buffer}>}
 */
const readForm = async (request) => {
	if (!request.isMultipart())
		throw invalid('Content-Type', 'This endpoint takes multipart/form-data.');
	let upload;
	for await (const part of request.parts({
		limits: { fileSize: formLimit },
		throwFileSizeLimit: false,
	})) {
		if (part.fieldname !== 'file')
			throw invalid(part.fieldname, `'${part.fieldname}' is not a known field.`);
		if (part.type !== 'file' || upload) throw invalid('file', "'file' must be one file.");
		const chunks = [];
		for await (const chunk of part.file) chunks.push(chunk);
		if (part.file.truncated)
			throw new ApiError('payload_too_large', 'The file is larger than 32 MB.', { param: 'file' });
		upload = { name: part.filename, mime: part.mimetype, head: Buffer.concat(chunks) };
	}
	if (!upload) throw invalid('file', "'file' is required.");
	const { mime, head } = upload;
	request.sim.entry.body = {
		file: { filename: upload.name, content_type: mime, bytes: head.length },
	};
	const known = signatures.find(({ types }) => types.includes(mime));
	if (!known) throw invalid('file', `The type '${mime}' is not supported.`);
	if (head.length < 12 || !known.fits(head))
		throw invalid('file', `The file's content does not match its type '${mime}'.`);
	return { ...upload, size: head.length, sha256: createHash('sha256').update(head).digest() };
};

const plainHeaders = [
	'host',
	'connection',
	'content-length',
	'user-agent',
	'accept',
	'accept-encoding',
	'accept-language',
	'sec-fetch-mode',
	'sec-fetch-site',
	'sec-fetch-dest',
	'expect',
	'cache-control',
	'pragma',
];

/** PUT /uploads/{asset_id}: like a storage host, it takes just the headers it was promised. */
const uploadRoutes = (sim) => async (app) => {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', (request, payload, done) => done(null, payload));
	const refuse = (reply, status, code) =>
		reply
			.code(status)
			.type('application/xml')
			.send(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`);

	app.put('/uploads/:assetId', { bodyLimit: 2 ** 40 }, async (request, reply) => {
		const asset = sim.assets.get(request.params.assetId);
		const path = request.raw.url.split('?')[0];
		const refused = (status, code) => {
			request.raw.resume();
			return refuse(reply, status, code);
		};
		const why = sim.files.refusal(path, request.query);
		if (why) return refused(403, why);
		if (!asset) return refused(404, 'NoSuchKey');
		const promised = Object.fromEntries(
			Object.entries(asset.uploadHeaders).map(([name, value]) => [name.toLowerCase(), value]),
		);
		for (const name of Object.keys(request.headers)) {
			if (name in promised || plainHeaders.includes(name)) continue;
			sim.violation(
				['x-api-key', 'authorization'].includes(name)
					? 'credential_sent_to_file_host'
					: 'unexpected_upload_header',
				{ path, header: name },
			);
			return refused(403, 'SignatureDoesNotMatch');
		}
		for (const [name, value] of Object.entries(promised))
			if (request.headers[name] !== value) return refused(403, 'SignatureDoesNotMatch');
		if (request.headers['content-length'] === undefined)
			return refused(411, 'MissingContentLength');
		if (Number(request.headers['content-length']) !== asset.size)
			return refused(400, 'EntitySizeDiffers');

		const hash = createHash('sha256');
		const head = [];
		let size = 0;
		for await (const chunk of request.raw) {
			hash.update(chunk);
			if (size < kept) head.push(chunk);
			size += chunk.length;
		}
		Object.assign(asset, {
			status: 'processing',
			readyAt: Infinity,
			sha256: hash.digest(),
			head: Buffer.concat(head).subarray(0, Math.max(0, Math.min(size, kept))),
		});
		return reply.code(200).send();
	});
};

module.exports = { readForm, uploadRoutes };
