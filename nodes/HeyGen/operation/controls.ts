// Parameters that a whole kind of operation shares: lists, jobs, waiting. The node itself reads them; HeyGen never sees them.
import {
	always,
	before,
	choice,
	drawer,
	flag,
	notice,
	num,
	since,
	text,
	type Field,
	type FieldOptions,
} from '../field';
import { isMeant } from '../field/field';
import { takesCallback, type Operation } from './operation';
import { isBatch } from '../../api/jobKinds';
import { text as textLimit } from '../../api/limits/limit';
import { defaults, limits } from '../../api/limits';

/** In the words that n8n wants. */
const limitControl = num('limit', {
	local: true,
	default: 50,
	show: { returnAll: [false] },
	limit: limits.results,
	description: 'Max number of results to return',
});

export const listControls: Field[] = [
	flag('returnAll', {
		local: true,
		description: 'Whether to return all results or only up to a given limit',
	}),
	limitControl,
];

/** Fields that Simplify keeps of an operation's rows: its own, or those of the kind of job that it starts or follows. */
export function summaryOf({ simplify, job, follows }: Operation): string[] | undefined {
	const kind = job ?? follows;
	if (simplify || !kind) return simplify;
	return job && isBatch(kind) ? kind.of.summary : kind.summary;
}

/** On everything that gives a result beside which the input's own columns are wanted. */
export const includeInputFields = flag('includeInputFields', {
	local: true,
	default: true,
	description:
		"Whether to put the input item's own fields beside the result. A name that both have stays the result's",
});

export const simplifyControl = flag('simplify', {
	local: true,
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
});

/** How long to wait, in minutes. */
export const maxWait = (show?: Record<string, Array<string | boolean>>): Field =>
	num('maxWaitMinutes', {
		label: 'Max Wait (Minutes)',
		local: true,
		default: defaults.maxWaitMinutes,
		show,
		limit: limits.waitMinutes,
		description:
			'How long to wait for HeyGen to finish. After that the item says how to go on; nothing is lost and nothing is paid again.',
	});

/** Wait Until Done, on the operation that reads a job. */
export const followControls: Field[] = [
	flag('waitUntilDone', {
		local: true,
		description: 'Whether to wait until HeyGen has finished the job before returning it',
	}),
	maxWait({ waitUntilDone: [true] }),
];

/** The same on 'get' of a resource of which only others wait: nothing is seen of it, but 'Max Wait' can stand in one property for all. */
export const neverWaits: Field[] = [always('waitUntilDone', false), ...followControls.slice(1)];

/** What sleeping needs, where it is chosen. */
const sleepNotice = notice(
	'sleepNotice',
	"Connect both outputs: Finished, and Not Finished to 'Job: Wait for Completion'. The rows go on together: by Finished once all have ended, else all by Not Finished. HeyGen calls n8n at its public https address; without one, Not Finished looks again every few minutes. Usual times: a short clip 1 minute, videos 2 to 15, translations 5 to 45.",
	{ completion: ['suspend'] },
);
const checkChoice = {
	name: 'Check Only (Free)',
	value: 'check',
	description:
		'Send nothing that costs: each row says whether it is in order, how long it will be and what it will cost',
};

/** Whether an operation that is answered at once is carried out, or only checked. */
export const paidControl = ((): Field => {
	const made = choice(
		'completion',
		[
			{
				name: 'Run Now',
				value: 'immediate',
				description: 'Send the request to HeyGen and return its result',
			},
			checkChoice,
		],
		{ local: true, default: 'immediate', description: 'What to do with the request' },
	);
	// Whoever comes from an operation with a job has its way of waiting here, which means nothing.
	return {
		...made,
		read: (values) => (isMeant('check', values.get('completion')) ? 'check' : 'immediate'),
	};
})();

/** How an operation that starts a job waits for it. */
export function jobControls(operation: Operation): Field[] {
	const sleeps = takesCallback(operation);
	const completion = choice(
		'completion',
		[
			{
				name: 'Wait in This Node',
				value: 'poll',
				description: 'Ask HeyGen until the job is done, then return the finished result',
			},
			...(sleeps
				? [
						{
							name: 'Sleep Until HeyGen Calls (Long Jobs)',
							value: 'suspend',
							description:
								'Pause the execution until HeyGen says that the job is done: the best choice for many or long videos',
						},
					]
				: []),
			{
				name: 'Return Immediately',
				value: 'immediate',
				description: 'Return the ID at once; the result is read later',
			},
			checkChoice,
		],
		{
			local: true,
			default: 'poll',
			description: 'What to do after HeyGen has accepted the job',
			// The second output depends on it, and n8n draws that before it knows any item.
			fixed: sleeps,
		},
	);
	return [
		completion,
		...(sleeps ? [sleepNotice] : []),
		// The same condition everywhere, also where nothing sleeps: so it stands once.
		maxWait({ completion: ['poll', 'suspend'] }),
	];
}

