// Reading the resource beside an event: which one, how patiently, and what is said when it cannot be had.
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { KNOWN_EVENT_TYPES } from '../../../nodes/api/eventTypes';
import { readResource, resourcePath } from '../../../nodes/HeyGenTrigger/resource';
import { fakeContext, httpError } from './fakes';

test.each<[string, IDataObject, string | undefined]>([
	['avatar_video.success', { video_id: 'v' }, '/v3/videos/v'],
	['avatar_video_gif.fail', { video_id: 'v' }, '/v3/videos/v'],
	['video_translate.success', { video_translate_id: 't' }, '/v3/video-translations/t'],
	[
		'video_translate.preflight.download_failed',
		{ video_translate_id: 't' },
		'/v3/video-translations/t',
	],
	['video_agent.success', { session_id: 's', video_id: 'v' }, '/v3/videos/v'],
	['video_agent.fail', { session_id: 's', video_id: null }, '/v3/video-agents/s'],
	['hyperframes_video.success', { render_id: 'r' }, '/v3/hyperframes/renders/r'],
	['ai_clipping.success', { id: 'c' }, '/v3/ai-clipping/c'],
	['personalized_video', { project_id: 'p', video_id: 'v' }, '/v3/videos/v'],
	['proofread_creation.success', { proofread_id: 'p' }, '/v3/video-translations/proofreads/p'],
	['avatar_video.success', { video_id: '../users/me' }, undefined],
	['avatar_video.success', { video_id: '..' }, undefined],
	['ai_clipping.fail', { ai_clipping_id: 'c' }, '/v3/ai-clipping/c'],
	['lipsync.success', { lipsync_id: 'l' }, '/v3/lipsyncs/l'],
	['avatar_video.success', {}, undefined],
	['instant_avatar.success', { id: 'a' }, undefined],
	['batch.finished', { batch_id: 'b' }, undefined],
	['brand_new.type', { id: 'x' }, undefined],
])('%s with %j is read at %s', (type, data, path) => {
	expect(resourcePath(type, data)).toBe(path);
});

const read = async (answers: unknown[], type = 'avatar_video.success') => {
	const left = [...answers];
	const { context, fake } = fakeContext<IWebhookFunctions>(() => {
		const next = left.shift();
		if (next instanceof Error) throw next;
		return { data: next };
	});
	const outcome = await readResource.call(context, type, { video_id: 'v' }, [0, 0]);
	return { outcome, asked: fake.requests.length };
};
const DONE = { status: 'completed', video_url: 'https://files.example.com/v.mp4' };

const readings: Array<[string, unknown[], IDataObject, number, string?]> = [
	['finished at once', [DONE], { resource: DONE }, 1],
	['busy for a moment', [{ status: 'processing' }, DONE], { resource: DONE }, 2],
	[
		'completed, the URL a moment later',
		[{ ...DONE, video_url: null }, DONE],
		{ resource: DONE },
		2,
	],
	[
		'without a URL for long: as it is',
		[0, 1, 2].map(() => ({ status: 'completed', video_url: null })),
		{ resource: { status: 'completed', video_url: null } },
		3,
	],
	[
		'a failure event takes what there is',
		[{ status: 'failed', video_url: null }],
		{ resource: { status: 'failed', video_url: null } },
		1,
		'avatar_video.fail',
	],
	['a 503 and a 429 pass', [httpError(503), httpError(429), DONE], { resource: DONE }, 3],
	['a 403 does not', [httpError(403)], { resource_error: expect.any(String) }, 1],
	[
		'three 500s',
		[httpError(500), httpError(500), httpError(500)],
		{ resource_error: expect.any(String) },
		3,
	],
];
for (const [name, answers, outcome, asked, type] of readings) {
	test(name, async () => {
		expect(await read(answers, type)).toEqual({ outcome, asked });
	});
}

test('an event that names nothing readable asks nothing', async () => {
	expect(await read([], 'batch.finished')).toEqual({ outcome: {}, asked: 0 });
	expect(KNOWN_EVENT_TYPES).toContain('batch.finished');
});
