// What an account finds at HeyGen from the start: looks in groups, voices, templates, styles, brands, assets.
// Everything is computed from its number, so that ids stay the same from run to run. All names are invented.
const { createHash } = require('node:crypto');

const idOf = (...parts) => createHash('md5').update(parts.join('/')).digest('hex');
const pick = (words, i) => words[i % words.length];

const women = [
	'Mira',
	'Anouk',
	'Selma',
	'Ivana',
	'Noor',
	'Talia',
	'Freya',
	'Keiko',
	'Amara',
	'Lucia',
	'Wanda',
	'Zofia',
	'Odile',
	'Petra',
	'Rhea',
];
const men = [
	'Jonas',
	'Tariq',
	'Emil',
	'Mateo',
	'Kenji',
	'Otis',
	'Bruno',
	'Soren',
	'Davor',
	'Nilo',
	'Arlo',
	'Yusuf',
	'Piet',
	'Ravi',
	'Lars',
];
const scenes = [
	'Office Front',
	'Studio Side',
	'Sofa',
	'Garden',
	'Classroom',
	'Workshop',
	'Lobby',
	'Kitchen',
];
const orientations = ['landscape', 'portrait', 'square'];
const avatarTypes = ['studio_avatar', 'photo_avatar', 'digital_twin'];
const sizes = { landscape: [1920, 1080], portrait: [1080, 1920], square: [1080, 1080] };
const engines = {
	studio_avatar: ['avatar_iii', 'avatar_iv'],
	photo_avatar: ['avatar_iii', 'avatar_iv'],
	digital_twin: ['avatar_iii', 'avatar_iv', 'avatar_v'],
};

const languages = [
	'English',
	'Spanish',
	'French',
	'German',
	'Portuguese',
	'Italian',
	'Japanese',
	'Korean',
	'Hindi',
	'Polish',
	'Dutch',
	'Turkish',
	'Swedish',
	'Czech',
	'Arabic',
	'Greek',
	'Finnish',
	'Vietnamese',
	'Indonesian',
	'Ukrainian',
	'Mandarin',
	'Romanian',
	'Danish',
	'Thai',
];
const moods = ['Warm', 'Bright', 'Calm', 'Narrator', 'Lively', 'Deep', 'Friendly', 'Clear'];

const translationLanguages = [
	'English',
	'English (United States)',
	'English (UK)',
	'Spanish',
	'Spanish (Spain)',
	'Spanish (Mexico)',
	'French',
	'French (France)',
	'French (Canada)',
	'German',
	'German (Germany)',
	'German (Austria)',
	'Italian (Italy)',
	'Portuguese (Brazil)',
	'Portuguese (Portugal)',
	'Dutch (Netherlands)',
	'Polish (Poland)',
	'Czech (Czechia)',
	'Swedish (Sweden)',
	'Danish (Denmark)',
	'Finnish (Finland)',
	'Greek (Greece)',
	'Turkish (Türkiye)',
	'Ukrainian (Ukraine)',
	'Arabic (Egypt)',
	'Hindi (India)',
	'Japanese (Japan)',
	'Korean (Korea)',
	'Mandarin (China)',
	'Vietnamese (Vietnam)',
	'Thai (Thailand)',
	'Indonesian (Indonesia)',
];

const start = Date.UTC(2026, 0, 5) / 1000;

const makeVoices = (count) =>
	Array.from({ length: count + 3 }, (_, i) => {
		const gender = (i + Math.floor(i / languages.length)) % 2 ? 'male' : 'female';
		const language = pick(languages, i);
		return {
			voice_id: idOf('voice', i),
			name: `${pick(gender === 'male' ? men : women, Math.floor(i / 2) * 7)} ${pick(moods, Math.floor(i / languages.length))}`,
			language,
			gender,
			type: i < count ? 'public' : 'private',
			support_pause: i % 4 !== 3,
			support_locale: i % 3 === 0,
			engines: i % 6 === 5 ? ['elevenlabs'] : ['starfish', 'elevenlabs'],
			created_at: start + i * 60,
			status: 'complete',
		};
	});

/** @param {number} [people] so many avatars with as many looks each; by default 1 to 4 looks each, and as many avatars as that takes */
const makeLooks = (count, voices, people) => {
	const groups = [];
	const looks = [];
	for (let g = 0; looks.length < count; g += 1) {
		const size = people ? Math.ceil((count - looks.length) / (people - g)) : 1 + (g % 4);
		const gender = g % 2 ? 'male' : 'female';
		const person = `${pick(gender === 'male' ? men : women, Math.floor(g / 2))}${g < 30 ? '' : ` ${Math.floor(g / 30) + 1}`}`;
		const type = pick(avatarTypes, g);
		// In a catalogue of HeyGen's own size an account has made little of it.
		const owner = g % 5 === 4 && (!people || g < 30) ? 'private' : 'public';
		const voice =
			g % 10 === 9
				? null
				: pick(
						voices.filter((one) => one.gender === gender),
						g,
					).voice_id;
		const group = {
			id: idOf('group', g),
			name: person,
			gender,
			created_at: start + g * 3600,
			default_voice_id: voice,
			status: 'completed',
			ownership: owner,
			consent_status: type === 'digital_twin' ? 'approved' : null,
			looks: new Set(),
		};
		groups.push(group);
		for (let k = 0; k < size && looks.length < count; k += 1) {
			const i = looks.length;
			const orientation = pick(orientations, g + k);
			// One look in forty is not ready yet: it has no preview and cannot be used.
			const status =
				i % 40 === 39 ? (i % 80 === 79 ? 'pending_consent' : 'processing') : 'completed';
			const round = Math.floor(k / scenes.length);
			const scene = `${pick(scenes, g + k)}${round ? ` ${round + 1}` : ''}`;
			looks.push({
				id: `${person}_${scene}_${String(i).padStart(4, '0')}`.replaceAll(' ', '_'),
				group_id: group.id,
				name: `${person} in ${scene}`,
				avatar_type: type,
				gender,
				default_voice_id: voice,
				preferred_orientation: orientation,
				image_width: sizes[orientation][0],
				image_height: sizes[orientation][1],
				supported_api_engines: engines[type],
				tags: [scene.split(' ')[0].toLowerCase(), gender],
				status,
				ownership: owner,
			});
			group.looks.add(looks[i].id);
		}
	}
	return { groups, looks };
};

