// Avatars, looks, voices: what each operation answers.
const { ApiError, invalid } = require('../errors');
const { newId } = require('../jobs');
const { pageOf } = require('../lists');
const { given } = require('../rules');

const errorOf = (one) =>
	one.job?.failure && one.status === 'failed'
		? { code: one.job.failure.code ?? 'failed', message: one.job.failure.message ?? 'Failed' }
		: null;

const presentLook =
	(sim) =>
	({ ownership, job, ...look }) => ({
		...look,
		preview_image_url: look.status === 'completed' ? sim.files.link(look.id, 'look.png') : null,
		preview_video_url: look.status === 'completed' ? sim.files.link(look.id, 'video.mp4') : null,
		error: errorOf({ ...look, job }),
	});

const presentGroup =
	(sim) =>
	({ id, name, gender, created_at, default_voice_id, status, consent_status, looks, job }) => ({
		id,
		name,
		gender,
		created_at,
		default_voice_id,
		status,
		consent_status,
		looks_count: looks.size,
		error: errorOf({ status, job }),
		preview_image_url: status === 'completed' ? sim.files.link(id, 'look.png') : null,
		preview_video_url: status === 'completed' ? sim.files.link(id, 'video.mp4') : null,
	});

const presentVoice =
	(sim) =>
	({ voice_id, name, language, gender, type, support_pause, support_locale }) => ({
		voice_id,
		name,
		language,
		gender,
		type,
		support_pause,
		support_locale,
		preview_audio_url: sim.files.link(voice_id, 'speech.mp3'),
	});

const find = (map, id, code) => {
	const found = map.get(id);
	if (!found) throw new ApiError(code, `'${id}' was not found.`);
	return found;
};
const lookOf = (sim, id) => find(sim.looksById, id, 'avatar_not_found');
const groupOf = (sim, id) => find(sim.groupsById, id, 'avatar_not_found');
const voiceOf = (sim, id) => find(sim.voicesById, id, 'voice_not_found');
const same = (a, b) => !b || a?.toLowerCase() === b.toLowerCase();

/** Lets the status of something that a job makes follow that job. */
const followed = (sim, one, job) =>
	Object.defineProperty(Object.assign(one, { job }), 'status', {
		enumerable: true,
		get: () => sim.jobs.status(one.job),
	});

const avatarTypes = { photo: 'photo_avatar', prompt: 'photo_avatar', digital_twin: 'digital_twin' };

const addVoice = (sim, voice) => {
	const whole = {
		type: 'private',
		support_pause: true,
		support_locale: true,
		engines: ['starfish', 'elevenlabs'],
		created_at: Math.floor(Date.now() / 1000),
		status: 'complete',
		...voice,
	};
	sim.catalogue.voices.push(whole);
	sim.voicesById.set(whole.voice_id, whole);
	return whole;
};

const wordTimes = (text, seconds) => {
	const words = text
		.replace(/<[^>]*>/g, ' ')
		.split(/\s+/)
		.filter(Boolean);
	const each = seconds / Math.max(1, words.length);
	return words.map((word, i) => ({
		word,
		start: Math.round(i * each * 1000) / 1000,
		end: Math.round((i + 1) * each * 1000) / 1000,
	}));
};

