// Translations, proofreads and lipsyncs: what each operation answers.
const { ApiError, invalid } = require('../errors');
const { given } = require('../rules');
const { statuses, createBatch, getBatch, jobRoutes, look, unix } = require('./common');

/** Credits per second of the source, by mode. */
const rates = { speed: 0.05, precision: 0.1 };
const rateOf = (body) => rates[body.mode ?? 'speed'];
/** Sources are not fetched: each counts as this long, or as long as its start_time and end_time say. */
const sourceSeconds = ({ start_time: from, end_time: to }) => (given(to) ? to - (from ?? 0) : 10);

const checkSource = (sim, body) => {
	sim.rules.callback(body);
	sim.rules.asset(body.video, 'video', 'video');
	sim.rules.asset(body.audio, 'audio', 'audio');
	if (given(body.start_time) && body.start_time < 0)
		throw invalid('start_time', "'start_time' must not be negative.");
	if (given(body.end_time) && body.end_time <= (body.start_time ?? 0))
		throw invalid('end_time', "'end_time' must come after start_time.");
};

const checkTranslation = (sim, body) => {
	checkSource(sim, body);
	sim.rules.asset(body.srt, 'srt');
	if (!body.output_languages.length)
		throw invalid('output_languages', "'output_languages' must hold at least one language.");
	for (const language of body.output_languages) {
		if (!sim.catalogue.translationLanguages.includes(language))
			throw invalid(
				'output_languages',
				`'${language}' is not one of the languages of GET /v3/video-translations/languages.`,
			);
	}
	sim.rules.glossary(body);
	for (const id of body.stock_voice_config?.preferred_stock_voice_ids ?? [])
		sim.rules.voice(id, 'stock_voice_config.preferred_stock_voice_ids');
};

/** One job per language. */
const startTranslations = (sim, body, more) =>
	body.output_languages.map((language) =>
		sim.jobs.accept('translation', {
			body,
			language,
			title: body.title ?? null,
			audioOnly: body.translate_audio_only ?? false,
			seconds: sourceSeconds(body),
			rate: rateOf(body),
			text: `Translated to ${language}`,
			...more,
		}),
	);
const startLipsync = (sim, body, more) =>
	sim.jobs.accept('lipsync', {
		body,
		title: body.title ?? null,
		seconds: sourceSeconds(body),
		rate: rateOf(body),
		text: 'Lip sync',
		...more,
	});

const presentTranslation = (sim, job) => {
	const { status, done, failure, link } = look(sim, job);
	return {
		id: job.id,
		title: job.title,
		status,
		input_language: job.body.input_language ?? (done ? 'English' : null),
		output_language: job.language,
		translate_audio_only: job.audioOnly,
		video_url: link('video.mp4', !job.audioOnly),
		audio_url: link('speech.mp3', job.audioOnly),
		srt_caption_url: link('captions.srt'),
		vtt_caption_url: link('captions.vtt'),
		duration: done ? job.seconds : null,
		callback_id: job.body.callback_id ?? null,
		created_at: unix(job.createdAt),
		failure_message: failure?.message ?? null,
	};
};

const presentLipsync = (sim, job) => {
	const { status, done, failure, link } = look(sim, job);
	return {
		id: job.id,
		title: job.title,
		status,
		video_url: link('video.mp4'),
		caption_url: link('captions.srt'),
		duration: done ? job.seconds : null,
		callback_id: job.body.callback_id ?? null,
		created_at: unix(job.createdAt),
		failure_message: failure?.message ?? null,
	};
};

const presentProofread = (sim, job) => {
	const { status, done, failure } = look(sim, job);
	return {
		id: job.id,
		title: job.title,
		status,
		input_language: done ? 'English' : null,
		output_language: job.language,
		submitted_for_review: false,
		created_at: unix(job.createdAt),
		failure_message: failure?.message ?? null,
	};
};

const finishedProofread = (sim, id) => {
	const job = sim.jobs.get(id, 'proofread', 'proofread_not_found');
	if (!sim.jobs.succeeded(job))
		throw new ApiError('resource_not_ready', 'The proofread session is not ready.');
	return job;
};

