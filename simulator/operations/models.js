// HeyGen's own models: generated videos and images, speech, voices.
const { ApiError, invalid } = require('../errors');
const { newId } = require('../jobs');
const { pageOf } = require('../lists');
const { given } = require('../rules');
const { addVoice, followed } = require('./avatars');
const { look, unix } = require('./common');

/** Credits per second by resolution; videos that are made from references cost twice that. */
const rates = { '480p': 0.04, '768p': 0.06, '1080p': 0.18, '2k': 0.18 };
const sides = { '480p': 480, '768p': 768, '1080p': 1080, '2k': 1440 };
const references = ['reference_images', 'reference_videos', 'reference_audio'];
const mostReferences = 12;

const checkVideo = (sim, body) => {
	sim.rules.callback(body);
	sim.rules.asset(body.image, 'image', 'image');
	const count = {};
	for (const name of references) {
		count[name] = body[name]?.length ?? 0;
		(body[name] ?? []).forEach((one, i) =>
			sim.rules.asset(one, `${name}.${i}`, /_(image|video|audio)/.exec(name)[1]),
		);
	}
	if (body.mode === 'reference_to_video') {
		if (!count.reference_images && !count.reference_videos)
			throw invalid('reference_images', 'At least one image or video is needed as a reference.');
		const all = references.reduce((sum, name) => sum + count[name], 0);
		if (all > mostReferences)
			throw invalid(
				'reference_images',
				`There may be ${mostReferences} references at most, found ${all}.`,
			);
	}
	// A first frame sets the shape by itself.
	const shape = body.aspect_ratio ?? (body.mode === 'text_to_video' ? '16:9' : 'adaptive');
	if (
		body.mode !== 'image_to_video' &&
		['1080p', '2k'].includes(body.resolution) &&
		!['16:9', '9:16'].includes(shape)
	)
		throw invalid('aspect_ratio', `The resolution ${body.resolution} takes 16:9 or 9:16.`);
};

const presentVideo = (sim, job) => {
	const { status, done, failure, link } = look(sim, job);
	const { resolution = '768p', aspect_ratio: shape = '16:9', duration = 5, seed = 7 } = job.body;
	const [w, h] = /\d+:\d+/.test(shape) ? shape.split(':').map(Number) : [16, 9];
	const side = sides[resolution] / Math.min(w, h);
	const cancelled = status === 'cancelled';
	return {
		video_id: job.id,
		model: job.body.model,
		status,
		created_at: unix(job.createdAt),
		video_url: link('video.mp4'),
		duration: done ? duration : null,
		aspect_ratio: done ? `${w}:${h}` : null,
		width: done ? Math.round(side * w) : null,
		height: done ? Math.round(side * h) : null,
		seed: done ? seed : null,
		timings: done ? { inference: 41.5 } : null,
		failure_code: cancelled ? 'generation_cancelled' : failure && 'generation_failed',
		failure_message: cancelled ? 'The generation was cancelled.' : (failure?.message ?? null),
	};
};

const presentImages = (sim, job) => {
	const { status, done, failure, link } = look(sim, job);
	const { num_images: count = 1, seed } = job.body;
	const cancelled = status === 'cancelled';
	const codes = [
		'insufficient_credit',
		'usage_limit_reached',
		'no_face_detected',
		'multiple_faces_detected',
	];
	return {
		generation_id: job.id,
		model: job.body.model,
		status,
		created_at: unix(job.createdAt),
		num_images: count,
		// All of them or none.
		images: done
			? Array.from({ length: count }, (_, i) => ({
					image_id: `${job.id}-${i + 1}`,
					image_url: link(`image-${i + 1}.png`),
					width: 1024,
					height: 1024,
					seed: (seed ?? 7) + i,
				}))
			: [],
		failure_code: cancelled
			? 'generation_cancelled'
			: failure && (codes.includes(failure.code) ? failure.code : 'generation_failed'),
		failure_message: cancelled ? 'The generation was cancelled.' : (failure?.message ?? null),
	};
};

const words = { complete: 'ACTIVE', processing: 'PENDING', failed: 'FAILED' };
const statusOf = ({ status }) => words[status] ?? status;
const presentVoice = (voice) => ({
	voice_id: voice.voice_id,
	name: voice.name,
	mode: voice.mode ?? 'instant',
	status: statusOf(voice),
	language: voice.language ?? null,
	created_at: voice.created_at,
	failure_reason:
		statusOf(voice) === 'FAILED'
			? voice.job?.failure?.code === 'insufficient_audio'
				? 'INSUFFICIENT_AUDIO'
				: 'TRAINING_FAILED'
			: null,
});
/** The workspace's own voices only: HeyGen's public ones are found in GET /v3/voices. */
const isOwn = (sim) => (voice) => voice.type === 'private' && sim.voicesById.has(voice.voice_id);
const ownVoice = (sim, id) => {
	const voice = sim.voicesById.get(id);
	if (!voice || !isOwn(sim)(voice))
		throw new ApiError('voice_not_found', `Voice '${id}' was not found.`);
	return voice;
};

