// Every limit of HeyGen's API, once: fields, checks, hints and sentences derive from this table.
import { address, file, list, number, own, text } from './limit';

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
	agentMessage: text(1, 10000, API),
	modelPrompt: text(1, 16000, API),
	voicePrompt: text(1, 1000, API),
	voiceName: text(1, 100, API),
	voiceModelName: text(1, 256, API),
	voiceModelLanguage: text(1, 32, API),
	folderName: text(1, 256, API),
	kitName: text(0, 256, API),
	kitNewName: text(1, 256, API),
	websiteUrl: text(1, 2048, API),
	glossaryName: text(1, 64, API),
	glossaryTerm: text(1, Number.MAX_SAFE_INTEGER, API),
	jobTitle: text(0, 255, API),
	renderTitle: text(0, 500, API),
	composition: text(0, 512, API),
	callbackId: text(0, 256, API),
	shortCallbackId: text(0, 128, API),
	lookName: text(0, 255, API),

	voiceSpeed: number(0.5, 1.5, API),
	voicePitch: number(-50, 50, API),
	voiceVolume: number(0, 1, API),
	speechSpeed: number(0.5, 2, PAGE),
	opacity: number(0, 1, API),
	watermarkScale: number(0, 2, API, { above: true }),
	watermarkOffset: number(-1, 1, API),
	modelSeconds: number(5, 15, API, { unit: 'seconds', whole: true }),
	expressivenessBoost: number(0, 1, API),
	seed: number(0, 4_294_967_295, API, { whole: true }),
	fontWeight: number(1, 1000, API, { whole: true }),
	modelImages: number(1, 5, API, { whole: true }),
	cinematicSeconds: number(4, 15, API, { unit: 'seconds', whole: true }),
	sceneSeconds: number(0, 300, API, { unit: 'seconds', above: true }),
	pixels: number(128, 4096, PAGE, { unit: 'pixels', whole: true, step: 2 }),
	score: number(0, 1, API),
	seconds: number(0, undefined, API, { unit: 'seconds' }),
	speakers: number(1, undefined, API, { whole: true }),
	framesPerSecond: number(1, 240, API, { whole: true }),
	voiceSeed: number(0, undefined, API, { whole: true }),
	wholeNumber: number(undefined, undefined, API, { whole: true }),

	// What the node itself reads has bounds far above any use: a figure out of another world is refused before it is paid for.
	results: number(1, 1_000_000, own, { whole: true }),
	/** An ID, a name, one of several choices. */
	idOrName: text(0, 1_000, own),
	address,
	listAsText: text(0, 100_000, own),
	otherText: text(0, 1_000_000, own),
	/** A month: HeyGen keeps no result so long. */
	waitMinutes: number(0, 43_200, own, { above: true, unit: 'minutes' }),
	jobsAtOnce: number(1, 10_000, own, { whole: true }),
	amount: number(0, 1_000_000_000, own),
	creditValue: number(0.000001, 1_000_000, own),

	cinematicLooks: list(1, 3, 'avatar looks', API),
	cinematicVideos: list(0, 3, 'videos', API),
	cinematicImages: list(0, 9, 'images', API),
	cinematicMedia: list(1, 12, 'looks and references together', API),
	scenes: list(1, 50, 'scenes', PAGE),
	agentFiles: list(0, 20, 'files', PAGE),
	referenceImages: list(0, 3, 'images', API),
	modelReferenceImages: list(0, 9, 'images', API),
	modelReferenceVideos: list(0, 3, 'videos', API),
	modelReferenceAudio: list(0, 3, 'sounds', API),
	modelReferences: list(1, 12, 'images, videos and sounds together', API),
	identityImages: list(1, 5, 'images', API),
	recordings: list(1, 10, 'recordings', API),
	oneRecording: list(1, 1, 'recording with an instant voice', API),
	clipLengths: list(1, 4, 'lengths', API),
	batch: list(1, 100, 'entries', API),
	statusIds: list(1, 100, 'IDs, those of batches included', API),

	video: file(['MP4', 'WebM'], 100, PAGE, { belowPixels: 2048 }),
	image: file(['JPG', 'PNG'], 50, PAGE, { belowPixels: 2048 }),
	audio: file(['WAV', 'MP3'], 50, PAGE, { maxSeconds: 600 }),
	reference: file(['JPG', 'PNG', 'MP4', 'WebM'], 100, PAGE, { belowPixels: 2048 }),
	agentFile: file(['PNG', 'JPEG', 'MP4', 'WebM', 'MP3', 'WAV', 'PDF'], 100, PAGE),
	subtitles: file(['SRT'], 32, API),

	/** What HeyGen stores as an asset; larger files than one request takes go by direct upload. */
	asset: file(['PNG', 'JPEG', 'MP4', 'WebM', 'MP3', 'WAV', 'PDF', 'SRT'], undefined, PAGE),
	videoAsset: file(['MP4', 'WebM'], undefined, PAGE),
	imageAsset: file(['JPG', 'PNG'], undefined, PAGE),
	audioAsset: file(['WAV', 'MP3'], undefined, PAGE),
	variableFile: file(['PNG', 'JPG', 'MP4', 'WebM', 'MP3', 'WAV'], undefined, PAGE),
	project: file(['ZIP'], undefined, API),
};

/** The largest file of each kind in megabytes, where an input has a limit at all. */
export const megabytesOf = { video: 100, image: 50, audio: 50 };

/** Bytes that one request of POST /v3/assets takes; more goes by direct upload. */
export const requestBytes = 32 * 1024 * 1024;

/** The largest page of each list endpoint, in rows per request. */
export const pages = {
	videos: 100,
	avatars: 50,
	looks: 50,
	voices: 100,
	modelVoices: 100,
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
	/** Requests of one run in flight at once before HeyGen has answered any: as many jobs as its large contracts let be unfinished. */
	requestsInFlight: 100,
	/** The same once HeyGen has answered many: 1,000 creates of half a second each then take no longer than those of n8n's HTTP Request node (bench/createMany.js). */
	mostRequestsInFlight: 400,
	/** Questions about jobs on their way at once, and files on their way out of HeyGen: a thousand at once help nobody. */
	questionsAtOnce: 8,
	firstPollSeconds: 2,
	/** Between two bulk questions while rows wait for a slot: an end that is found late costs throughput then. */
	queuedPollSeconds: 0.5,
	longestPollSeconds: 30,
	/** How long the result of a finished job is asked for: HeyGen says to come back after 30 s. */
	resultSeconds: 60,
	maxWaitMinutes: 30,
	/** Credits that one call of an AI agent may cost where 'Max Credits' is not set: about five minutes of avatar video. */
	agentMaxCredits: 30,
	/** How often Not Finished looks after jobs that nobody calls about. */
	recheckMinutes: 5,
	readTimeoutSeconds: 30,
	writeTimeoutSeconds: 120,
	uploadTimeoutSeconds: 600,
};
