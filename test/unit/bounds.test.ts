// Every figure that a user can type has an upper bound: what is above it is refused in a sentence before anything is paid, not stumbled over afterwards.
import { UserError, type INodeProperties, type INodePropertyCollection } from 'n8n-workflow';
import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { estimateCost } from '../../nodes/HeyGen/billing/estimateCost';
import { estimateInvoice } from '../../nodes/HeyGen/billing/invoice';
import { recommendTier } from '../../nodes/HeyGen/billing/recommendTier';
import { speechSeconds } from '../../nodes/HeyGen/billing/speech';
import type { Field } from '../../nodes/HeyGen/field';
import { isFormer } from '../../nodes/HeyGen/field/field';
import { fieldsOf, optionsOf } from '../../nodes/HeyGen/operation/description';
import { operations } from '../../nodes/HeyGen/resources';
import { HeyGenPollTrigger } from '../../nodes/HeyGenPollTrigger/HeyGenPollTrigger.node';
import { HeyGenTrigger } from '../../nodes/HeyGenTrigger/HeyGenTrigger.node';

type Property = INodeProperties | INodePropertyCollection;

/** Every property, those inside of collections included, with its path. */
const walk = (properties: Property[], path = ''): Array<[string, INodeProperties]> =>
	properties.flatMap((one) => {
		const at = path ? `${path}.${one.name}` : one.name;
		const inner = ('values' in one ? one.values : ((one as INodeProperties).options ?? [])).filter(
			(inside): inside is Property =>
				typeof inside === 'object' && 'name' in inside && ('type' in inside || 'values' in inside),
		);
		return [...('type' in one ? [[at, one] as [string, INodeProperties]] : []), ...walk(inner, at)];
	});

const figures = [new HeyGen(), new HeyGenTrigger(), new HeyGenPollTrigger()].flatMap(
	({ description }) =>
		walk(description.properties)
			// What stands at a former place is not offered any more, and is read within the bounds of today: see below.
			.filter(([, property]) => property.type === 'number' && !isFormer(property))
			.map(([path, property]) => [`${description.name}: ${path}`, property] as const),
);

test('there are such figures', () => expect(figures.length).toBeGreaterThan(50));

test('the editor knows an upper bound of each, which its default is within', () => {
	const open = figures.filter(
		([, { typeOptions, default: usual }]) =>
			!Number.isFinite(typeOptions?.maxValue) || Number(usual) > (typeOptions?.maxValue as number),
	);
	expect(open.map(([path]) => path)).toEqual([]);
});

/** Fields of an operation, those inside of others included. */
const all = (fields: Field[]): Field[] => fields.flatMap((one) => [one, ...all(one.parts ?? [])]);

test.each([
	['1e308', 1e308],
	['a text of 400 digits', '9'.repeat(400)],
	['-1e308', -1e308],
])('%s is refused by every one of them', (_name, value) => {
	const fields = [...operations.values()]
		.flatMap((one) => [...fieldsOf(one), ...optionsOf(one), ...(one.filters ?? [])])
		.flatMap((one) => all([one]))
		.filter(({ ui }) => ui.length === 1 && ui[0].type === 'number');
	expect(fields.length).toBeGreaterThan(50);
	const taken = fields.filter(({ name, ui, read }) => {
		const shows = ui[0].displayOptions?.show ?? {};
		try {
			read({ get: (asked) => (asked === name ? value : shows[asked]?.[0]) });
			return true;
		} catch (thrown) {
			expect(thrown).toBeInstanceOf(UserError);
			expect((thrown as Error).message.length).toBeLessThan(200);
			return false;
		}
	});
	expect(taken.map(({ name }) => name)).toEqual([]);
});

describe('billing, which reads its figures itself', () => {
	const tier = { tier: '5000' } as const;
	const own = {
		tier: 'custom',
		contractRate: 0.01,
		overageRate: 0.01,
		includedCreditSeconds: 1,
	} as const;
	test.each([
		[
			'Seconds',
			estimateCost,
			{ product: 'avatarVideo', inputMethod: 'seconds', seconds: 1e308, ...tier },
		],
		[
			'Count',
			estimateCost,
			{ product: 'avatarVideo', inputMethod: 'seconds', seconds: 1, count: 1e300, ...tier },
		],
		[
			'Credit Rate',
			estimateCost,
			{ product: 'avatarVideo', inputMethod: 'seconds', seconds: 1, creditRate: 1e308, ...tier },
		],
		[
			'Credit Value',
			estimateCost,
			{
				product: 'fillerWords',
				inputMethod: 'seconds',
				seconds: 1,
				creditValue: 1e-308,
				...tier,
			},
		],
		[
			'Commitment',
			estimateCost,
			{ product: 'avatarVideo', inputMethod: 'seconds', seconds: 1, ...own, commitment: 1e308 },
		],
		[
			'Script',
			estimateCost,
			{
				product: 'avatarVideo',
				inputMethod: 'script',
				script: `Hi <break time="${'9'.repeat(400)}s"/>`,
				...tier,
			},
		],
		[
			'Used Credit-Seconds',
			estimateInvoice,
			{ billingModel: 'usageBased', usedCreditSeconds: 1e308, ...tier },
		],
		['Monthly Credit-Seconds', recommendTier, { monthlyCreditSeconds: 1e308 }],
	] as Array<[string, (input: never) => object, object]>)('%s', (label, compute, input) => {
		const { message } = compute(input as never) as { message: string };
		expect(message).toContain(`'${label}'`);
	});

	test('an endless pause makes no endless video', () => {
		const script = `Hello <break time="${'9'.repeat(400)}s"/> world`;
		expect(speechSeconds({ script }).high).toBeLessThan(4000);
	});
});
