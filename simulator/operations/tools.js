// Account, clippings, background removals, HyperFrames and filler words: what each operation answers.
const { invalid } = require('../errors');
const { given } = require('../rules');
const { jobRoutes, look, unix } = require('./common');

const account = {
	wallet: (spent) => ({
		wallet: {
			currency: 'usd',
			remaining_balance: Math.round((1000 - spent * 0.5) * 100) / 100,
			auto_reload: { enabled: false, amount_usd: null, threshold_usd: null },
		},
	}),
	subscription: (spent) => ({
		subscription: {
			plan: 'team',
			credits: {
				premium_credits: {
					remaining: Math.max(0, Math.round(2000 - spent)),
					resets_at: '2027-01-01T00:00:00Z',
				},
				add_on_credits: null,
			},
		},
	}),
	usage_based: (spent) => ({
		usage_based: {
			included_credits: 10000,
			remaining_credits: Math.round((10000 - spent) * 100) / 100,
			spending_cap_usd: 5000,
			spending_current_usd: 0,
		},
	}),
};

const presentClipping = (sim, job) => {
	const { status, done, failure, link } = look(sim, job);
	const settings = job.body.output_settings ?? {};
	return {
		id: job.id,
		title: job.body.title ?? null,
		status,
		progress: done ? 100 : 0,
		input_language: job.body.input_language ?? null,
		source_duration: done ? 120 : null,
		output_settings: {
			aspect_ratio: 'portrait',
			caption_style: 'outline_classic',
			captions: true,
			duration_types: ['30'],
			prompt: null,
			...settings,
		},
		clips: done
			? [1, 2, 3].map((n) => ({
					id: `${job.id}-${n}`,
					title: `Clip ${n}`,
					status: 'completed',
					aspect_ratio: settings.aspect_ratio ?? 'portrait',
					duration_seconds: 28 + n,
					failure_message: null,
					virality_score: 90 - n,
					video_url: link(`clip-${n}.mp4`),
					thumbnail_url: link('thumbnail.jpg'),
				}))
			: [],
		callback_id: job.body.callback_id ?? null,
		created_at: unix(job.createdAt),
		failure_message: failure?.message ?? null,
	};
};

const presentRemoval = (sim, job) => {
	const { status, done, failure, link } = look(sim, job);
	const layers = job.body.layers?.length ? job.body.layers : ['foreground'];
	return {
		id: job.id,
		status,
		created_at: unix(job.createdAt),
		completed_at: done ? unix(job.endAt) : null,
		duration: done ? job.seconds : null,
		error: failure?.message ?? null,
		layers: done ? Object.fromEntries(layers.map((name) => [name, link(`${name}.webm`)])) : {},
	};
};

const presentRender = (sim, job) => {
	const { status, done, failure, link } = look(sim, job);
	const {
		title = null,
		callback_id = null,
		fps = 30,
		quality = 'standard',
		format = 'mp4',
		resolution = '1080p',
		aspect_ratio = '16:9',
		composition = null,
	} = job.body;
	return {
		render_id: job.id,
		status,
		title,
		callback_id,
		fps,
		quality,
		format,
		resolution,
		aspect_ratio,
		composition,
		video_url: link(`video.${format}`),
		thumbnail_url: link('thumbnail.jpg'),
		duration: done ? job.seconds : null,
		created_at: unix(job.createdAt),
		completed_at: done ? unix(job.endAt) : null,
		failure_message: failure?.message ?? null,
	};
};

const presentCut = (sim, job) => {
	const { status, done, failure, link } = look(sim, job);
	const ifDone = (value) => (done ? value : null);
	return {
		id: job.id,
		title: job.body.title ?? null,
		status,
		progress: done ? 100 : 0,
		video_url: link('video.mp4'),
		thumbnail_url: link('thumbnail.jpg'),
		original_duration: ifDone(60),
		output_duration: ifDone(52.5),
		num_cuts: ifDone(9),
		reduction_pct: ifDone(12.5),
		callback_id: job.body.callback_id ?? null,
		created_at: unix(job.createdAt),
		failure_message: failure?.message ?? null,
	};
};

const operations = {
	'GET /v3/users/me': ({ sim }) => ({
		data: {
			username: 'simulator',
			email: 'maker@example.com',
			first_name: 'Robin',
			last_name: 'Maker',
			billing_type: sim.config.billing,
			wallet: null,
			subscription: null,
			usage_based: null,
			...account[sim.config.billing](sim.jobs.paid().credits),
		},
	}),

	...jobRoutes({
		kind: 'aiClipping',
		path: '/v3/ai-clipping',
		idName: 'job_id',
		notFound: 'ai_clipping_not_found',
		present: presentClipping,
	}),
	'POST /v3/ai-clipping': ({ sim, body, key }) => {
		sim.rules.callback(body);
		sim.rules.asset(body.video, 'video', 'video');
		sim.jobs.admit('aiClipping');
		return { data: { ai_clipping_id: sim.jobs.accept('aiClipping', { body, key }).id } };
	},

	...jobRoutes({
		kind: 'backgroundRemoval',
		path: '/v3/background-removals',
		idName: 'job_id',
		notFound: 'background_removal_not_found',
		present: presentRemoval,
		deleted: (id) => ({ id, deleted: true }),
	}),
	// No Idempotency-Key here: the body's request_id does the same.
	'POST /v3/background-removals': ({ sim, body, entry }) => {
		sim.rules.asset(body.video, 'video', 'video');
		const known = given(body.request_id) && sim.removals.get(body.request_id);
		if (known) {
			entry.replayed = true;
			return { data: presentRemoval(sim, known) };
		}
		sim.jobs.admit('backgroundRemoval');
		const job = sim.jobs.accept('backgroundRemoval', { body, key: body.request_id ?? undefined });
		if (given(body.request_id)) sim.removals.set(body.request_id, job);
		return { data: presentRemoval(sim, job) };
	},

	...jobRoutes({
		kind: 'hyperFrames',
		path: '/v3/hyperframes/renders',
		idName: 'render_id',
		notFound: 'render_not_found',
		present: presentRender,
		deleted: (id) => ({ render_id: id }),
	}),
	'POST /v3/hyperframes/renders': ({ sim, body, key }) => {
		sim.rules.callback(body);
		sim.rules.asset(body.project, 'project');
		if (given(body.fps) && body.fps <= 0) throw invalid('fps', "'fps' must be above 0.");
		sim.jobs.admit('hyperFrames');
		return { data: { render_id: sim.jobs.accept('hyperFrames', { body, key }).id } };
	},

	'POST /v3/filler-word-removals': ({ sim, body, key }) => {
		sim.rules.callback(body);
		sim.rules.asset(body.video, 'video', 'video');
		sim.jobs.admit('fillerWordRemoval');
		// A minute is the least that is charged.
		const job = sim.jobs.accept('fillerWordRemoval', { body, key, seconds: 60 });
		return { data: { filler_word_removal_id: job.id } };
	},
	'GET /v3/filler-word-removals/{filler_word_removal_id}': ({ sim, params }) => ({
		data: presentCut(
			sim,
			sim.jobs.get(
				params.filler_word_removal_id,
				'fillerWordRemoval',
				'filler_word_removal_not_found',
			),
		),
	}),
};

module.exports = { operations };
