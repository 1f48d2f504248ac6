// What HeyGen tells about a job that has ended: the event's type and its data, by kind of job.

const video = (sim, job, ok) =>
	ok
		? {
				video_id: job.id,
				url: sim.files.link(job.id, `video.${job.extension ?? 'mp4'}`),
				gif_download_url: sim.files.link(job.id, 'preview.gif'),
				video_page_url: `https://app.heygen.com/videos/${job.id}`,
				video_share_page_url: `https://app.heygen.com/share/${job.id}`,
				folder_id: job.folderId ?? null,
			}
		: { video_id: job.id, msg: job.failure?.message ?? null };

const shapes = {
	video: ['avatar_video', video],
	translation: [
		'video_translate',
		(sim, job, ok) => ({
			video_translate_id: job.id,
			output_language: job.language,
			...(ok
				? { url: sim.files.link(job.id, 'video.mp4') }
				: { message: job.failure?.message ?? null }),
		}),
	],
	proofread: [
		'proofread_creation',
		(sim, job, ok) => ({
			proofread_id: job.id,
			...(!ok && { message: job.failure?.message ?? null }),
		}),
	],
	videoAgent: [
		'video_agent',
		(sim, job, ok) => ({
			session_id: job.session.id,
			video_id: job.video?.id ?? null,
			...(ok
				? { video_url: sim.files.link(job.video.id, 'video.mp4') }
				: { msg: job.failure?.message ?? null }),
		}),
	],
	hyperFrames: [
		'hyperframes_video',
		(sim, job, ok) => ({
			render_id: job.id,
			...(ok
				? { video_url: sim.files.link(job.id, `video.${job.body.format ?? 'mp4'}`) }
				: { failure_message: job.failure?.message ?? null }),
		}),
	],
	aiClipping: [
		'ai_clipping',
		(sim, job, ok) => ({
			id: job.id,
			status: ok ? 'completed' : 'failed',
			failure_message: job.failure?.message ?? null,
		}),
	],
	fillerWordRemoval: [
		'filler_word_removal',
		(sim, job, ok) => ({
			id: job.id,
			status: ok ? 'completed' : 'failed',
			...(ok
				? { video_url: sim.files.link(job.id, 'video.mp4') }
				: { failure_message: job.failure?.message ?? null }),
		}),
	],
	avatar: [
		(job) => (job.body.type === 'digital_twin' ? 'instant_avatar' : 'photo_avatar_generation'),
		(sim, job) => ({ avatar_id: job.id }),
	],
	// A callback only: no event type is known for these two.
	modelVideo: [
		'model_video',
		(sim, job, ok) => ({
			video_id: job.id,
			...(ok
				? { video_url: sim.files.link(job.id, 'video.mp4') }
				: { failure_message: job.failure?.message ?? null }),
		}),
	],
	lipsync: [
		'lipsync',
		(sim, job, ok) => ({
			lipsync_id: job.id,
			...(ok
				? { url: sim.files.link(job.id, 'video.mp4') }
				: { message: job.failure?.message ?? null }),
		}),
	],
};
const withoutEvent = ['lipsync', 'modelVideo'];

/**
 * @param {object} sim @param {object} job one that has just ended
 * @returns {{type: string, data: object, isEvent: boolean}|undefined} undefined for kinds about which HeyGen is silent
 */
const eventOf = (sim, job) => {
	const [name, shape] = shapes[job.kind] ?? [];
	if (!name || job.part || job.deleted) return undefined;
	const ok = sim.jobs.succeeded(job);
	return {
		type: `${typeof name === 'function' ? name(job) : name}.${ok ? 'success' : 'fail'}`,
		data: { ...shape(sim, job, ok), callback_id: job.body.callback_id ?? null },
		isEvent: !withoutEvent.includes(job.kind),
	};
};

module.exports = { eventOf };
