// The rules that a field table cannot say: what excludes what, and which ids exist.
const { ApiError, invalid } = require('./errors');

const colour = /^#[0-9a-f]{6}$/i;
const given = (value) => value !== undefined && value !== null;
const at = (path, name) => (path ? `${path}.${name}` : name);

const mediaKinds = {
	image: ['image/png', 'image/jpeg'],
	video: ['video/mp4', 'video/webm'],
	audio: ['audio/mpeg', 'audio/mp3', 'audio/wav', 'audio/x-wav'],
};
/** @returns {'image'|'video'|'audio'|undefined} */
const kindOf = (mime) =>
	/** @type {any} */ (Object.keys(mediaKinds).find((kind) => mediaKinds[kind].includes(mime)));
const extensions = {
	image: /\.(png|jpe?g)$/i,
	video: /\.(mp4|webm|mov)$/i,
	audio: /\.(mp3|wav)$/i,
};

/** Signs that nobody hears: white space and what has no width. */
const silent = /[\s\u200B-\u200F\u2060\uFEFF\u00AD]+/g;
const spoken = (value) => value.replace(silent, '') !== '';
/** Elements of SSML. A pause, `<break time="1s"/>`, is taken in plain text too. */
const markup =
	/<\/?(speak|prosody|emphasis|say-as|phoneme|voice|sub|audio|lang|mark|p|s)(\s[^<>]*)?\/?>/i;

class Rules {
	/** @param {Record<'assets' | 'looksById' | 'voicesById' | 'folders' | 'glossariesById' | 'brandKitsById', Map<string, any>>} sim */
	constructor(sim) {
		this.sim = sim;
	}

	url(value, param) {
		const url = URL.canParse(value) ? new URL(value) : undefined;
		if (!url || !/^https?:$/.test(url.protocol))
			throw invalid(param, `'${param}' must be an http or https URL.`);
		return url;
	}

	/** A URL that HeyGen fetches. Hosts under `.invalid` are the ones it cannot reach. */
	fetched(value, param) {
		if (this.url(value, param).hostname.endsWith('.invalid'))
			throw new ApiError('download_failed', `Could not download the file of '${param}'.`, {
				param,
			});
	}

	/** An uploaded asset that is ready. @param {string} id @param {string} param @param {string} [wanted] image, video or audio */
	assetId(id, param, wanted) {
		const found = this.sim.assets.get(id);
		if (!found) throw new ApiError('asset_not_found', `Asset '${id}' was not found.`, { param });
		if (
			found.status !== 'completed' &&
			!(found.status === 'processing' && Date.now() >= found.readyAt)
		)
			throw invalid(param, `Asset '${id}' is not ready.`);
		if (!wanted || kindOf(found.mime) === wanted) return;
		if (wanted === 'audio')
			throw new ApiError('no_audio_track', `Asset '${id}' has no audio track.`, { param });
		throw invalid(
			param,
			`'${param}' must be of type ${wanted}, but asset '${id}' is ${found.mime}.`,
		);
	}

	/** Any file input. */
	asset(value, param, wanted) {
		if (!given(value)) return;
		if (value.type === 'url') this.fetched(value.url, at(param, 'url'));
		if (value.type === 'asset_id') this.assetId(value.asset_id, at(param, 'asset_id'), wanted);
		if (value.type !== 'base64') return;
		if (!value.data || value.data.length % 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(value.data))
			throw invalid(at(param, 'data'), `'${param}.data' must be base64.`);
		if (wanted && kindOf(value.media_type) !== wanted)
			throw invalid(at(param, 'media_type'), `'${param}.media_type' must be of type ${wanted}.`);
	}

	/** A file input's kind as far as it can be told. */
	mediaKind(value) {
		if (value.type === 'asset_id') return kindOf(this.sim.assets.get(value.asset_id)?.mime);
		if (value.type === 'base64') return kindOf(value.media_type);
		const { pathname } = new URL(value.url);
		return Object.keys(extensions).find((kind) => extensions[kind].test(pathname));
	}

	look(id, param = 'avatar_id') {
		const look = this.sim.looksById.get(id);
		if (!look) throw new ApiError('avatar_not_found', `Avatar '${id}' was not found.`, { param });
		if (look.status === 'pending_consent')
			throw new ApiError(
				'avatar_consent_required',
				`Avatar '${id}' needs the consent of the person shown.`,
				{ param },
			);
		if (look.status !== 'completed')
			throw new ApiError('avatar_not_usable', `Avatar '${id}' is not ready.`, { param });
		return look;
	}

