// What the example workflows get from services that are not HeyGen, as pinned data, and what has to come out of them.
const fs = require('node:fs');
const path = require('node:path');

const media = path.join(__dirname, '../../simulator/media');
const file = (name, mimeType) => ({
	data: fs.readFileSync(path.join(media, name)).toString('base64'),
	mimeType,
	fileName: name,
	fileExtension: name.split('.').pop(),
});
const pdf = {
	data: Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64'),
	mimeType: 'application/pdf',
	fileName: 'brochure.pdf',
	fileExtension: 'pdf',
};
const item = (json, binary) => [{ json, ...(binary && { binary }) }];
const link = expect.stringMatching(/^http/);

/**
 * By file: `pins` by node, out of the simulator's catalogue; `node` whose items are looked at, how many there are and what each holds.
 * @type {Record<string, {pins: (catalogue: any) => Record<string, any[]>, node: string, count: number, json?: object, binary?: string}>}
 */
exports.cases = {
	'news-to-portrait-video.json': {
		pins: () => ({
			'New Entry': item({
				title: 'A new feature',
				link: 'https://example.com/new',
				contentSnippet: 'It is here.',
			}),
			'Write Script': item({ text: 'Something new is here.' }),
			'Keep for the Post': item({ id: 'file' }),
		}),
		node: 'Download Video',
		count: 1,
		json: { title: 'A new feature' },
		binary: 'video/mp4',
	},
	'sheet-to-personal-videos.json': {
		pins: ({ looks, voices }) => {
			const Avatar = uniqueName(
				looks.filter(({ status }) => status === 'completed'),
				looks,
			);
			const Voice = uniqueName(voices, voices);
			const row = (row_number, Name, Video) => ({
				json: { row_number, Name, Script: `Hi ${Name}!`, Avatar, Voice, Video },
			});
			return {
				Rows: [row(2, 'Anna', ''), row(3, 'Ben', 'https://example.com/done'), row(4, 'Cleo', '')],
				'Link Into Row': [{ json: {} }, { json: {} }],
			};
		},
		node: 'Make Videos',
		count: 2,
		json: { status: 'completed', video_url: link },
	},
	'lead-form-to-personal-video.json': {
		pins: () => ({
			Form: item({ first_name: 'Anna', message: 'Welcome!', email: 'anna@example.com' }),
			'Send E-mail': item({ id: 'mail' }),
		}),
		node: 'Make Video',
		count: 1,
		json: { title: 'For Anna', video_url: link },
	},
	'five-languages-with-proofreading.json': {
		pins: () => ({
			Upload: item({ Title: 'Tour' }, { Video: file('video.mp4', 'video/mp4') }),
			'Ask a Person': item({ data: { approved: true } }),
		}),
		node: 'Result',
		count: 5,
		json: { video: link },
	},
	'voice-message-to-video.json': {
		pins: () => ({
			Message: item({ message: { chat: { id: 1 } } }, { data: file('speech.mp3', 'audio/mpeg') }),
			'Send Video': item({ ok: true }),
		}),
		node: 'Speak the Recording',
		count: 1,
		json: { video_url: link },
		binary: 'video/mp4',
	},
	'pdf-to-video-agent.json': {
		pins: () => ({ Upload: item({ 'For whom': 'new customers' }, { Document: pdf }) }),
		node: 'Result',
		count: 1,
		json: { video: link },
	},
	'texts-to-speech.json': {
		pins: () => {
			const row = (row_number, Title, Sound) => ({
				json: { row_number, Title, Text: `${Title}: we are open.`, Sound },
			});
			return {
				Rows: [row(2, 'Monday', ''), row(3, 'Tuesday', 'https://example.com/done')],
				Keep: item({ webViewLink: 'https://example.com/new' }),
				'Link Into Row': item({}),
			};
		},
		node: 'Speak',
		count: 1,
		json: { audio_url: link },
		binary: 'audio/mpeg',
	},
	'video-to-many-languages.json': {
		pins: () => ({
			Form: item(
				{ Title: 'Tour', Languages: ['Spanish (Spain)', 'French (France)'] },
				{ Video: file('video.mp4', 'video/mp4') },
			),
		}),
		node: 'One Row per Language',
		count: 2,
		json: { title: 'Tour', language: expect.any(String), video: link, subtitles: link },
	},
	'text-to-speech-file.json': {
		pins: () => ({
			Form: item({ Text: 'We are open from nine to five.' }),
			'Give the File': item({}),
		}),
		node: 'Speak',
		count: 1,
		json: { audio_url: link },
		binary: 'audio/mpeg',
	},
	'finished-videos-to-archive.json': {
		pins: () => ({
			'HeyGen Trigger': item({
				event_type: 'avatar_video.fail',
				event_data: { video_id: 'v1', msg: 'no face' },
			}),
			Tell: item({ id: 'mail' }),
			Keep: item({ id: 'file' }),
		}),
		node: 'Tell',
		count: 1,
	},
	'weekly-cost-report.json': {
		pins: () => ({ 'Every Monday': item({}), Keep: item({}), Warn: item({}) }),
		node: 'Line',
		count: 9,
		json: { week: expect.any(String), jobs: expect.any(Number) },
	},
};

/** A name that one thing alone has. */
function uniqueName(some, all) {
	return some.find(({ name }) => all.filter((one) => one.name === name).length === 1).name;
}
exports.uniqueName = uniqueName;

/** Chooses in every picker what a person would: a look that is ready, a voice, a template. */
exports.picksOf = ({ looks, voices, templates }) => ({
	avatarId: looks.find(({ status }) => status === 'completed').id,
	voiceId: voices[0].voice_id,
	templateId: templates[0].id,
});
