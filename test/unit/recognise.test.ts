// Which jobs an item speaks of: HeyGen's answers and events as any node hands them on, rows of Not Finished, and a user's own columns beside them.
import type { IDataObject } from 'n8n-workflow';
import { jobsIn } from '../../nodes/HeyGen/jobs/recognise';
import { isId, pathOf } from '../../nodes/api/path';
import { jobs } from '../../nodes/api/jobKinds';

const late = { status: 'processing', waited_minutes: 5 };

const items: Array<[what: string, item: IDataObject, found: string[], wanted?: string]> = [
	['an answer', { video_id: 'v' }, ['video v']],
	['a session before its video', { session_id: 's', video_id: 'v' }, ['videoAgent s']],
	['languages', { video_translation_ids: ['a', 'b'] }, ['translation a', 'translation b']],
	['a language', { video_translation_id: 'a' }, ['translation a']],
	['proofreads', { proofread_ids: ['a'] }, ['proofread a']],
	['a proofread', { proofread_id: 'a' }, ['proofread a']],
	['an avatar', { avatar_item: { id: 'l' }, avatar_group: { id: 'g' } }, ['avatar l']],
	['a batch', { batch_id: 'b' }, ['batch b']],
	["HTTP Request's answer", { data: { render_id: 'r' } }, ['hyperFrames r']],
	['a user’s own column kind', { id: 7, kind: 'video', video_id: 'abc' }, ['video abc']],
	['the same, kind chosen', { id: 7, kind: 'video', video_id: 'abc' }, ['video abc'], 'video'],
	['a kind of another job', { id: 7, kind: 'lipsync', video_id: 'abc' }, ['video abc']],
	['a row of Not Finished', { ...late, id: 'v', kind: 'video' }, ['video v']],
	[
		'one of several jobs',
		{ ...late, id: 'a', kind: 'translation', jobs: [{ id: 'a' }, { id: 'b' }] },
		['translation a', 'translation b'],
	],
	['one of a batch', { ...late, id: 'b', kind: 'videoBatch' }, ['videoBatch b'], 'batch'],
	['kind and id alone', { id: 'v', kind: 'video' }, ['video v']],
	['the kind chosen, the id alone', { id: 'v' }, ['video v'], 'video'],
	['another kind than the chosen one', { render_id: 'r' }, [], 'video'],
	['a voice to speak with', { voice_id: 'x', brand_kit_id: 'y' }, []],
	['an id alone', { id: 'v' }, []],
	['nothing', {}, []],
];
for (const [what, item, found, wanted] of items) {
	test(what, () => {
		expect(jobsIn(item, wanted).map(({ kind, id }) => `${kind} ${id}`)).toEqual(found);
	});
}

test.each<[string, IDataObject, string]>([
	['ai_clipping.success', { id: 'c', status: 'completed' }, 'aiClipping c'],
	['ai_clipping.fail', { id: 'c' }, 'aiClipping c'],
	['video_translate.success', { video_translate_id: 't' }, 'translation t'],
	['avatar_video.success', { video_id: 'v' }, 'video v'],
	['lipsync.success', { lipsync_id: 'l' }, 'lipsync l'],
])('an event %s, from the trigger and from a webhook node', (event_type, event_data, expected) => {
	for (const item of [{ event_type, event_data }, { body: { event_type, event_data } }])
		expect(jobsIn(item).map(({ kind, id }) => `${kind} ${id}`)).toEqual([expected]);
});

test.each([
	'',
	'.',
	'..',
	'../users/me',
	'a/b',
	'a\\b',
	'a\nb',
	'\u0000',
	'\ud83d',
	{},
	null,
	undefined,
])('%j is no ID and never reaches a path', (id) => {
	expect(isId(id)).toBe(false);
	expect(() => pathOf('/v3/videos/{id}', { id })).toThrow('is not an ID of HeyGen');
});

test('an ID stays one part of the path', () => {
	expect(pathOf('/v3/videos/{id}', { id: 'a b?c#d' })).toBe('/v3/videos/a%20b%3Fc%23d');
});

test('every kind goes by its own name and says how it is read again', () => {
	for (const [name, kind] of Object.entries(jobs)) {
		expect(kind.value).toBe(name);
		expect(kind.path).toMatch(/^\/v3\/[\w/-]+\/\{id\}$/);
		expect(kind.readWith).toMatch(/^[A-Z][\w ]+: Get( Kit)?$/);
	}
});