	voice(id, param = 'voice_id') {
		const voice = this.sim.voicesById.get(id);
		if (!voice) throw new ApiError('voice_not_found', `Voice '${id}' was not found.`, { param });
		if (voice.status !== 'complete')
			throw new ApiError('voice_unavailable', `Voice '${id}' is not ready.`, { param });
		return voice;
	}

	/** A callback id has a meaning only beside the address that it is sent to. */
	callback(body) {
		if (given(body.callback_url)) this.url(body.callback_url, 'callback_url');
		else if (given(body.callback_id))
			throw invalid('callback_id', "'callback_id' needs a callback_url.");
	}

	/** Text that is spoken: words, and no markup but pauses. */
	words(value, param) {
		if (!spoken(value))
			throw new ApiError('tts_text_invalid', `'${param}' has no words to speak.`, { param });
		if (markup.test(value))
			throw new ApiError('tts_text_invalid', `'${param}' holds SSML, but is plain text.`, {
				param,
			});
	}

	folder(body) {
		if (!given(body.folder_id)) return;
		const folder = this.sim.folders.get(body.folder_id);
		if (!folder || folder.is_trash)
			throw new ApiError('folder_not_found', `Folder '${body.folder_id}' was not found.`, {
				param: 'folder_id',
			});
	}

	/** The glossary, also by its old name. */
	glossary(body) {
		for (const param of ['brand_glossary_id', 'brand_voice_id']) {
			if (given(body[param]) && !this.sim.glossariesById.has(body[param]))
				throw new ApiError(
					'brand_glossary_not_found',
					`Brand glossary '${body[param]}' was not found.`,
					{ param },
				);
		}
	}

	brandKit(body) {
		if (!given(body.brand_kit_id)) return;
		const kit = this.sim.brandKitsById.get(body.brand_kit_id);
		if (!kit)
			throw new ApiError('brand_kit_not_found', `Brand kit '${body.brand_kit_id}' was not found.`, {
				param: 'brand_kit_id',
			});
		if (kit.status !== 'completed')
			throw new ApiError('brand_kit_not_ready', `Brand kit '${body.brand_kit_id}' is not ready.`, {
				param: 'brand_kit_id',
			});
	}

	watermark(body) {
		if (given(body.watermark)) this.asset(body.watermark.image, 'watermark.image', 'image');
	}

	/**
	 * Exactly one of script, audio_url and audio_asset_id.
	 * @param {object} body @param {string} path where in the request it stands
	 * @param {{defaultVoice?: string|null, optional?: boolean}} how `defaultVoice`: what speaks a script without voice_id
	 */
	speech(body, path, { defaultVoice, optional = false } = {}) {
		const sources = ['script', 'audio_url', 'audio_asset_id'].filter((name) => given(body[name]));
		if (sources.length > 1)
			throw invalid(
				at(path, sources[1]),
				`Only one of script, audio_url and audio_asset_id may be given, found ${sources.join(' and ')}.`,
			);
		if (!sources.length && !optional)
			throw invalid(at(path, 'script'), 'One of script, audio_url and audio_asset_id is required.');
		if (sources[0] === 'script') {
			this.words(body.script, at(path, 'script'));
			if (!given(body.voice_id) && !defaultVoice)
				throw invalid(at(path, 'voice_id'), "'voice_id' is required with a script.");
		}
		if (given(body.audio_url)) this.fetched(body.audio_url, at(path, 'audio_url'));
		if (given(body.audio_asset_id))
			this.assetId(body.audio_asset_id, at(path, 'audio_asset_id'), 'audio');
		if (given(body.voice_id)) this.voice(body.voice_id, at(path, 'voice_id'));
		const settings = body.voice_settings?.engine_settings;
		if (
			settings?.model === 'eleven_v3' &&
			given(settings.stability) &&
			![0, 0.5, 1].includes(settings.stability)
		) {
			throw invalid(
				at(path, 'voice_settings.engine_settings.stability'),
				'The model eleven_v3 takes a stability of 0, 0.5 or 1.',
			);
		}
		return sources[0];
	}