const only = (body, names, mode, isMode) => {
	for (const name of names) {
		if (given(body[name]) && !isMode) throw invalid(name, `'${name}' is for ${mode} voices only.`);
	}
};

const operations = {
	'POST /v3/models/videos': ({ sim, body, key }) => {
		checkVideo(sim, body);
		sim.jobs.admit('modelVideo');
		const { resolution = '768p', mode, duration: seconds = 5, prompt: text } = body;
		const rate = rates[resolution] * (mode === 'reference_to_video' ? 2 : 1);
		const job = sim.jobs.accept('modelVideo', { body, key, seconds, rate, text });
		return { data: { video_id: job.id } };
	},
	'GET /v3/models/videos/{video_id}': ({ sim, params }) => ({
		data: presentVideo(sim, sim.jobs.get(params.video_id, 'modelVideo', 'video_not_found')),
	}),

	'POST /v3/models/images': ({ sim, body, key }) => {
		for (const name of ['identity_images', 'reference_images'])
			body[name].forEach((one, i) => sim.rules.asset(one, `${name}.${i}`, 'image'));
		sim.jobs.admit('modelImage');
		return { data: { generation_id: sim.jobs.accept('modelImage', { body, key }).id } };
	},
	'GET /v3/models/images/{generation_id}': ({ sim, params }) => ({
		data: presentImages(
			sim,
			sim.jobs.get(params.generation_id, 'modelImage', 'generation_not_found'),
		),
	}),

	'POST /v3/models/audio/tts': ({ sim, body, header }) => {
		const voice = sim.voicesById.get(body.voice_id);
		if (!voice)
			throw new ApiError('voice_not_found', `Voice '${body.voice_id}' was not found.`, {
				param: 'voice_id',
			});
		const status = statusOf(voice);
		if (status === 'PENDING')
			throw new ApiError('voice_not_ready', `Voice '${body.voice_id}' is still being trained.`);
		if (status === 'FAILED')
			throw new ApiError('voice_training_failed', `Voice '${body.voice_id}' was never trained.`);
		sim.rules.words(body.text, 'text');
		if (given(body.language) && !/^[a-z]{2,3}$/.test(body.language))
			throw invalid('language', "'language' must be a bare code such as 'en'.");
		const professional = voice.mode === 'professional';
		only(body, ['seed', 'speed', 'pitch_shift', 'pitch_variance'], 'professional', professional);
		only(body, ['expressiveness_boost'], 'instant', !professional);
		sim.jobs.admit('speech');
		const seconds = Math.max(0.5, Math.round((body.text.length / 15) * 100) / 100);
		// $15 a million characters, at $0.50 a credit.
		const rate = (body.text.length * 0.00003) / seconds;
		const job = sim.jobs.accept('speech', { body, seconds, rate, text: body.text, instant: true });
		header('content-language', body.language ?? 'en');
		return { data: { audio_url: sim.files.link(job.id, 'speech.wav'), duration: seconds } };
	},

	'POST /v3/models/audio/voices': ({ sim, body, key }) => {
		body.audio.forEach((one, i) => sim.rules.asset(one, `audio.${i}`, 'audio'));
		const known = given(body.voice_id) ? ownVoice(sim, body.voice_id) : undefined;
		if (known && known.mode !== 'professional')
			throw invalid('voice_id', 'Only a professional voice can be trained again.');
		sim.jobs.admit('modelVoice');
		const id = known?.voice_id ?? newId();
		const job = sim.jobs.accept('modelVoice', { id, body, key });
		if (known) {
			if (given(body.name)) known.name = body.name;
			Object.assign(known, { job });
			return { data: { voice_id: id } };
		}
		const voice = addVoice(sim, {
			voice_id: id,
			name: body.name ?? 'My voice',
			mode: body.mode,
			language: body.language ?? 'en',
			gender: body.gender ?? 'unknown',
		});
		followed(sim, voice, job);
		return { data: { voice_id: id } };
	},
	'GET /v3/models/audio/voices': ({ sim, query }) =>
		pageOf(sim.catalogue.voices, query, { keep: isOwn(sim), present: presentVoice }),
	'GET /v3/models/audio/voices/{voice_id}': ({ sim, params }) => ({
		data: presentVoice(ownVoice(sim, params.voice_id)),
	}),
	'DELETE /v3/models/audio/voices/{voice_id}': ({ sim, params }) => {
		const voice = ownVoice(sim, params.voice_id);
		if (voice.mode === 'professional' && statusOf(voice) === 'PENDING')
			throw new ApiError('voice_not_ready', 'A voice cannot be deleted while it is trained.');
		sim.voicesById.delete(voice.voice_id);
		return { data: { status: 'deleted' } };
	},
};

module.exports = { operations };
