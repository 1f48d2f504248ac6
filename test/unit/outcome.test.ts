// When a job as it was read is over, so that nobody waits for what will not change; and what is said of one that is.
import { isOver, isWhole, jobFailure, outcomeOf, tooLong } from '../../nodes/HeyGen/jobs/outcome';
import { batches, jobs, type JobKind } from '../../nodes/api/jobKinds';
import type { ItemFailed } from '../../nodes/HeyGen/run/failure';

const failureOf = (act: () => unknown) => {
	try {
		act();
	} catch (thrown) {
		return (thrown as ItemFailed).failure;
	}
	return undefined;
};

test.each([
	['avatar', 'completed', true],
	['avatar', 'pending_consent', true],
	['avatar', 'processing', false],
	['avatar', null, true],
	['avatar', undefined, true],
	['voiceClone', 'complete', true],
	['voiceClone', 'completed', true],
	['voiceClone', 'ready', true],
	['avatar', 'Succeeded', true],
	['avatar', 'DONE', true],
	['brandKit', 'completed_with_warnings', true],
	['modelVoice', 'ready', true],
	['proofread', 'finished', true],
	['videoAgent', 'ready', false],
	['videoAgent', 'active', false],
	['video', 'ready', false],
	['aiClipping', 'cancelled', true],
	['backgroundRemoval', 'deleted', true],
	['translation', 'polishing', false],
] as const)('%s with status %s: %s', (kind, status, over) => {
	expect(isOver(jobs[kind], { status })).toBe(over);
});

/** A result of each kind that has one, and something that only a finished one has of the others. */
const results: Record<string, object> = {
	video: { video_url: 'https://x/v' },
	translation: { audio_url: 'https://x/a' },
	lipsync: { video_url: 'https://x/v' },
	aiClipping: { clips: [{ video_url: 'https://x/c' }, { status: 'failed', video_url: null }] },
	hyperFrames: { video_url: 'https://x/v' },
	backgroundRemoval: { layers: { foreground: 'https://x/f' } },
	modelVideo: { video_url: 'https://x/v' },
	modelImage: { images: [{ image_url: 'https://x/i' }] },
	fillerWordRemoval: { video_url: 'https://x/v' },
	avatar: { preview_image_url: 'https://x/p' },
	voiceClone: { preview_audio_url: 'https://x/p' },
	brandKit: { colors: ['#000000'] },
};

test.each(Object.values(jobs) as JobKind[])('capitals in a word of $value', (kind) => {
	const isOverIn = (word: string) => isOver(kind, { status: word });
	const words = [...kind.done, ...kind.failed];
	expect(
		words.map((word) => [word, isOverIn(word.toUpperCase()), isOverIn(word.toLowerCase())]),
	).toEqual(words.map((word) => [word, true, true]));
});

describe.each(['succeeded', 'success', 'finished', undefined])('the word %s', (status) => {
	test.each(Object.entries(results))('%s: with a result it is the end', (name, result) => {
		const kind: JobKind = jobs[name as keyof typeof jobs];
		const data = { ...result, status };
		expect([isWhole(kind, data), outcomeOf(kind, 'j', data)]).toEqual([true, data]);
	});

	test.each(Object.keys(results))(
		'%s: without one it is not, unless the word is all there is to know',
		(name) => {
			const kind: JobKind = jobs[name as keyof typeof jobs];
			expect(isWhole(kind, { status, clips: [], images: [], layers: {} })).toBe(
				status !== undefined && kind.result.length === 0,
			);
		},
	);
});

test('a result beside a word of work under way is not the end, nor an unknown word without one', () => {
	expect(isWhole(jobs.video, { status: 'processing', video_url: 'https://x/v' })).toBe(false);
	expect(isWhole(jobs.videoAgent, { status: 'dreaming', messages: [{ content: 'Hm' }] })).toBe(
		false,
	);
});

test.each([
	['video', { video_url: null }],
	['translation', { video_url: null, audio_url: null }],
	['aiClipping', { clips: [] }],
	['aiClipping', { clips: [{ video_url: 'https://x/c' }, { video_url: null }] }],
	['backgroundRemoval', { layers: {} }],
	['modelImage', { images: [{ image_url: null }] }],
] as const)('%s is completed with %j: an error row with its ID', (name, rest) => {
	const data = { status: 'completed', ...rest };
	expect(isWhole(jobs[name], data)).toBe(false);
	expect(failureOf(() => outcomeOf(jobs[name], 'j-1', data))).toMatchObject({
		code: 'no_result',
		id: 'j-1',
		description: expect.stringContaining('Nothing is lost'),
	});
});

test.each([
	{ failure_message: 'No face' },
	{ failure_reason: 'No face' },
	{ error: { message: 'No face' } },
	{ error: { msg: 'No face' } },
	{ error: 'No face' },
	{ msg: 'No face' },
	{ reason: 'No face' },
	{ message: 'No face' },
	{ detail: 'No face' },
	{ fail_reason: 'No face' },
	{ status_message: 'No face' },
	{ errorMessage: 'No face', error_code: 'E12', failed_at: '2026-01-01' },
	{ failure: { code: 7, message: 'No face' } },
	{ error_details: { text: 'No face' } },
	{
		messages: [
			{ role: 'user', content: 'Go' },
			{ role: 'model', content: 'No face' },
		],
	},
])('the reason in %j is told', (data) => {
	const { failure } = jobFailure(jobs.video, 'v', { status: 'failed', ...data });
	expect(failure.message).toContain('No face');
	expect(failure.description).toContain('Change what the reason names');
});

test('where there is no reason, nothing is said of one', () => {
	const { failure } = jobFailure(jobs.video, 'v', { status: 'failed', error: {} });
	expect(failure.message).toBe('Video v ended as failed: HeyGen gives no reason (job_failed)');
	expect(failure.description).not.toContain('reason');
});

test('an unknown word with a reason is a failure', () => {
	expect(isOver(jobs.video, { status: 'errored', failure_message: 'No face' })).toBe(true);
});

test.each([
	['partially_done', [{ status: 'completed' }, { status: 'FAILED' }], {}, true],
	['partially_done', [{ status: 'completed' }, { status: 'processing' }], {}, false],
	['partially_done', [{ status: 'completed' }], { has_more: true }, false],
	['partially_done', [], {}, false],
	['partially_done', [null], {}, false],
	['processing', [{ status: 'completed' }], {}, false],
	['canceled', [], {}, true],
	['succeeded', [], {}, true],
])('a batch that is %s with %j', (status, items, more, over) => {
	expect(isOver(batches.video, { status, items, ...more })).toBe(over);
});

test('a result that is not there is named in words', () => {
	expect(failureOf(() => outcomeOf(jobs.aiClipping, 'c', { status: 'completed' }))?.message).toBe(
		'AI clipping c is completed, but HeyGen does not give its clips.video_url yet',
	);
});

test('a time-out names the last word heard', () => {
	expect(tooLong(jobs.video, 'v', 60_000, 'polishing').message).toBe(
		"Video v was not finished after 1 minutes, HeyGen's last word was 'polishing'",
	);
});
