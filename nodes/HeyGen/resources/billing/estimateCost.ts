// Billing: Estimate Cost (computed here, no request)
import { type CostInput, estimateCost as compute, inputMethods } from '../../billing/estimateCost';
import { dollarProductKeys, dollarProducts, productKeys, products } from '../../billing/rates';
import { before, choice, drawer, since, text, type Field, type FieldOptions } from '../../field';
import { operation } from '../../operation/operation';
import {
	amount,
	creditSeconds,
	customNames,
	itemOf,
	noRequest,
	tierFields,
	valuesOf,
} from './fields';

const by = (inputMethod: (typeof inputMethods)[number]) => ({ inputMethod: [inputMethod] });
const names = [
	'product',
	'inputMethod',
	'seconds',
	'minutes',
	'language',
	'speed',
	'count',
	'tier',
	...customNames,
];

/** Minutes are what people have in mind; nodes of before go on counting seconds. */
const inputMethod = (usual: string, show: FieldOptions['show']): Field =>
	choice(
		'inputMethod',
		[
			{
				name: 'Calls',
				value: 'calls',
				description: 'For the creation of digital twins and photo avatars',
			},
			{ name: 'Minutes', value: 'minutes', description: 'The length is known' },
			{ name: 'Script', value: 'script', description: 'Estimate the speaking time of a text' },
			{ name: 'Seconds', value: 'seconds', description: 'The length is known' },
		],
		{ local: true, default: usual, show, description: 'Where the length comes from' },
	);

export const estimateCost = operation({
	name: 'Estimate Cost',
	value: 'estimateCost',
	action: 'Estimate cost of videos and speech',
	description:
		'Work out credits and money for videos, translations, speech and avatars before buying them',
	request: noRequest,
	fields: [
		choice(
			'product',
			[
				...productKeys.map((value) => ({ name: products[value].name, value })),
				...dollarProductKeys.map((value) => ({ name: dollarProducts[value].name, value })),
			] as Array<{ name: string; value: string }>,
			{ local: true, default: 'avatarVideo', description: 'What is bought' },
		),
		inputMethod('minutes', since(1.1)),
		inputMethod('seconds', before(1.1)),
		amount('seconds', {
			default: 60,
			show: by('seconds'),
			description: 'Length of one piece in seconds',
		}),
		amount('minutes', {
			default: 1,
			show: by('minutes'),
			description: 'Length of one piece in minutes',
		}),
		// Under a name of its own: n8n would evaluate the script of every video once more for it.
		text('scriptText', {
			label: 'Script',
			local: true,
			rows: 4,
			show: by('script'),
			description: 'Plain text or SSML; its pauses count',
		}),
		text('language', {
			local: true,
			show: by('script'),
			placeholder: 'e.g. en-US or Spanish (Spain)',
			description: 'Language of the script. Empty: guessed from the text',
		}),
		amount('speed', {
			default: 1,
			show: by('script'),
			description: "Speed of the voice, 1 is the voice's own",
		}),
		amount('count', { default: 1, description: 'How many pieces: videos, languages, rows' }),
		...tierFields({}, { withoutContract: true }),
	],
	options: [
		creditSeconds,
		...drawer(
			'ownPrice',
			[
				amount('creditRate', {
					default: 0.1,
					description:
						"Your contract's credits per second (or per call) of this product, in place of HeyGen's price table",
				}),
				amount('creditValue', {
					label: 'Credit Value (USD)',
					default: 0.5,
					description:
						'Dollars that one credit is worth to you, for what HeyGen sells in dollars: generative videos, their speech, filler words',
				}),
			],
			{ description: 'What you pay, where it is not in the price table' },
		),
	],
	perform: async (item) =>
		itemOf(
			compute({
				script: item.values.get('scriptText'),
				...valuesOf(item, names, ['creditRate', 'creditSecondsPerCredit', 'creditValue']),
				oAuth: item.usesOAuth,
			} as unknown as CostInput),
		),
});
