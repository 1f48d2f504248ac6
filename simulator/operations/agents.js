// Video agents: sessions that think, ask, and make a video.
const { ApiError } = require('../errors');
const { newId } = require('../jobs');
const { pageOf } = require('../lists');
const { given } = require('../rules');
const { unix } = require('./common');
const { presentVideo } = require('./videos');

const sessionOf = (sim, id) => {
	const session = sim.sessions.get(id);
	if (!session) throw new ApiError('session_not_found', `Session '${id}' was not found.`);
	return session;
};

const checkAsked = (sim, body) => {
	sim.rules.callback(body);
	if (given(body.avatar_id)) sim.rules.look(body.avatar_id);
	if (given(body.voice_id)) sim.rules.voice(body.voice_id);
	if (given(body.style_id) && !sim.catalogue.styles.some((one) => one.style_id === body.style_id))
		throw new ApiError('style_not_found', `Style '${body.style_id}' was not found.`, {
			param: 'style_id',
		});
	sim.rules.brandKit(body);
	sim.rules.glossary(body);
	(body.files ?? []).forEach((file, i) => sim.rules.asset(file, `files.${i}`));
};

/** A run of a session is the paid job; its video is a part of it and ends with it. */
const startRun = (sim, session, body, id) => {
	const run = sim.jobs.accept('videoAgent', {
		id,
		body,
		session,
		hold: session.mode === 'chat' && !session.runs.length ? 'waiting_for_input' : undefined,
		seconds: 30,
	});
	const video = sim.jobs.accept('video', {
		body,
		part: true,
		title: session.title,
		seconds: 30,
		text: body.prompt ?? body.message,
		portrait: body.orientation === 'portrait',
	});
	sim.jobs.twin(run, video);
	run.video = video;
	session.runs.push(run);
	return run;
};

const statusOf = (sim, session) => sim.jobs.status(session.runs.at(-1));
/** The video is known from the second half of a run on. */
const videoIdOf = (sim, session) => {
	const run = session.runs.at(-1);
	const known =
		Date.now() >=
		run.startAt +
			(Number.isFinite(run.endAt) ? (run.endAt - run.startAt) / 2 : sim.config.jobSeconds * 500);
	return known && !run.hold ? run.video.id : null;
};
const progressOf = (sim, session) => {
	const run = session.runs.at(-1);
	if (sim.jobs.isOver(run)) return 100;
	return Number.isFinite(run.endAt)
		? Math.floor((100 * (Date.now() - run.startAt)) / (run.endAt - run.startAt))
		: 0;
};

const resourceTypes = ['image', 'video', 'audio'];
const resourceFiles = { image: 'look.png', video: 'video.mp4', audio: 'speech.mp3' };
const presentResource =
	(sim, session) =>
	({ resource_id, resource_type }) => ({
		resource_id,
		resource_type,
		source_type: 'generated',
		created_at: session.createdAt,
		metadata: { session_id: session.id },
		url: sim.files.link(resource_id, resourceFiles[resource_type]),
		preview_url: sim.files.link(resource_id, 'thumbnail.jpg'),
		thumbnail_url: sim.files.link(resource_id, 'thumbnail.jpg'),
	});

const say = (session, role, content, resource_ids = null) =>
	session.messages.push({
		role,
		type: resource_ids ? 'resource' : 'text',
		content,
		created_at: Math.floor(Date.now() / 1000),
		resource_ids,
	});

const path = '/v3/video-agents';
const operations = {
	[`POST ${path}`]: ({ sim, body }) => {
		checkAsked(sim, body);
		sim.jobs.admit('videoAgent');
		const id = newId();
		const session = {
			id,
			mode: body.mode ?? 'generate',
			title: body.prompt.slice(0, 60),
			createdAt: unix(Date.now()),
			runs: [],
			messages: [],
			resources: [],
		};
		session.resources = Array.from({ length: 10 }, (_, i) => ({
			resource_id: `${id}r${i}`,
			resource_type: resourceTypes[i % resourceTypes.length],
		}));
		say(session, 'user', body.prompt);
		say(session, 'model', session.mode === 'chat' ? 'Who is this video for?' : 'I am on it.');
		say(
			session,
			'model',
			'Here is what I found.',
			session.resources.slice(0, 3).map((one) => one.resource_id),
		);
		sim.sessions.set(id, session);
		sim.sessionList.push(session);
		startRun(sim, session, body, id);
		return {
			data: { session_id: id, status: 'thinking', video_id: null, created_at: session.createdAt },
		};
	},
	[`GET ${path}`]: ({ sim, query }) =>
		pageOf(sim.sessionList, query, {
			newestFirst: true,
			present: ({ id, title, createdAt }) => ({ session_id: id, title, created_at: createdAt }),
		}),
	[`GET ${path}/styles`]: ({ sim, query }) =>
		pageOf(sim.catalogue.styles, query, {
			keep: (style) => !query.tag || style.tags.includes(query.tag),
			present: (style) => ({
				...style,
				thumbnail_url: sim.files.link(style.style_id, 'thumbnail.jpg'),
				preview_video_url: sim.files.link(style.style_id, 'video.mp4'),
			}),
		}),
	[`GET ${path}/{session_id}`]: ({ sim, params }) => {
		const session = sessionOf(sim, params.session_id);
		return {
			data: {
				session_id: session.id,
				title: session.title,
				created_at: session.createdAt,
				messages: session.messages,
				status: statusOf(sim, session),
				video_id: videoIdOf(sim, session),
				progress: progressOf(sim, session),
			},
		};
	},
	[`POST ${path}/{session_id}`]: ({ sim, params, body }) => {
		const session = sessionOf(sim, params.session_id);
		checkAsked(sim, body);
		const last = session.runs.at(-1);
		if (sim.jobs.isOver(last)) sim.jobs.admit('videoAgent');
		if (body.message) say(session, 'user', body.message);
		if (last.hold) sim.jobs.release(last);
		const run = sim.jobs.isOver(last) ? startRun(sim, session, body) : last;
		return { data: { session_id: session.id, run_id: run.id, title: session.title } };
	},
	[`POST ${path}/{session_id}/stop`]: ({ sim, params }) => {
		const session = sessionOf(sim, params.session_id);
		const run = session.runs.at(-1);
		if (!sim.jobs.isOver(run))
			sim.jobs.finish(run.id, {
				status: 'failed',
				failure_code: 'stopped',
				failure_message: 'The session was stopped.',
			});
		return { data: { session_id: session.id } };
	},
	[`GET ${path}/{session_id}/videos`]: ({ sim, params }) => {
		const session = sessionOf(sim, params.session_id);
		return {
			data: session.runs
				.filter((run) => !run.video.deleted)
				.map((run) => presentVideo(sim, run.video)),
			has_more: false,
			next_token: null,
		};
	},
	[`GET ${path}/sessions/{session_id}/resources`]: ({ sim, params, query }) => {
		const session = sessionOf(sim, params.session_id);
		return pageOf(session.resources, query, { present: presentResource(sim, session) });
	},
	[`GET ${path}/{session_id}/resources/{resource_id}`]: ({ sim, params }) => {
		const session = sessionOf(sim, params.session_id);
		const resource = session.resources.find((one) => one.resource_id === params.resource_id);
		if (!resource)
			throw new ApiError('resource_not_found', `Resource '${params.resource_id}' was not found.`);
		return { data: presentResource(sim, session)(resource) };
	},
};

module.exports = { operations };