	/** A speaking avatar, in a video or in a scene. */
	avatar(body, path = '') {
		const look = this.look(body.avatar_id, at(path, 'avatar_id'));
		const engine = body.engine?.type ?? 'avatar_iv';
		if (!look.supported_api_engines.includes(engine))
			throw invalid(
				at(path, 'engine'),
				`Avatar '${look.id}' does not support the engine ${engine}.`,
			);
		if (given(body.engine?.reference_look_id))
			this.reference(look, body.engine.reference_look_id, at(path, 'engine.reference_look_id'));
		const isPhoto = look.avatar_type === 'photo_avatar';
		if (given(body.expressiveness) && (!isPhoto || engine !== 'avatar_iv')) {
			throw invalid(
				at(path, 'expressiveness'),
				"'expressiveness' is for photo avatars on Avatar IV only.",
			);
		}
		if (given(body.motion_prompt) && !isPhoto && engine === 'avatar_iv') {
			throw invalid(
				at(path, 'motion_prompt'),
				"'motion_prompt' is not supported for video avatars on Avatar IV.",
			);
		}
		this.speech(body, path, { defaultVoice: look.default_voice_id });
		return look;
	}

	/** Avatar V's second look: one of the same digital twin. */
	reference(look, id, param) {
		const other = this.look(id, param);
		if (other.avatar_type !== 'digital_twin' || other.group_id !== look.group_id)
			throw invalid(param, `'${param}' must be a look of the same digital twin.`);
	}

	background({ background, output_format }) {
		if (!given(background)) return;
		if (output_format === 'webm')
			throw invalid(
				'background',
				"'background' cannot be used with the transparent output_format webm.",
			);
		const { type, value, url, asset_id } = background;
		if (type === 'color') {
			if (!colour.test(value ?? ''))
				throw invalid('background.value', "'background.value' must be a colour such as #1A2B3C.");
			if (given(url) || given(asset_id))
				throw invalid('background.type', 'A color background takes a value only.');
			return;
		}
		if (given(value))
			throw invalid('background.value', 'An image background takes url or asset_id, no value.');
		if (given(url) === given(asset_id))
			throw invalid('background.url', 'An image background takes exactly one of url and asset_id.');
		if (given(url)) this.fetched(url, 'background.url');
		else this.assetId(asset_id, 'background.asset_id', 'image');
	}

	cinematic(body) {
		const looks = body.avatar_id.map((id, i) => this.look(id, `avatar_id.${i}`));
		if (body.auto_duration && given(body.duration))
			throw invalid('duration', "'duration' cannot be used together with auto_duration.");
		const references = body.references ?? [];
		references.forEach((one, i) => this.asset(one, `references.${i}`));
		const media = [
			...looks.map((look) => (look.avatar_type === 'photo_avatar' ? 'image' : 'video')),
			...references.map((one) => this.mediaKind(one) ?? 'image'),
		];
		for (const [kind, most] of Object.entries({ video: 3, image: 9 })) {
			if (media.filter((one) => one === kind).length > most)
				throw invalid(
					'references',
					`Looks and references together may hold ${most} ${kind}s at most.`,
				);
		}
	}

	scene(scene, path) {
		if (scene.type === 'avatar_video') {
			const { input } = scene;
			this.avatar(input, `${path}.input`);
			if (given(input.background) && !colour.test(input.background.color))
				throw invalid(`${path}.input.background.color`, 'The colour must look like #1A2B3C.');
			return;
		}
		this.asset(scene.source, `${path}.source`, scene.type);
		const source = this.speech(scene, path, { optional: true });
		if (scene.type === 'video') {
			if (given(scene.playback?.mode) && !source)
				throw invalid(`${path}.playback.mode`, "'playback.mode' is for scenes with speech.");
			return;
		}
		if (given(scene.duration) === given(source))
			throw invalid(
				`${path}.duration`,
				'An image scene takes exactly one of duration and a speech source.',
			);
	}

	/** Everything about the body of POST /v3/videos. */
	video(body) {
		this.callback(body);
		this.folder(body);
		this.glossary(body);
		this.watermark(body);
		if (body.type === 'avatar') this.avatar(body);
		if (body.type === 'image') {
			this.asset(body.image, 'image', 'image');
			this.speech(body, '');
		}
		if (body.type === 'avatar' || body.type === 'image') this.background(body);
		if (body.type === 'cinematic_avatar') this.cinematic(body);
		if (body.type === 'studio') body.scenes.forEach((scene, i) => this.scene(scene, `scenes.${i}`));
	}
}

module.exports = { Rules, given, kindOf, spoken };
