// Billing: Get Usage: what the account made in a period, read from its lists
import { UserError, type IDataObject } from 'n8n-workflow';
import { dataOf, isRefusal as isRefused, timeOf } from '../../../api/answer';
import { pages } from '../../../api/limits';
import { pathOf } from '../../../api/path';
import { isUnusable } from '../../billing/inputs';
import {
	isPast,
	type Made,
	planUsage,
	type Source,
	type UsageInput,
	type UsagePlan,
	usageOf,
} from '../../billing/usage';
import { choice } from '../../field';
import { operation } from '../../operation/operation';
import { ItemFailed, refused } from '../../run/failure';
import type { Item } from '../../run/item';
import { readPages } from '../../run/pages';
import { ask } from '../../run/send';
import { packageFields } from './estimateInvoice';
import {
	billingModel,
	creditSeconds,
	customNames,
	moment,
	noRequest,
	tierFields,
	valuesOf,
} from './fields';

/** A list that tells what was made. */
interface List {
	/** In words, where it cannot be read. */
	what: string;
	url: string;
	max: number;
	qs?: IDataObject;
	/** Where its rows say how long the result is. */
	seconds?: string;
	/** Paid when it is ordered, whatever comes of it later. */
	paidAtOnce?: boolean;
}

const lists: Record<Exclude<Source, 'agentVideos'>, List> = {
	videos: { what: 'videos', url: '/v3/videos', max: pages.videos },
	translations: { what: 'translations', url: '/v3/video-translations', max: pages.translations },
	lipsyncs: { what: 'lipsyncs', url: '/v3/lipsyncs', max: pages.lipsyncs },
	avatars: {
		what: 'avatars',
		url: '/v3/avatars',
		max: pages.avatars,
		qs: { ownership: 'private' },
		paidAtOnce: true,
	},
	clippings: {
		what: 'AI clippings',
		url: '/v3/ai-clipping',
		max: pages.clippings,
		seconds: 'source_duration',
	},
	backgroundRemovals: {
		what: 'background removals',
		url: '/v3/background-removals',
		max: pages.removals,
	},
	renders: { what: 'HyperFrames renders', url: '/v3/hyperframes/renders', max: pages.renders },
};
const sessions: List = { what: 'video agent sessions', url: '/v3/video-agents', max: pages.agents };

/** A chat may go on for days: sessions that began so long before are looked at too. */
const sessionMs = 7 * 86_400_000;
const sessionsAtOnce = 8;

const madeOf = (row: IDataObject, seconds = 'duration'): Made => {
	const length = row[seconds];
	return {
		created: timeOf(row.created_at) || 0,
		seconds: typeof length === 'number' ? length : null,
	};
};

const isFinished = ({ status }: IDataObject, { paidAtOnce }: List) =>
	paidAtOnce ? status !== 'failed' : status === 'completed';

/** The rows of a list since a moment; undefined where HeyGen does not show it to this account. */
async function readList(item: Item, list: List, since: number): Promise<IDataObject[] | undefined> {
	try {
		return await readPages(item, list.url, list.qs ?? {}, Infinity, list.max, undefined, (rows) =>
			isPast(
				rows.map((row) => madeOf(row)),
				since,
			),
		);
	} catch (reason) {
		if (reason instanceof ItemFailed && /^40[34]$/.test(reason.failure.httpCode ?? ''))
			return undefined;
		throw reason as Error;
	}
}

/** The videos that agents made. They stand among the videos too, but have a price of their own. */
async function readAgents(item: Item, plan: UsagePlan): Promise<IDataObject[] | undefined> {
	const since = plan.since - sessionMs;
	const all = await readList(item, sessions, since);
	const ids = all
		?.filter((row) => timeOf(row.created_at) >= since && timeOf(row.created_at) < plan.to)
		.map((row) => String(row.session_id));
	if (!ids) return undefined;
	const found: IDataObject[] = [];
	for (let at = 0; at < ids.length; at += sessionsAtOnce) {
		const some = ids.slice(at, at + sessionsAtOnce).map(async (id) => {
			const url = pathOf('/v3/video-agents/{id}/videos', { id });
			const outcome = await ask(item, { method: 'GET', url });
			if (!isRefused(outcome)) return (dataOf(outcome) ?? []) as IDataObject[];
			if (outcome.status === 404) return [];
			throw refused(outcome, true);
		});
		found.push(...(await Promise.all(some)).flat());
	}
	return found;
}

