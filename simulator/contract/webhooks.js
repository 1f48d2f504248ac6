// Operations on webhook endpoints and events.
const { text, one, list, fields, maybe } = require('./notation');
const { page } = require('./shapes');

/** Event type → what it says, in the order in which HeyGen lists them. */
const eventTypes = {
	'avatar_video.success': 'An avatar video is finished',
	'avatar_video.fail': 'An avatar video could not be made',
	'avatar_video_gif.success': 'The GIF preview of a video is finished',
	'avatar_video_gif.fail': 'The GIF preview of a video could not be made',
	'video_translate.success': 'A video translation is finished',
	'video_translate.fail': 'A video translation could not be made',
	'video_translate.preflight.validation_failed':
		'The video to translate did not pass the first checks',
	'video_translate.preflight.download_failed': 'The video to translate could not be fetched',
	personalized_video: 'A personalized video is finished',
	'instant_avatar.success': 'A digital twin is ready',
	'instant_avatar.fail': 'A digital twin could not be made',
	'photo_avatar_generation.success': 'A photo avatar is generated',
	'photo_avatar_generation.fail': 'A photo avatar could not be generated',
	'photo_avatar_train.success': 'A photo avatar is trained',
	'photo_avatar_train.fail': 'A photo avatar could not be trained',
	'photo_avatar_add_motion.success': 'Motion was added to a photo avatar',
	'photo_avatar_add_motion.fail': 'Motion could not be added to a photo avatar',
	'proofread_creation.success': 'A proofread session is ready',
	'proofread_creation.fail': 'A proofread session could not be made',
	'live_avatar.success': 'A live avatar session is finished',
	'live_avatar.fail': 'A live avatar session failed',
	'avatar_video_caption.success': 'The captions of a video are finished',
	'avatar_video_caption.fail': 'The captions of a video could not be made',
	'video_agent.success': 'A video agent has finished its video',
	'video_agent.fail': 'A video agent could not finish its video',
	'hyperframes_video.success': 'A HyperFrames render is finished',
	'hyperframes_video.fail': 'A HyperFrames render could not be made',
	'ai_clipping.success': 'The clips of a video are finished',
	'ai_clipping.fail': 'A video could not be clipped',
	'filler_word_removal.success': 'The filler words of a video are removed',
	'filler_word_removal.fail': 'The filler words of a video could not be removed',
	'podcast.success': 'A podcast is finished',
	'podcast.fail': 'A podcast could not be made',
	'batch.finished': 'Every item of a batch has reached its end',
};

const eventType = () => one(...Object.keys(eventTypes));

module.exports = {
	eventTypes,
	operations: {
		'POST /v3/webhooks/endpoints': {
			keyed: true,
			body: fields({ 'url!': text(), events: maybe(list(eventType())), entity_id: maybe(text()) }),
		},
		'GET /v3/webhooks/endpoints': { query: page(10, 100) },
		'PATCH /v3/webhooks/endpoints/{endpoint_id}': {
			body: fields({ url: maybe(text()), events: maybe(list(eventType())) }),
		},
		'DELETE /v3/webhooks/endpoints/{endpoint_id}': {},
		'POST /v3/webhooks/endpoints/{endpoint_id}/rotate-secret': { keyed: true },
		'GET /v3/webhooks/event-types': {},
		'GET /v3/webhooks/events': {
			query: page(10, 100, { event_type: eventType(), entity_id: text() }),
		},
	},
};
