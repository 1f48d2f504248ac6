// The result of a finished job: asked for again until it is there, for a minute and no longer, also where a proxy answers in between.
import { jobs } from '../../../nodes/api/jobKinds';
import { resultOf } from '../../../nodes/HeyGen/jobs/follow';
import { fakeRun, type Answering } from './fakes';

const parameters = { resource: 'video', operation: 'get', authentication: 'apiKey' };
const empty = { body: { data: { id: 'v', status: 'completed', video_url: null } } };
const page = { status: 403, body: '<html><title>Blocked</title></html>' } as never;

/** A run in which HeyGen gives the address after so many seconds. */
function runWith(after: number, meanwhile: ReturnType<Answering> = empty) {
	const run = fakeRun({
		parameters,
		items: [{}],
		answer: () =>
			run.clock.now() >= after * 1000
				? { body: { data: { id: 'v', status: 'completed', video_url: 'https://x/v' } } }
				: meanwhile,
	});
	return run;
}
const wait = async (run: ReturnType<typeof runWith>) =>
	await resultOf(run.call(0), jobs.video, 'v', { status: 'completed' });

test.each([
	['no address', empty],
	['a page of a proxy', page],
])('%s for a while: asked again', async (_what, meanwhile) => {
	expect(await wait(runWith(45, meanwhile))).toMatchObject({ video_url: 'https://x/v' });
});

test('no address for ever: an error with the ID after a minute, and not before', async () => {
	const run = runWith(Infinity);
	await expect(wait(run)).rejects.toMatchObject({ failure: { code: 'no_result', id: 'v' } });
	expect(run.sent.at(-1)?.at).toBeGreaterThanOrEqual(60_000);
	expect(run.sent.length).toBeLessThan(12);
});