/** Everything that was made since the plan's beginning, by where it was found. */
async function readAll(item: Item, plan: UsagePlan) {
	const unread: string[] = [];
	const [agents, ...all] = await Promise.all([
		readAgents(item, plan),
		...Object.values(lists).map(async (list) => await readList(item, list, plan.since)),
	]);
	if (!agents) unread.push(sessions.what);
	const rows = Object.fromEntries(Object.keys(lists).map((source, index) => [source, all[index]]));
	// What an agent or a translation made may stand among the videos under the same ID: it is counted once.
	const elsewhere = new Set(
		[...(agents ?? []), ...(rows.translations ?? []), ...(rows.lipsyncs ?? [])].map(({ id }) => id),
	);
	rows.videos = rows.videos?.filter(({ id }) => !elsewhere.has(id));
	const made = Object.fromEntries(
		Object.entries(lists).map(([source, list]) => {
			if (!rows[source]) unread.push(list.what);
			const finished = (rows[source] ?? []).filter((row) => isFinished(row, list));
			return [source, finished.map((row) => madeOf(row, list.seconds))];
		}),
	) as Record<Source, Made[]>;
	made.agentVideos = (agents ?? [])
		.filter((row) => isFinished(row, lists.videos))
		.map((row) => madeOf(row));
	return { made, unread };
}

const names = [
	'period',
	'from',
	'to',
	'billingModel',
	'tier',
	...customNames,
	'poolCredits',
	'contractStart',
	'contractMonths',
];
const optionNames = ['creditSecondsPerCredit', 'translationMode', 'lipsyncMode'];
const usage = { billingModel: ['usageBased'] };
const custom = { period: ['custom'] };

const mode = (name: string, what: string) =>
	choice(
		name,
		[
			{ name: 'Precision', value: 'precision' },
			{ name: 'Speed', value: 'speed' },
		],
		{
			local: true,
			default: 'speed',
			description: `How your ${what} are made: HeyGen's list does not say, and precision costs twice as much`,
		},
	);

export const getUsage = operation({
	name: 'Get Usage',
	value: 'getUsage',
	action: 'Get usage of account',
	description:
		'Count what the account made in a period and what it costs, by product, with the bill so far and at this pace',
	request: noRequest,
	fields: [
		choice(
			'period',
			[
				{
					name: 'This Month',
					value: 'thisMonth',
					description: 'From the first of the month until now',
				},
				{ name: 'Last Month', value: 'lastMonth' },
				{ name: 'Custom', value: 'custom' },
			],
			{ local: true, default: 'thisMonth', description: 'Which time is counted, in UTC' },
		),
		moment('from', { show: custom, description: 'The first moment that counts' }),
		moment('to', {
			show: custom,
			description: 'The first moment that no longer counts. Empty: now',
		}),
		billingModel,
		...tierFields(usage, { withoutContract: true }),
		...packageFields,
	],
	options: [
		creditSeconds,
		mode('translationMode', 'translations'),
		mode('lipsyncMode', 'lipsyncs'),
	],
	perform: async (item) => {
		const plan = planUsage(
			valuesOf(item, names, optionNames) as unknown as UsageInput,
			item.run.clock.now(),
		);
		if (isUnusable(plan)) throw new UserError(plan.message, { description: plan.description });
		const { made, unread } = await readAll(item, plan);
		return usageOf(plan, made, unread).map((row) => ({ json: row as unknown as IDataObject }));
	},
});