const operations = {
	'POST /v3/avatars': ({ sim, body, key }) => {
		sim.rules.asset(body.file, 'file', body.type === 'photo' ? 'image' : 'video');
		(body.reference_images ?? []).forEach((one, i) =>
			sim.rules.asset(one, `reference_images.${i}`, 'image'),
		);
		if (given(body.avatar_id)) sim.rules.look(body.avatar_id);
		const known = given(body.avatar_group_id) ? groupOf(sim, body.avatar_group_id) : undefined;
		sim.jobs.admit('avatar');
		const consent = body.type === 'digital_twin' && known?.consent_status !== 'approved';
		const id = newId();
		const job = sim.jobs.accept('avatar', {
			id,
			body,
			key,
			hold: consent ? 'pending_consent' : undefined,
		});
		const group =
			known ??
			followed(
				sim,
				{
					id: newId(),
					name: body.name,
					gender: null,
					created_at: Math.floor(Date.now() / 1000),
					default_voice_id: null,
					ownership: 'private',
					looks: new Set(),
					consent_status: body.type === 'digital_twin' ? 'pending' : null,
				},
				job,
			);
		if (!known) {
			sim.catalogue.groups.push(group);
			sim.groupsById.set(group.id, group);
		}
		const type = avatarTypes[body.type];
		const look = followed(
			sim,
			{
				id,
				group_id: group.id,
				name: body.name,
				avatar_type: type,
				gender: null,
				default_voice_id: null,
				preferred_orientation: 'portrait',
				image_width: 1080,
				image_height: 1920,
				supported_api_engines:
					type === 'digital_twin'
						? ['avatar_iii', 'avatar_iv', 'avatar_v']
						: ['avatar_iii', 'avatar_iv'],
				tags: [],
				ownership: 'private',
			},
			job,
		);
		group.looks.add(id);
		sim.catalogue.looks.push(look);
		sim.looksById.set(id, look);
		return {
			data: { avatar_group: presentGroup(sim)(group), avatar_item: presentLook(sim)(look) },
		};
	},
	'GET /v3/avatars': ({ sim, query }) =>
		pageOf(sim.catalogue.groups, query, {
			keep: (group) => sim.groupsById.has(group.id) && same(group.ownership, query.ownership),
			present: presentGroup(sim),
		}),
	'GET /v3/avatars/{group_id}': ({ sim, params }) => ({
		data: presentGroup(sim)(groupOf(sim, params.group_id)),
	}),
	'PATCH /v3/avatars/{group_id}': ({ sim, params, body }) => {
		const group = groupOf(sim, params.group_id);
		if (group.ownership !== 'private')
			throw new ApiError('forbidden', 'Only an avatar of your own can be changed.');
		if (given(body.default_voice_id)) sim.rules.voice(body.default_voice_id, 'default_voice_id');
		if (body.default_voice_id !== undefined) group.default_voice_id = body.default_voice_id;
		return { data: presentGroup(sim)(group) };
	},
	'DELETE /v3/avatars/{group_id}': ({ sim, params }) => {
		const group = groupOf(sim, params.group_id);
		for (const id of group.looks) sim.looksById.delete(id);
		sim.groupsById.delete(group.id);
		return { data: { id: group.id } };
	},
	'POST /v3/avatars/{group_id}/consent': ({ sim, params, body }) => {
		const group = groupOf(sim, params.group_id);
		sim.rules.asset(body.consent_video, 'consent_video', 'video');
		if (given(body.reroute_url)) sim.rules.url(body.reroute_url, 'reroute_url');
		if (given(body.consent_video)) {
			group.consent_status = 'approved';
			for (const id of group.looks)
				if (sim.looksById.get(id).job) sim.jobs.release(sim.looksById.get(id).job);
		}
		return {
			data: {
				avatar_group: presentGroup(sim)(group),
				url: given(body.consent_video) ? null : `https://app.heygen.com/consent/${group.id}`,
			},
		};
	},
	'GET /v3/avatars/looks': ({ sim, query }) =>
		pageOf(sim.catalogue.looks, query, {
			keep: (look) =>
				sim.looksById.has(look.id) &&
				same(look.group_id, query.group_id) &&
				same(look.avatar_type, query.avatar_type) &&
				same(look.ownership, query.ownership),
			present: presentLook(sim),
		}),
	'GET /v3/avatars/looks/{look_id}': ({ sim, params }) => ({
		data: presentLook(sim)(lookOf(sim, params.look_id)),
	}),
	'PATCH /v3/avatars/looks/{look_id}': ({ sim, params, body }) => {
		const look = lookOf(sim, params.look_id);
		if (given(body.name)) look.name = body.name;
		return { data: presentLook(sim)(look) };
	},
	'DELETE /v3/avatars/looks/{look_id}': ({ sim, params }) => {
		const look = lookOf(sim, params.look_id);
		sim.looksById.delete(look.id);
		// The last look takes its avatar with it.
		const group = sim.groupsById.get(look.group_id);
		group?.looks.delete(look.id);
		if (group?.looks.size === 0) sim.groupsById.delete(group.id);
		return { data: { id: look.id } };
	},

	'GET /v3/voices': ({ sim, query }) =>
		pageOf(sim.catalogue.voices, query, {
			keep: (voice) =>
				sim.voicesById.has(voice.voice_id) &&
				voice.type === (query.type ?? 'public') &&
				same(voice.language, query.language) &&
				same(voice.gender, query.gender) &&
				(!query.engine || voice.engines.includes(query.engine.toLowerCase())),
			present: presentVoice(sim),
		}),
	'GET /v3/voices/{voice_id}': ({ sim, params }) => {
		const { voice_id, name, language, gender, support_pause, status, created_at, job } = voiceOf(
			sim,
			params.voice_id,
		);
		return {
			data: {
				voice_id,
				name,
				language,
				gender,
				support_pause,
				status,
				created_at,
				failure_message: (status === 'failed' && job?.failure?.message) || null,
				support_interactive_avatar: false,
				preview_audio_url: status === 'complete' ? sim.files.link(voice_id, 'speech.mp3') : null,
			},
		};
	},
	'DELETE /v3/voices/{voice_id}': ({ sim, params }) => {
		sim.voicesById.delete(voiceOf(sim, params.voice_id).voice_id);
		return { data: { voice_id: params.voice_id } };
	},
	'POST /v3/voices': ({ sim, body }) => {
		if (!body.prompt.trim()) throw invalid('prompt', "'prompt' must not be empty.");
		const made = [1, 2, 3].map((n) =>
			addVoice(sim, {
				voice_id: newId(),
				name: `Designed voice ${n}`,
				language: 'English',
				gender: body.gender ?? (n % 2 ? 'female' : 'male'),
			}),
		);
		return { data: { seed: body.seed ?? 0, voices: made.map(presentVoice(sim)) } };
	},
	'POST /v3/voices/clone': ({ sim, body }) => {
		sim.rules.asset(body.audio, 'audio', 'audio');
		if (!body.voice_name.trim()) throw invalid('voice_name', "'voice_name' must not be empty.");
		sim.jobs.admit('voiceClone');
		const job = sim.jobs.accept('voiceClone', { body });
		followed(
			sim,
			addVoice(sim, {
				voice_id: job.id,
				name: body.voice_name,
				language: body.language ?? 'English',
				gender: 'unknown',
			}),
			job,
		);
		return { data: { voice_clone_id: job.id } };
	},
	'POST /v3/voices/speech': ({ sim, body }) => {
		const voice = sim.rules.voice(body.voice_id);
		if (!voice.engines.includes('starfish'))
			throw new ApiError(
				'voice_not_usable',
				`Voice '${voice.voice_id}' does not support the engine starfish.`,
				{ param: 'voice_id' },
			);
		if (body.input_type !== 'ssml') sim.rules.words(body.text, 'text');
		if (body.input_type === 'ssml' && !/^\s*<speak[\s>][\s\S]*<\/speak>\s*$/.test(body.text))
			throw invalid('text', "SSML must stand in a 'speak' element.");
		sim.jobs.admit('speech');
		const seconds = Math.max(
			0.5,
			Math.round((body.text.length / 15 / (body.speed ?? 1)) * 100) / 100,
		);
		const job = sim.jobs.accept('speech', { body, seconds, text: body.text, instant: true });
		return {
			data: {
				audio_url: sim.files.link(job.id, 'speech.mp3'),
				duration: seconds,
				request_id: job.id,
				word_timestamps: wordTimes(body.text, seconds),
			},
		};
	},
};

module.exports = { operations, addVoice, followed };
