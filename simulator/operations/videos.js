// Videos and templates: what each operation answers.
const { ApiError, invalid } = require('../errors');
const { pageOf } = require('../lists');
const { given } = require('../rules');
const { statuses, createBatch, getBatch, jobRoutes, look, unix } = require('./common');

/** Length of speech: about 15 characters a second; a sound file counts as 10 s. */
const spoken = ({ script }) =>
	given(script) ? Math.max(1, Math.round((script.length / 15) * 10) / 10) : 10;

const lengthOf = (body) => {
	if (body.type === 'cinematic_avatar') return body.duration ?? 8;
	if (body.type !== 'studio') return spoken(body);
	return body.scenes.reduce(
		(sum, scene) =>
			sum +
			(scene.type === 'avatar_video'
				? spoken(scene.input)
				: scene.type === 'image'
					? (scene.duration ?? spoken(scene))
					: 10),
		0,
	);
};
const textOf = (body) =>
	body.type === 'studio'
		? body.scenes
				.map((scene) => scene.input?.script ?? scene.script)
				.filter(Boolean)
				.join(' ')
		: (body.script ?? body.prompt);

const startVideo = (sim, body, more) =>
	sim.jobs.accept('video', {
		body,
		seconds: lengthOf(body),
		text: textOf(body),
		title: body.title ?? null,
		portrait: body.aspect_ratio === '9:16',
		extension: body.output_format ?? 'mp4',
		caption: Boolean(body.caption),
		folderId: body.folder_id ?? undefined,
		...more,
	});

/** A video as GET /v3/videos/{video_id} shows it. */
const presentVideo = (sim, job) => {
	const { status, done, failure, link } = look(sim, job);
	return {
		id: job.id,
		title: job.title ?? null,
		status,
		created_at: unix(job.createdAt),
		completed_at: done ? unix(job.endAt) : null,
		duration: done ? job.seconds : null,
		video_url: link(`video.${job.extension ?? 'mp4'}`),
		thumbnail_url: link('thumbnail.jpg'),
		gif_url: link('preview.gif'),
		captioned_video_url: link('captioned.mp4', job.caption),
		subtitle_url: link('captions.srt', job.caption),
		video_page_url: done ? `https://app.heygen.com/videos/${job.id}` : null,
		folder_id: job.folderId ?? null,
		output_language: null,
		failure_code: failure?.code ?? null,
		failure_message: failure?.message ?? null,
	};
};

const templateOf = (sim, id) => {
	const found = sim.catalogue.templates.find((one) => one.id === id);
	if (!found) throw new ApiError('template_not_found', `Template '${id}' was not found.`);
	return found;
};
const templateHead = (sim, { id, name, aspect_ratio, created_at, updated_at }) => ({
	id,
	name,
	aspect_ratio,
	created_at,
	updated_at,
	thumbnail_url: sim.files.link(id, 'thumbnail.jpg'),
});

/** The shapes in which a template tells its variables and takes them back: see `templateVariables` in README.md. */
const variablesOf = (sim, template) => {
	const shape = sim.config.templateVariables;
	if (shape === 'properties') return template.variables;
	return Object.fromEntries(
		Object.values(template.variables).map(({ name, type, properties }) => [
			name,
			shape === 'bare' ? { type } : { type, ...flat[type](sim, properties) },
		]),
	);
};
const flat = {
	text: (sim, { content }) => ({ content }),
	image: () => ({ asset: { type: 'asset_id', asset_id: 'asset-image' }, fit: 'contain' }),
	character: (sim) => ({
		character_id: sim.catalogue.looks.find((look) => look.status === 'completed').id,
		character_type: 'avatar',
	}),
	voice: (sim) => ({ voice_id: sim.catalogue.voices[0].voice_id, locale: null }),
};

/** The older shape, `{name, type, properties}`, which no field table describes. */
const checkProperties = (param, name, variable, known) => {
	if (variable.name !== name) throw invalid(`${param}.name`, `'${param}.name' must be '${name}'.`);
	if (typeof variable.properties !== 'object' || variable.properties === null)
		throw invalid(`${param}.properties`, `'${param}.properties' must be an object.`);
	for (const field of Object.keys(variable))
		if (!['name', 'type', 'properties'].includes(field))
			throw invalid(`${param}.${field}`, `Unknown field '${field}'.`);
	for (const field of Object.keys(variable.properties))
		if (!(field in known.properties))
			throw invalid(`${param}.properties.${field}`, `Unknown property '${field}'.`);
	if (known.type !== 'text') return;
	const { content } = variable.properties;
	if (typeof content !== 'string' || content.length > 10000)
		throw invalid(
			`${param}.properties.content`,
			'The content of a text variable is a string of up to 10,000 characters.',
		);
};

const checkTemplate = (sim, template, body) => {
	sim.rules.callback(body);
	sim.rules.folder(body);
	sim.rules.glossary(body);
	for (const [name, variable] of Object.entries(body.variables)) {
		const known = template.variables[name];
		if (!known) throw invalid(`variables.${name}`, `The template has no variable '${name}'.`);
		if (variable.type !== known.type)
			throw invalid(`variables.${name}.type`, `'variables.${name}.type' must be '${known.type}'.`);
		const inProperties = sim.config.templateVariables === 'properties';
		if (inProperties) checkProperties(`variables.${name}`, name, variable, known);
		const param = inProperties ? `variables.${name}.properties` : `variables.${name}`;
		const value = inProperties ? variable.properties : variable;
		if (given(value.voice_id)) sim.rules.voice(value.voice_id, `${param}.voice_id`);
		if (given(value.character_id)) sim.rules.look(value.character_id, `${param}.character_id`);
		if (given(value.asset_id)) sim.rules.assetId(value.asset_id, `${param}.asset_id`);
		if (given(value.url)) sim.rules.fetched(value.url, `${param}.url`);
		if (given(value.asset)) sim.rules.asset(value.asset, `${param}.asset`, known.type);
	}
	for (const id of body.scene_ids ?? []) {
		if (!template.scenes.some((scene) => scene.scene_id === id))
			throw invalid('scene_ids', `The template has no scene '${id}'.`);
	}
	if (body.dimension) {
		const { width, height } = body.dimension;
		const [w, h] = template.aspect_ratio === 'portrait' ? [9, 16] : [16, 9];
		if (Math.abs(width * h - height * w) > 2 * Math.max(w, h))
			throw invalid('dimension', `'dimension' must keep the template's ratio of ${w}:${h}.`);
	}
};

