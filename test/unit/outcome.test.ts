// When a job as it was read is over, so that nobody waits for what will not change.
import { isOver } from '../../nodes/HeyGen/jobs/outcome';
import { jobs } from '../../nodes/api/jobKinds';

test.each([
	['avatar', 'completed', true],
	['avatar', 'pending_consent', true],
	['avatar', 'processing', false],
	['avatar', null, true],
	['avatar', undefined, true],
	['voiceClone', 'complete', true],
	['voiceClone', 'completed', false],
	['aiClipping', 'cancelled', true],
	['backgroundRemoval', 'deleted', true],
	['translation', 'polishing', false],
] as const)('%s with status %s: %s', (kind, status, over) => {
	expect(isOver(jobs[kind], { status })).toBe(over);
});
