// What the node does not do yet of the contract of 2026-11-16, as found on 2026-11-28. Every list may only get shorter:
// the tests fail for an entry that holds no longer, and for whatever is missing and not listed.

export const behind = {
	/** Operations and fields that nothing in the editor sends: an entry stands for all that is below it too. */
	unsent: [] as string[],
	/** Places in which a request leaves that the contract refuses. */
	refused: [] as string[],
	/** Limits that the node does not hold. */
	unlimited: [] as string[],
	/** Limits that no test has tried. */
	untried: [
		'POST /v3/video-translations output_languages',
		'POST /v3/video-translations/batches video_translations[].output_languages',
		'POST /v3/video-translations/proofreads output_languages',
		'POST /v3/videos/batches videos[]<image>.voice_settings.engine_settings<elevenlabs>.stability',
		'POST /v3/videos/batches videos[]<image>.voice_settings.engine_settings<fish>.stability',
	],
};

/** Whether a point is an entry of a list, or below one. */
export const isBelow = (point: string, entry: string): boolean =>
	point === entry || (point.startsWith(entry) && ' .[<='.includes(point.charAt(entry.length)));