const rename =
	(kind, idName, notFound, present) =>
	({ sim, params, body }) => {
		const job = sim.jobs.get(params[idName], kind, notFound);
		job.title = body.title;
		return { data: present(sim, job) };
	};

const proofreads = '/v3/video-translations/proofreads';
const operations = {
	...jobRoutes({
		kind: 'translation',
		path: '/v3/video-translations',
		idName: 'video_translation_id',
		notFound: 'video_translation_not_found',
		present: presentTranslation,
	}),
	'POST /v3/video-translations': ({ sim, body, key }) => {
		checkTranslation(sim, body);
		sim.jobs.admit('translation', body.output_languages.length);
		return {
			data: { video_translation_ids: startTranslations(sim, body, { key }).map((job) => job.id) },
		};
	},
	'GET /v3/video-translations/languages': ({ sim }) => ({
		data: { languages: sim.catalogue.translationLanguages },
	}),
	'GET /v3/video-translations/statuses': statuses('translation', 'video_translation_ids'),
	'POST /v3/video-translations/batches': createBatch({
		of: 'translation',
		rows: 'video_translations',
		check: checkTranslation,
		start: startTranslations,
	}),
	'GET /v3/video-translations/batches/{batch_id}': getBatch('translation'),
	'PATCH /v3/video-translations/{video_translation_id}': rename(
		'translation',
		'video_translation_id',
		'video_translation_not_found',
		presentTranslation,
	),

	[`POST ${proofreads}`]: ({ sim, body, key }) => {
		checkTranslation(sim, body);
		sim.jobs.admit('proofread', body.output_languages.length);
		const jobs = body.output_languages.map((language) =>
			sim.jobs.accept('proofread', {
				body,
				key,
				language,
				title: body.title,
				text: `Draft in ${language}`,
			}),
		);
		return { data: { proofread_ids: jobs.map((job) => job.id), status: 'processing' } };
	},
	[`GET ${proofreads}/{proofread_id}`]: ({ sim, params }) => ({
		data: presentProofread(
			sim,
			sim.jobs.get(params.proofread_id, 'proofread', 'proofread_not_found'),
		),
	}),
	[`GET ${proofreads}/{proofread_id}/srt`]: ({ sim, params }) => {
		const job = finishedProofread(sim, params.proofread_id);
		return {
			data: {
				srt_url: sim.files.link(job.id, 'captions.srt'),
				original_srt_url: sim.files.link(job.id, 'original.srt'),
			},
		};
	},
	[`PUT ${proofreads}/{proofread_id}/srt`]: ({ sim, params, body }) => {
		const job = finishedProofread(sim, params.proofread_id);
		sim.rules.asset(body.srt, 'srt');
		job.srt = sim.assets.get(body.srt.asset_id)?.head;
		return { data: presentProofread(sim, job) };
	},
	[`POST ${proofreads}/{proofread_id}/generate`]: ({ sim, params, body, key }) => {
		const proofread = finishedProofread(sim, params.proofread_id);
		sim.rules.callback(body);
		sim.jobs.admit('translation');
		const whole = { ...proofread.body, ...body, output_languages: [proofread.language] };
		const [job] = startTranslations(sim, whole, { key, body });
		return { data: { video_translation_id: job.id, status: 'processing' } };
	},

	...jobRoutes({
		kind: 'lipsync',
		path: '/v3/lipsyncs',
		idName: 'lipsync_id',
		notFound: 'lipsync_not_found',
		present: presentLipsync,
	}),
	'POST /v3/lipsyncs': ({ sim, body, key }) => {
		checkSource(sim, body);
		sim.jobs.admit('lipsync');
		return { data: { lipsync_id: startLipsync(sim, body, { key }).id } };
	},
	'GET /v3/lipsyncs/statuses': statuses('lipsync', 'lipsync_ids'),
	'POST /v3/lipsyncs/batches': createBatch({
		of: 'lipsync',
		rows: 'lipsyncs',
		check: checkSource,
		start: (sim, body, more) => [startLipsync(sim, body, more)],
	}),
	'GET /v3/lipsyncs/batches/{batch_id}': getBatch('lipsync'),
	'PATCH /v3/lipsyncs/{lipsync_id}': rename(
		'lipsync',
		'lipsync_id',
		'lipsync_not_found',
		presentLipsync,
	),
};

module.exports = { operations };
