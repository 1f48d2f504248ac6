// Real files for the tests, made by real tools (ffmpeg, sharp) on first use and kept in a cache by their recipe.
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = path.join(
	process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'),
	'n8n-nodes-heygen-video',
	'media',
);

/**
 * A file by its ending and what ffmpeg does to make it, or a function that gives its bytes.
 * @param {string} ending
 * @param {string[] | (() => Promise<Buffer>)} recipe
 * @returns {Promise<Buffer>}
 */
async function made(ending, recipe) {
	const name = createHash('sha256').update(`${ending} ${recipe}`).digest('hex').slice(0, 24);
	const file = path.join(folder, `${name}.${ending}`);
	if (fs.existsSync(file)) return fs.readFileSync(file);
	fs.mkdirSync(folder, { recursive: true });
	// Several test files may make it at once.
	const own = path.join(folder, `${name}.${process.pid}.${ending}`);
	if (Array.isArray(recipe))
		execFileSync(
			require('@ffmpeg-installer/ffmpeg').path,
			['-hide_banner', '-loglevel', 'error', '-y', ...recipe, own],
			{ stdio: ['ignore', 'ignore', 'inherit'] },
		);
	else fs.writeFileSync(own, await recipe());
	fs.renameSync(own, file);
	return fs.readFileSync(file);
}

const tone = (seconds, rate = 44100) => [
	'-f',
	'lavfi',
	'-i',
	`sine=frequency=440:sample_rate=${rate}:duration=${seconds}`,
];
const film = (seconds, size = '320x180', fps = 10) => [
	'-f',
	'lavfi',
	'-i',
	`testsrc=size=${size}:rate=${fps}:duration=${seconds}`,
];

/** Sound of a length. `args` says how ffmpeg writes it. */
const sound = (ending, seconds, args = [], rate) => made(ending, [...tone(seconds, rate), ...args]);
/** Film of a length and size, with sound unless `silent`. */
const video = (
	ending,
	seconds,
	size,
	args = [],
	/** @type {{silent?: boolean, fps?: number}} */ { silent = false, fps } = {},
) =>
	made(ending, [
		...film(seconds, size, fps),
		...(silent ? [] : tone(seconds)),
		...(silent ? [] : ['-shortest']),
		...args,
	]);

/** A picture out of sharp; `finish` chooses the format, e.g. `(one) => one.jpeg()`. */
const picture = (ending, width, height, finish, noise = false) =>
	made(
		ending,
		Object.assign(
			async () => {
				/** @type {any} */
				const sharp = require('sharp');
				const given = { width, height, channels: 3, background: '#3366aa' };
				const made = sharp({
					create: noise ? { ...given, noise: { type: 'gaussian', mean: 128, sigma: 40 } } : given,
				});
				return await finish(made).toBuffer();
			},
			{ toString: () => `${width}x${height} ${noise} ${finish}` },
		),
	);

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** One file of every format that the readers look into, and some that they only name. */
async function collection() {
	const files = {
		png: picture('png', 200, 100, (one) => one.png(), true),
		jpeg: picture('jpg', 200, 100, (one) => one.jpeg(), true),
		'progressive jpeg': picture('jpg', 200, 100, (one) => one.jpeg({ progressive: true }), true),
		'jpeg with EXIF': picture('jpg', 200, 100, (one) =>
			one.jpeg().withMetadata({ orientation: 6 }),
		),
		webp: picture('webp', 200, 100, (one) => one.webp(), true),
		gif: picture('gif', 40, 30, (one) => one.gif()),
		avif: picture('avif', 200, 100, (one) => one.avif()),
		mp4: video('mp4', 2, '320x180', x264),
		'mp4 for the web': video('mp4', 2, '320x180', [...x264, '-movflags', '+faststart']),
		'mp4 in fragments': video('mp4', 2, '320x180', [
			...x264,
			'-movflags',
			'frag_keyframe+empty_moov',
		]),
		mov: video('mov', 2, '320x180', x264),
		m4a: sound('m4a', 2, ['-c:a', 'aac']),
		webm: video('webm', 2, '320x180', ['-c:v', 'libvpx', '-c:a', 'libvorbis']),
		mkv: video('mkv', 2, '320x180', x264),
		'mp3 CBR': sound('mp3', 7, ['-b:a', '128k', '-write_xing', '0']),
		'mp3 VBR': sound('mp3', 7, ['-q:a', '4']),
		'mp3 VBR without a header': sound('mp3', 7, ['-q:a', '4', '-write_xing', '0']),
		'long mp3 VBR without a header': sound('mp3', 900, ['-q:a', '9', '-write_xing', '0']),
		wav: sound('wav', 2),
		rf64: sound('wav', 2, ['-rf64', 'always']),
		pdf: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
		srt: Buffer.from('1\n00:00:00,000 --> 00:00:02,000\nHello\n'),
	};
	return await Promise.all(
		Object.entries(files).map(async ([name, bytes]) => ({ name, bytes: await bytes })),
	);
}

module.exports = { collection, picture, sound, video };