/** What is spoken: a text variable that is left out or empty stays as its name in braces. */
const textOfTemplate = (template, variables) =>
	template.scenes
		.map(({ script }) =>
			script.replace(
				/\{\{(\w+)\}\}/g,
				(raw, name) => (variables[name]?.properties ?? variables[name])?.content || raw,
			),
		)
		.join(' ');

/** A video as its scenes: a heavy read. Elements of types that nobody described are in it too. */
const presentScenes = (job) => {
	const { body } = job;
	const scenes = body.scenes ?? [body];
	const entry = ({ script, voice_id = null, audio_url, audio_asset_id }, id) => {
		if (given(script)) return [{ id, type: 'text', text: script, voice_id }];
		return given(audio_url) || given(audio_asset_id)
			? [{ id, type: 'audio', audio_url: audio_url ?? null }]
			: [];
	};
	return {
		video_id: job.id,
		video: {
			title: job.title ?? null,
			aspect_ratio: body.aspect_ratio ?? null,
			resolution: body.resolution ?? null,
			brand_glossary_id: body.brand_glossary_id ?? null,
			caption: { enabled: Boolean(body.caption) },
		},
		scenes: scenes.map((scene, i) => {
			const id = `${job.id}-${i + 1}`;
			const avatar = scene.input ?? scene;
			const element =
				typeof avatar.avatar_id === 'string'
					? {
							type: 'avatar',
							avatar_id: avatar.avatar_id,
							engine: avatar.engine?.type ?? null,
							expressiveness: avatar.expressiveness ?? null,
							motion_prompt: avatar.motion_prompt ?? null,
						}
					: {
							type: scene.type === 'video' ? 'video' : 'image',
							url: (scene.source ?? scene.image)?.url ?? null,
						};
			return {
				id,
				script: entry(avatar, `${id}-script`),
				background: null,
				elements: [
					{ id: `${id}-1`, ...element },
					{ id: `${id}-2`, type: 'placeholder' },
				],
			};
		}),
	};
};

const operations = {
	...jobRoutes({
		kind: 'video',
		path: '/v3/videos',
		idName: 'video_id',
		notFound: 'video_not_found',
		present: presentVideo,
		deleted: (id) => ({ id, deleted: true }),
	}),
	'POST /v3/videos': ({ sim, body, key }) => {
		sim.rules.video(body);
		sim.jobs.admit('video');
		const job = startVideo(sim, body, { key });
		return { data: { video_id: job.id, status: 'waiting', output_format: job.extension } };
	},
	'GET /v3/videos': ({ sim, query }) =>
		pageOf(sim.jobs.lists.video, query, {
			newestFirst: true,
			keep: (job) =>
				!job.deleted &&
				(!query.title || (job.title ?? '').toLowerCase().includes(query.title.toLowerCase())) &&
				(!query.folder_id || job.folderId === query.folder_id),
			present: (job) => presentVideo(sim, job),
		}),
	'GET /v3/videos/statuses': statuses('video', 'video_ids'),
	'GET /v3/videos/{video_id}/scenes': ({ sim, params }) => ({
		data: presentScenes(sim.jobs.get(params.video_id, 'video', 'video_not_found')),
	}),
	'POST /v3/videos/batches': createBatch({
		of: 'video',
		rows: 'videos',
		check: (sim, body) => sim.rules.video(body),
		start: (sim, body, more) => [startVideo(sim, body, { folderId: more.batch.folderId, ...more })],
	}),
	'GET /v3/videos/batches/{batch_id}': getBatch('video'),

	'GET /v3/templates': ({ sim, query }) =>
		pageOf(sim.catalogue.templates, query, { present: (one) => templateHead(sim, one) }),
	'GET /v3/templates/{template_id}': ({ sim, params }) => {
		const template = templateOf(sim, params.template_id);
		return {
			data: {
				...templateHead(sim, template),
				scene_ids: template.scenes.map((scene) => scene.scene_id),
				scenes: template.scenes.map((scene) => ({
					...scene,
					variables: scene.variables.map((name) => ({
						name,
						variable_type: template.variables[name].type,
					})),
				})),
				variables: variablesOf(sim, template),
			},
		};
	},
	'POST /v3/templates/{template_id}': ({ sim, params, body, key }) => {
		const template = templateOf(sim, params.template_id);
		checkTemplate(sim, template, body);
		sim.jobs.admit('video');
		const text = textOfTemplate(template, body.variables);
		const job = sim.jobs.accept('video', {
			body,
			key,
			text,
			seconds: spoken({ script: text || undefined }),
			title: body.title ?? template.name,
			portrait: template.aspect_ratio === 'portrait',
			caption: Boolean(body.caption),
			folderId: body.folder_id,
		});
		return { data: presentVideo(sim, job) };
	},
};

module.exports = { operations, presentVideo };