const templates = [
	'Product Launch',
	'Weekly Update',
	'Welcome on Board',
	'Price Change',
	'How To',
	'Event Invitation',
	'Job Offer',
	'Thank You',
	'Safety Lesson',
	'Year in Review',
	'Feature Tour',
	'Onboarding',
];
const makeTemplates = () =>
	templates.map((name, i) => ({
		id: idOf('template', i),
		name,
		aspect_ratio: i % 3 === 2 ? 'portrait' : 'landscape',
		created_at: start + i * 86400,
		updated_at: start + i * 86400 + 3600,
		scenes: [
			{
				scene_id: idOf('scene', i, 0),
				script: 'Hello {{first_name}}, welcome!',
				variables: ['first_name', 'photo'],
			},
			{
				scene_id: idOf('scene', i, 1),
				script: '{{message}}',
				variables: ['message', 'presenter', 'voice'],
			},
		],
		variables: {
			first_name: { name: 'first_name', type: 'text', properties: { content: 'friend' } },
			message: { name: 'message', type: 'text', properties: { content: 'This is what is new.' } },
			photo: {
				name: 'photo',
				type: 'image',
				properties: { url: null, asset_id: null, fit: 'contain' },
			},
			presenter: {
				name: 'presenter',
				type: 'character',
				properties: { character_id: null, type: 'avatar' },
			},
			voice: { name: 'voice', type: 'voice', properties: { voice_id: null } },
		},
	}));

const styles = [
	'Paper Cut',
	'Neon City',
	'Chalk Board',
	'Flat Office',
	'Soft Clay',
	'Blueprint',
	'Newsroom',
	'Water Colour',
];
const tags = ['cartoon', 'corporate', 'playful', 'news'];
const makeStyles = () =>
	Array.from({ length: 45 }, (_, i) => ({
		style_id: idOf('style', i),
		name: `${pick(styles, i)} ${Math.floor(i / styles.length) + 1}`,
		tags: [pick(tags, i), pick(tags, i + 1)],
		aspect_ratio: i % 2 ? '9:16' : '16:9',
	}));

const makeBrandKits = () =>
	Array.from({ length: 24 }, (_, i) => ({
		brand_kit_id: idOf('kit', i),
		name: `Brand ${i + 1}`,
		colors: ['#0B5FFF', '#FFFFFF', `#${idOf(i).slice(0, 6).toUpperCase()}`],
		logo_url: null,
		status: 'completed',
	}));
const makeGlossaries = () =>
	Array.from({ length: 14 }, (_, i) => ({
		brand_glossary_id: idOf('glossary', i),
		name: `Glossary ${i + 1}`,
		created_at: new Date((start + i * 3600) * 1000).toISOString(),
		updated_at: new Date((start + i * 7200) * 1000).toISOString(),
	}));

const makeFolders = () =>
	['Campaign', 'Old Things'].map((name, i) => ({
		folder_id: `folder-${i + 1}`,
		name,
		type: 'mixed',
		parent_id: null,
		creator_username: 'simulator',
		is_trash: i === 1,
		created_at: start,
		updated_at: start,
	}));

/** Assets that are there from the start, one of each type, under ids that are easy to remember. */
const makeAssets = () =>
	[
		['asset-image', 'look.png', 'image/png'],
		['asset-photo', 'thumbnail.jpg', 'image/jpeg'],
		['asset-video', 'video.mp4', 'video/mp4'],
		['asset-audio', 'speech.mp3', 'audio/mpeg'],
		['asset-sound', 'speech.wav', 'audio/wav'],
		['asset-captions', 'captions.srt', 'application/x-subrip'],
	].map(([id, name, mime], i) => ({
		id,
		name,
		mime,
		uploaded_at: start + i,
		builtIn: true,
		status: 'completed',
	}));

/** @param {{looks: number, voices: number, groups?: number}} sizes how many looks, public voices and avatars there are */
const makeCatalogue = ({ looks, voices, groups }) => {
	const allVoices = makeVoices(voices);
	return {
		voices: allVoices,
		...makeLooks(looks, allVoices, groups),
		templates: makeTemplates(),
		styles: makeStyles(),
		brandKits: makeBrandKits(),
		glossaries: makeGlossaries(),
		folders: makeFolders(),
		assets: makeAssets(),
		translationLanguages,
	};
};

module.exports = { makeCatalogue, idOf };