/** What an AI agent may not do unless the workflow's author says so; no expression, so that no model can. */
export const allowDelete = flag('allowDelete', {
	label: 'Allow Agents to Delete',
	local: true,
	fixed: true,
	default: true,
	description:
		'Whether an AI agent may delete with this tool. Without it a deletion that an agent asks for is refused; in a workflow the option changes nothing',
});

/** The file of what is answered at once comes unasked since version 1.1; a model could do nothing with it. */
export const downloadControl = flag('downloadResult', {
	local: true,
	default: true,
	show: { ...since(1.1), '@tool': [false] },
	description:
		'Whether to put the file beside its data, as binary data. Where it does not come, the row keeps its address and says so in "warnings"',
});

const downloadOption = (show?: FieldOptions['show']): Field =>
	flag('downloadResult', {
		local: true,
		default: true,
		show,
		description:
			'Whether to put the finished file beside its data, as binary data. Several files get fields of the same name with a number: data, data_2 and so on',
	});
const optionOfAll = downloadOption();
const optionBefore = downloadOption(before(1.1));
const outputField = text('outputBinaryProperty', {
	label: 'Put Output File in Field',
	local: true,
	default: 'data',
	description: "Binary field for 'Download Result'",
});

/** The finished file where it has to be asked for. */
export const downloadOptions = ({ file }: Operation): Field[] => [
	file ? optionBefore : optionOfAll,
	outputField,
];

/** Files at addresses are looked at too. */
export const checkUrls = flag('checkUrls', {
	label: 'Check Addresses',
	local: true,
	default: true,
	description:
		'Whether to look at every file that is given by its address before anything is sent: that it opens without a login, its format, size and length. Fetches the first bytes of each',
});

/** What a run may cost, and what it did cost. */
const costOptions: Field[] = drawer(
	'costControl',
	[
		flag('addCost', {
			label: 'Include Cost in Result',
			local: true,
			default: true,
			description: "Whether to add 'cost' to the result: its credits by the real length",
		}),
		flag('checkBalance', {
			local: true,
			default: true,
			description:
				'Whether to refuse the run before anything is sent if its highest estimate is more than the account has left. Reads the account once',
		}),
		num('creditRate', {
			local: true,
			default: 0.1,
			limit: limits.amount,
			description:
				"Your contract's credits per second (or per call) for this operation, in place of HeyGen's price table",
		}),
		num('creditValue', {
			label: 'Credit Value (USD)',
			local: true,
			default: 0.5,
			limit: limits.creditValue,
			description:
				"Dollars that one credit is worth to you: what HeyGen sells in dollars, such as generative videos, is counted in credits by it. Without it HeyGen's own $0.50 counts",
		}),
		num('expectedSeconds', {
			local: true,
			default: 60,
			limit: limits.amount,
			description:
				"Length of the audio or video in seconds, for 'Max Credits' and 'Check Balance' where it cannot be read from the item itself",
		}),
		num('maxCredits', {
			local: true,
			default: 100,
			limit: limits.amount,
			description: `Refuse the run before anything is sent if the highest estimate of all its items together is more than this. Not set, a workflow has no ceiling, and an AI agent's call one of ${defaults.agentMaxCredits} credits`,
		}),
	],
	{ description: 'What the run may cost, and what it did cost' },
);

/** Options of everything that costs credits. A batch is HeyGen's own queue: how many of its jobs run at once is not ours to say. */
export function jobOptions(operation: Operation): Field[] {
	const isOfBatch = !!operation.job && isBatch(operation.job);
	return [
		...costOptions,
		...(operation.job && !isOfBatch
			? [
					num('maxConcurrentJobs', {
						local: true,
						default: defaults.concurrentJobs,
						description:
							"How many jobs of this run may be unfinished at once. HeyGen's pay-as-you-go plan allows 10, Enterprise 20 or more",
						limit: limits.jobsAtOnce,
					}),
				]
			: []),
		...(operation.repeat === 'never'
			? []
			: [
					text('idempotencyKey', {
						label: 'Idempotency Key',
						local: true,
						limit: textLimit(1, 255, 'API reference'),
						placeholder: 'e.g. row-1042',
						description: `An own key, such as a row ID: within 24 hours the same key gives the first result again and never pays twice, even in a new execution or another node${isOfBatch ? ', as long as the same rows go into a batch together: HeyGen knows a batch as a whole' : ''}. By default each item of each run has its own key`,
					}),
				]),
	];
}
