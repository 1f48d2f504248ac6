// Result files: presigned links that expire, and the small real media behind them. Paths are /files/<owner>/<name>.
const { createHmac, randomBytes, timingSafeEqual } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join, extname } = require('node:path');
const { Readable } = require('node:stream');

const types = {
	'.mp4': 'video/mp4',
	'.webm': 'video/webm',
	'.mov': 'video/quicktime',
	'.jpg': 'image/jpeg',
	'.png': 'image/png',
	'.gif': 'image/gif',
	'.mp3': 'audio/mpeg',
	'.wav': 'audio/wav',
	'.srt': 'application/x-subrip',
	'.vtt': 'text/vtt',
	'.pdf': 'application/pdf',
	'.zip': 'application/zip',
};
const media = Object.fromEntries(
	[
		'video.mp4',
		'portrait.mp4',
		'video.webm',
		'thumbnail.jpg',
		'preview.gif',
		'speech.mp3',
		'speech.wav',
		'look.png',
	].map((name) => [name, readFileSync(join(__dirname, 'media', name))]),
);

const clock = (seconds, comma) =>
	new Date(seconds * 1000).toISOString().slice(11, 23).replace('.', comma);

/** Subtitles of a text: a cue for each 8 words, at the pace of the job's length. */
const cues = (text, seconds) => {
	const words = (text || 'A result of the HeyGen simulator').split(/\s+/).filter(Boolean);
	const lines = Array.from({ length: Math.ceil(words.length / 8) }, (_, i) =>
		words.slice(i * 8, i * 8 + 8).join(' '),
	);
	return lines.map((line, i) => ({
		line,
		from: (i * seconds) / lines.length,
		to: ((i + 1) * seconds) / lines.length,
	}));
};
const srt = (text, seconds) =>
	cues(text, seconds)
		.map(
			({ line, from, to }, i) => `${i + 1}\n${clock(from, ',')} --> ${clock(to, ',')}\n${line}\n`,
		)
		.join('\n');
const vtt = (text, seconds) =>
	`WEBVTT\n\n${cues(text, seconds)
		.map(({ line, from, to }) => `${clock(from, '.')} --> ${clock(to, '.')}\n${line}\n`)
		.join('\n')}`;

/** A file's content: a head that is kept, then zeros up to its length. An MP4 that grows stays playable: the zeros lie in a `free` box. */
const contentOf = (head, length = head.length) => ({ head, length });
const padded = (head, length) => {
	if (!length || length < head.length + 16) return contentOf(head);
	const box = Buffer.alloc(16);
	box.writeUInt32BE(1, 0);
	box.write('free', 4);
	box.writeBigUInt64BE(BigInt(length - head.length), 8);
	return contentOf(Buffer.concat([head, box]), length);
};

const zeros = Buffer.alloc(65536);
function* chunks({ head }, from, to) {
	if (from < head.length) yield head.subarray(from, Math.min(to, head.length));
	for (let at = Math.max(from, head.length); at < to; at += zeros.length)
		yield zeros.subarray(0, Math.min(zeros.length, to - at));
}

class Files {
	secret = randomBytes(32);

	/** @param {{config: object, url: string, jobs: object, assets: Map<string, object>}} sim */
	constructor(sim) {
		this.sim = sim;
	}

