// Every limit of HeyGen's API, once: fields, checks, hints and sentences derive from this table.
import { file, list, number, text } from './limit';

const API = 'API reference';
const PAGE = 'Enterprise pricing and limits';

/** What a request may carry. */
export const limits = {
	script: text(1, 5000, PAGE),
	agentPrompt: text(1, 10000, PAGE),
	speechText: text(1, 5000, PAGE),
	cinematicPrompt: text(1, 10000, API),
	avatarPrompt: text(1, 1000, API),
	avatarName: text(1, 255, API),
	clippingPrompt: text(0, 500, API),
	consentText: text(0, 1000, API),
	templateText: text(0, 10000, API),
	agentMessage: text(1, Number.MAX_SAFE_INTEGER, API),

	voiceSpeed: number(0.5, 1.5, API),
	voicePitch: number(-50, 50, API),
	voiceVolume: number(0, 1, API),
	speechSpeed: number(0.5, 2, PAGE),
	opacity: number(0, 1, API),
	watermarkScale: number(0, 2, API),
	cinematicSeconds: number(4, 15, API, { unit: 'seconds', whole: true }),
	sceneSeconds: number(0, 300, API, { unit: 'seconds', above: true }),
	pixels: number(128, 4096, PAGE, { unit: 'pixels', whole: true, step: 2 }),
	score: number(0, 1, API),
	seconds: number(0, undefined, API, { unit: 'seconds' }),
	speakers: number(1, undefined, API, { whole: true }),
	framesPerSecond: number(0, undefined, API, { above: true }),
	wholeNumber: number(undefined, undefined, API, { whole: true }),

	cinematicLooks: list(1, 3, 'avatar looks', API),
	cinematicVideos: list(0, 3, 'videos', API),
	cinematicImages: list(0, 9, 'images', API),
	cinematicMedia: list(1, 12, 'looks and references together', API),
	scenes: list(1, 50, 'scenes', PAGE),
	agentFiles: list(0, 20, 'files', PAGE),
	referenceImages: list(0, 3, 'images', API),
	clipLengths: list(1, 4, 'lengths', API),
	batch: list(1, 100, 'entries', API),
	statusIds: list(1, 100, 'IDs, those of batches included', API),

	video: file(['MP4', 'WebM'], 100, PAGE),
	image: file(['JPG', 'PNG'], 50, PAGE),
	audio: file(['WAV', 'MP3'], 50, PAGE),
	reference: file(['JPG', 'PNG', 'MP4', 'WebM'], 100, PAGE),
	agentFile: file(['PNG', 'JPEG', 'MP4', 'WebM', 'MP3', 'WAV', 'PDF'], 32, PAGE),
	upload: file(['PNG', 'JPEG', 'MP4', 'WebM', 'MP3', 'WAV', 'PDF', 'SRT'], 32, PAGE),
	subtitles: file(['SRT'], 32, API),
};

/** The largest page of each list endpoint, in rows per request. */
export const pages = {
	videos: 100,
	avatars: 50,
	looks: 50,
	voices: 100,
	styles: 100,
	agents: 100,
	resources: 100,
	translations: 100,
	lipsyncs: 100,
	templates: 100,
	assets: 100,
	assetSearch: 50,
	sounds: 50,
	clippings: 100,
	removals: 100,
	renders: 100,
	brand: 100,
	endpoints: 100,
	events: 100,
	batch: 100,
};

/** How the node itself behaves where HeyGen sets no figure. Times in seconds. */
export const defaults = {
	/** Paid jobs of one run that may be unfinished at once: HeyGen's pay-as-you-go limit. */
	concurrentJobs: 10,
	/** Requests of one run in flight at once; more gained nothing in bench/createMany.js. */
	requestsInFlight: 64,
	firstPollSeconds: 2,
	longestPollSeconds: 30,
	maxWaitMinutes: 30,
	/** How often Not Finished looks after jobs that nobody calls about. */
	recheckMinutes: 5,
	readTimeoutSeconds: 30,
	writeTimeoutSeconds: 120,
	uploadTimeoutSeconds: 600,
};
