// Job: Wait for Completion (asks in bulk, sleeps in between; Not Finished wired back to the input asks again and again)
import { choice, id, notice, num } from '../../field';
import { operation } from '../../operation/operation';
import { maxWait } from '../../operation/controls';
import { jobs } from '../../../api/jobKinds';
import { defaults, limits } from '../../../api/limits';
import { waitForJobs } from '../../suspend/wait';

/** Every kind of job, batches as one, and the item's own word. */
const kinds = [
	...Object.values(jobs).map(({ label, value }) => ({ name: label, value })),
	{ name: 'Batch', value: 'batch' },
	{
		name: 'Found in the Item',
		value: 'auto',
		description: 'The fields of the item tell, such as video_id or session_id',
	},
].sort((a, b) => a.name.localeCompare(b.name));

export const wait = operation({
	name: 'Wait for Completion',
	value: 'wait',
	action: 'Wait for jobs to finish',
	description:
		'Wait for jobs that other nodes or workflows have started; the execution sleeps in between. Connect Not Finished to this node again to go on waiting.',
	request: { method: 'GET', url: '/v3/users/me' },
	fields: [
		notice(
			'loopNotice',
			"Connect 'Finished' to what follows, and 'Not Finished' back to this node's own input: it then asks again until all jobs have ended, and all rows go on together.",
		),
		choice('jobKind', kinds, { local: true, default: 'auto', description: 'What to wait for' }),
		id('jobId', {
			label: 'Job ID',
			local: true,
			placeholder: 'e.g. {{ $json.video_id }}',
			description: 'ID of the job. Empty: the ID that the item carries',
		}),
		maxWait(),
		num('recheckMinutes', {
			label: 'Recheck Every (Minutes)',
			local: true,
			default: defaults.recheckMinutes,
			limit: limits.waitMinutes,
			description:
				'How long the execution sleeps before unfinished jobs leave by Not Finished. n8n looks for sleepers once a minute',
		}),
	],
	waits: true,
	perform: waitForJobs,
});