	#signature(path, expires) {
		return createHmac('sha256', this.secret).update(`${path}?${expires}`).digest('hex');
	}

	/**
	 * A link that works for `linkSeconds`.
	 * @param {string} owner id of the job, asset, look or voice @param {string} name file name, which says the type
	 */
	link(owner, name, path = `/files/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`) {
		const expires = Date.now() + Math.round(this.sim.config.linkSeconds * 1000);
		return `${this.sim.url}${path}?expires=${expires}&signature=${this.#signature(path, expires)}`;
	}

	/** Why a link is refused, or undefined. @param {string} path @param {{expires?: string, signature?: string}} query */
	refusal(path, { expires, signature }) {
		if (!expires || !signature) return 'MissingSignature';
		const right = Buffer.from(this.#signature(path, expires));
		const given = Buffer.from(String(signature));
		if (right.length !== given.length || !timingSafeEqual(right, given))
			return 'SignatureDoesNotMatch';
		return Number(expires) < Date.now() ? 'RequestExpired' : undefined;
	}

	/** @returns {{head: Buffer, length: number, type: string}|undefined} */
	content(owner, name) {
		const extension = extname(name).toLowerCase();
		const type = types[extension] ?? 'application/octet-stream';
		const asset = this.sim.assets.get(owner);
		if (asset && !asset.builtIn)
			return asset.head && { ...contentOf(asset.head, asset.size), type: asset.mime };
		const job = this.sim.jobs.byId.get(owner);
		if (job?.deleted) return undefined;
		const said = job?.text ?? 'Hello from the HeyGen simulator';
		if (extension === '.srt')
			return { ...contentOf(job?.srt ?? Buffer.from(srt(said, job?.seconds ?? 2))), type };
		if (extension === '.vtt')
			return { ...contentOf(Buffer.from(vtt(said, job?.seconds ?? 2))), type };
		const same = {
			'.mp4': job?.portrait ? 'portrait.mp4' : 'video.mp4',
			'.mov': 'video.mp4',
			'.webm': 'video.webm',
			'.jpg': 'thumbnail.jpg',
			'.png': 'look.png',
			'.gif': 'preview.gif',
			'.mp3': 'speech.mp3',
			'.wav': 'speech.wav',
		}[extension];
		if (!same) return undefined;
		const isResult = ['.mp4', '.mov', '.webm'].includes(extension);
		return {
			...(isResult && extension !== '.webm'
				? padded(media[same], this.sim.config.resultBytes)
				: contentOf(media[same])),
			type,
		};
	}
}

/** `Range: bytes=a-b` of a file of `length` bytes → [from, to), null when it cannot be met, undefined when there is none. */
const rangeOf = (header, length) => {
	const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
	if (first === undefined || (first === '' && last === '')) return undefined;
	const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
	const to = first === '' || last === '' ? length : Math.min(length, Number(last) + 1);
	return from < to ? [from, to] : null;
};

const refuse = (reply, status, code) =>
	reply
		.code(status)
		.type('application/xml')
		.send(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`);

/** Serves the files, like a storage host: no key, no envelope; errors in XML. */
const fileRoutes = (sim) => async (app) => {
	app.get('/files/:owner/:name', async (request, reply) => {
		const path = request.raw.url.split('?')[0];
		for (const name of ['x-api-key', 'authorization']) {
			if (request.headers[name] === undefined) continue;
			sim.violation('credential_sent_to_file_host', { path, header: name });
			return refuse(reply, 400, 'UnsupportedAuthorization');
		}
		const why = sim.files.refusal(path, request.query);
		if (why) return refuse(reply, 403, why);
		const content = sim.files.content(request.params.owner, request.params.name);
		if (!content) return refuse(reply, 404, 'NoSuchKey');
		const range = rangeOf(request.headers.range, content.length);
		if (range === null)
			return refuse(
				reply.header('content-range', `bytes */${content.length}`),
				416,
				'InvalidRange',
			);
		const [from, to] = range ?? [0, content.length];
		reply
			.code(range ? 206 : 200)
			.type(content.type)
			.header('content-length', to - from)
			.header('accept-ranges', 'bytes');
		if (range) reply.header('content-range', `bytes ${from}-${to - 1}/${content.length}`);
		if (['truncate', 'dropAfter'].includes(request.sim.fault?.kind)) {
			reply.hijack();
			reply.raw.writeHead(reply.statusCode, reply.getHeaders());
			const half = Readable.from(chunks(content, from, from + Math.floor((to - from) / 2)));
			half.on('end', () => setImmediate(() => reply.raw.socket?.destroy()));
			half.pipe(reply.raw, { end: false });
			return reply;
		}
		return reply.send(Readable.from(chunks(content, from, to), { objectMode: false }));
	});
};

module.exports = { Files, fileRoutes, types };
