// Answers that nobody would expect, in great numbers: whatever comes, a row or a sentence comes of it, never an error of the code itself.
// `npm run fuzz` asks for more of them than the suite does; the seed that is printed makes the same answers again.
import {
	LoggerProxy,
	type IDataObject,
	type IHookFunctions,
	type IPollFunctions,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { newToken, tokenKey, tokenParameter } from '../../nodes/HeyGen/run/callbackToken';
import { operations } from '../../nodes/HeyGen/resources';
import { realClock } from '../../nodes/api/clock';
import { resume } from '../../nodes/HeyGen/suspend/resume';
import { poll } from '../../nodes/HeyGenPollTrigger/poll';
import { receive } from '../../nodes/HeyGenTrigger/receive';
import { readResource } from '../../nodes/HeyGenTrigger/resource';
import { isRegistered, register, unregister } from '../../nodes/HeyGenTrigger/webhookEndpoints';
import { defaults } from '../../nodes/api/limits';
import { listSearch, loadOptions, mapResources, runNode } from '../../tools/engine/engine';
import {
	OddAnswers,
	oddBody,
	say,
	startOddServer,
	turn,
	wish,
	type Odd,
} from '../../tools/engine/oddAnswers';
import { contract, operationOf } from '../contract/facts';
import { filesOf, send } from '../contract/sender';
import { fillings } from '../contract/walk';
import { fakeCall, fakeContext, httpError, node as triggerNode, sign } from '../unit/trigger/fakes';

const { many, seed } = wish();
let server: { address: string; stop(): void };
let address: string;
let odd: OddAnswers;
let skipped = 0;
/** Where the code itself stumbled, though its user was told of an odd answer. */
const stumbles = new Set<string>();
const usual = { ...realClock };
const counts = { answers: 0, rows: 0, sentences: 0 };

/** What only the code itself says. */
const ofTheCode =
	/Cannot (read|set|convert|destructure)|is not (a function|iterable|a constructor|defined|valid JSON)|undefined \(|of (undefined|null)\b|Unexpected (token|end)|Invalid (URL|time value|array length)|Maximum call|object Object|circular/;

function judge(words: unknown, code: unknown, where: string): void {
	counts.sentences++;
	const text = String(words);
	if (ofTheCode.test(text) || code === 'unexpected' || text.trim() === '')
		throw new Error(`${where}, seed ${seed}: ${text} (${String(code)})\n${odd.trail()}`);
}

beforeAll(async () => {
	say(`Seed of these answers: ${seed}`);
	jest.spyOn(LoggerProxy, 'error').mockImplementation((line) => {
		stumbles.add(line.split('\n').slice(0, 3).join(' '));
	});
	// Waits pass at once, and the time with them.
	let ahead = 0;
	Object.assign(realClock, {
		now: () => Date.now() + ahead,
		sleep: async (milliseconds: number) => {
			ahead += milliseconds;
			await turn();
		},
	});
	Object.assign(defaults, { firstPollSeconds: 1, resultSeconds: 4 });
	server = await startOddServer((method, path, at) => {
		const name = operationOf({ method, path, query: {} });
		counts.answers++;
		return odd.next(name ? contract[name].answer : undefined, at);
	});
	address = server.address;
});
beforeEach(() => {
	odd = new OddAnswers(seed);
});
afterAll(() => {
	server.stop();
	say(
		`${counts.answers} answers, ${counts.rows} rows, ${counts.sentences} sentences, ${skipped} operations that ask nothing`,
	);
});

const credentials = () => ({ heyGenVideoApi: { apiKey: 'key', baseUrl: address } });
const long = 60_000 + many * 600;

/** Whether a file of the item is sent, small enough for one request. */
const hasFile = (parameters: IDataObject): boolean =>
	Object.entries(parameters).some(([name, value]) => /Source$/.test(name) && value === 'binary') &&
	'data' in filesOf(parameters);

/** A picture for each row: one of the same bytes would be uploaded once. */
function pictureOf(parameters: IDataObject, n: number) {
	const { data } = filesOf(parameters) as { data: { data: string; mimeType: string } };
	const bytes = Buffer.concat([Buffer.from(data.data, 'base64'), Buffer.from(`row ${n}`)]);
	return { data: { ...data, data: bytes.toString('base64') } };
}

/** The first filling that something leaves for. */
async function parametersOf(
	name: string,
	fits: (parameters: IDataObject) => boolean = () => true,
): Promise<IDataObject | undefined> {
	const [resource = '', operation = ''] = name.split(':');
	for (const filling of fillings(resource, operation)) {
		const parameters = filling.make();
		if (!fits(parameters)) continue;
		if ((await send(parameters, { video_id: 'sample-id' })).requests.length) return parameters;
	}
	return undefined;
}

async function rowsOf(name: string, known: IDataObject | undefined): Promise<void> {
	const [resource, operation] = name.split(':');
	if (!known) {
		skipped++;
		return;
	}
	const parameters: IDataObject = {
		resource,
		operation,
		...known,
		...(known.completion ? { completion: 'poll' } : {}),
		waitUntilDone: true,
		maxWaitMinutes: 2,
		simplify: odd.chance(0.5),
		returnAll: odd.chance(0.5),
		requestOptions: { batching: { batch: { batchSize: -1, batchInterval: 0 } } },
	};
	const outcome = await runNode({
		parameters,
		items: Array.from({ length: many }, (_, n) => ({
			json: { n, video_id: `sample-${n}` },
			...(hasFile(known) ? { binary: pictureOf(known, n) } : {}),
		})),
		credentials: credentials(),
		onError: 'continueRegularOutput',
	});
	if (outcome.error) judge(outcome.error.message, outcome.error.context?.code, name);
	expect([name, outcome.status]).toEqual([name, 'success']);
	for (const { json } of outcome.outputs.flat()) {
		counts.rows++;
		expect([name, json !== null && typeof json === 'object' && !Array.isArray(json)]).toEqual([
			name,
			true,
		]);
		if (json.error !== undefined && 'code' in json) judge(json.error, json.code, name);
	}
}

describe('operations', () => {
	test.each([...operations.keys()])(
		'%s',
		async (name) => await rowsOf(name, await parametersOf(name)),
		long,
	);
});

describe('files of the item', () => {
	test.each(['asset:upload', 'asset:uploadBatch', 'video:createImage'])(
		'%s',
		async (name) => {
			const known = await parametersOf(name, hasFile);
			expect(known).toBeDefined();
			await rowsOf(name, known);
		},
		long,
	);
});

const node = new HeyGen();
/** Asks so often; what is thrown is judged. */
async function often(where: string, act: () => Promise<unknown>): Promise<void> {
	for (let left = many; left > 0; left -= 100)
		await Promise.all(
			Array.from({ length: Math.min(left, 100) }, async () => {
				try {
					await act();
					counts.rows++;
				} catch (thrown) {
					judge((thrown as Error).message, undefined, where);
				}
			}),
		);
}

describe('the editor', () => {
	// Its lists are read for some seconds, whatever comes: those have to be there.
	const jumping = { ...realClock };
	beforeAll(() => Object.assign(jumping, realClock) && Object.assign(realClock, usual));
	afterAll(() => Object.assign(realClock, jumping));

	test.each(Object.keys(node.methods.listSearch))(
		'%s',
		async (method) => {
			await often(
				method,
				async () =>
					await listSearch({
						method,
						filter: odd.chance(0.5) ? 'mira' : undefined,
						credentials: credentials(),
					}),
			);
		},
		long,
	);

	test.each(Object.keys(node.methods.loadOptions))(
		'%s',
		async (method) => {
			await often(method, async () => await loadOptions({ method, credentials: credentials() }));
		},
		long,
	);

	test(
		'the fields of a template',
		async () => {
			await often(
				'mapVariables',
				async () =>
					await mapResources({
						method: 'mapVariables',
						parameters: { templateId: { __rl: true, mode: 'id', value: 't' } },
						credentials: credentials(),
					}),
			);
		},
		long,
	);
});

/** An answer as n8n's request helper gives it to a trigger, or throws it. */
function given({ status, body, headers, drop }: Odd): unknown {
	counts.answers++;
	if (drop) throw new Error('socket hang up');
	let read: unknown = body;
	try {
		read = JSON.parse(body);
	} catch {
		// Stays a text.
	}
	if (status === 401) throw httpError(status, read as IDataObject);
	return { statusCode: status, headers, body: read };
}
const answering = (operation: string) => () =>
	given(odd.next(contract[operation]?.answer, address));
/** A fake context whose helper gives whole answers. */
function whole<T extends { helpers: object }>(context: T, operation: string): T {
	const answer = answering(operation);
	Object.assign(context.helpers, {
		httpRequestWithAuthentication: async () => await Promise.resolve().then(answer),
	});
	return context;
}

describe('triggers and callbacks', () => {
	const hook = () =>
		whole(
			fakeContext(() => undefined, {
				staticData: { endpointId: 'e', secret: 's' },
			}).context,
			'GET /v3/webhooks/endpoints',
		) as unknown as IHookFunctions;

	test.each([
		['isRegistered', isRegistered],
		['register', register],
		['unregister', unregister],
	])(
		'HeyGen Trigger: %s',
		async (where, act) => {
			await often(where, async () => await act.call(hook()));
		},
		long,
	);

	test(
		'the resource beside an event',
		async () => {
			const { context } = fakeCall({ headers: {}, staticData: {} }, () => undefined);
			await often(
				'readResource',
				async () =>
					await readResource.call(
						whole(context as never, 'GET /v3/videos/{video_id}') as unknown as IWebhookFunctions,
						'avatar_video.success',
						{ video_id: 'v' },
						[0],
					),
			);
		},
		long,
	);

	test(
		'a delivery to the HeyGen Trigger: nothing starts but what is signed, and that once',
		async () => {
			const secret = 'whsec_s';
			const broken: string[] = [];
			let started = 0;
			let endpoints = 0;
			await often('receive', async () => {
				const rawBody = oddBody(odd);
				// Nothing can be signed, but is no delivery of HeyGen's.
				const isSigned = odd.chance(0.6) && rawBody.length > 0;
				const headers: IDataObject = {
					'heygen-signature': sign(rawBody, secret),
					'heygen-timestamp': String(Math.floor(realClock.now() / 1000)),
					'heygen-event-id': odd.pick(['', undefined, 'e1', 'e2', 'constructor', '__proto__']),
				};
				if (!isSigned) {
					const [name, value] = odd.pick<[string, unknown]>([
						['heygen-signature', sign(rawBody, 'whsec_t')],
						['heygen-signature', sign(Buffer.concat([rawBody, Buffer.from(' ')]), secret)],
						['heygen-signature', undefined],
						['heygen-signature', odd.any()],
						['heygen-timestamp', odd.pick(['0', '-1', 'soon', '', '9'.repeat(400)])],
						['heygen-timestamp', odd.any()],
					]);
					headers[name] = value as string;
				}
				const chosen = odd.chance(0.8) ? [] : odd.any();
				const staticData: IDataObject = {
					endpointId: `fuzz_${(endpoints += 1)}`,
					secret,
					...(odd.chance(0.3) ? { remembered: odd.any(), delivered: odd.any() } : {}),
				} as IDataObject;
				for (const repeat of [false, true]) {
					const { context, told, fake, response } = fakeCall({
						headers,
						rawBody,
						staticData,
						workflowId: 'deliveries',
						parameters: { events: chosen, options: { includeResource: odd.chance(0.5) } } as never,
					});
					// It never throws: n8n would start a run that failed.
					const { workflowData, webhookResponse } = await receive
						.call(context)
						.catch((thrown: Error) => {
							broken.push(`${thrown.message}: ${rawBody.toString('utf8').slice(0, 300)}`);
							return {} as IWebhookResponseData;
						});
					for (const line of fake.warnings) judge(line, told.status, 'receive');
					response.writableEnded = true;
					const told200 = workflowData ? webhookResponse !== undefined : told.status === 200;
					const [[item] = []] = workflowData ?? [];
					const isFine = workflowData
						? isSigned && !repeat && told200 && typeof item?.json.event_id === 'string'
						: isSigned
							? told200 || told.status === 400
							: told.status === 401;
					if (!isFine)
						broken.push(JSON.stringify({ isSigned, repeat, told, item, body: String(rawBody) }));
					if (workflowData) started++;
				}
			});
			expect(broken).toEqual([]);
			expect(started).toBeGreaterThan(0);
		},
		long,
	);

	test(
		'HeyGen Poll Trigger',
		async () => {
			await often('poll', async () => {
				const { context } = fakeContext(() => undefined, {
					parameters: { watch: 'videos' },
					staticData: {
						watched: 'videos,',
						state: odd.pick([
							undefined,
							{ newest: 0, seen: {}, open: { a: { created: 0, pollsWithoutUrl: 0 } } },
							{ newest: 0, seen: odd.any(), open: odd.any() },
							{ newest: odd.any(), seen: { a: odd.any() }, open: { a: odd.any() } },
							odd.any(),
						]),
					} as IDataObject,
				});
				Object.assign(context, { logger: { warn: () => undefined } });
				await poll.call(whole(context, 'GET /v3/videos') as unknown as IPollFunctions);
			});
		},
		long,
	);

	test(
		'a callback of a sleeping execution',
		async () => {
			const token = newToken();
			const broken: string[] = [];
			await often('resume', async () => {
				const { context, told } = fakeCall({ headers: {}, staticData: {} }, () => undefined);
				const given = odd.chance(0.5) ? token : odd.any();
				const rows = [{ item: 0, jobs: [{ kind: 'video', id: 'a', since: 0 }] }];
				Object.assign(context, {
					getQueryData: () => ({ [tokenParameter]: given, signature: odd.any() }),
					getBodyData: () => (odd.chance(0.5) ? { event_data: { video_id: 'a' } } : odd.any()),
					getRequestObject: () => ({ headers: {}, rawBody: oddBody(odd) }),
					runExecutionData: {
						executionData: {
							contextData: {
								flow: { [tokenKey]: token },
								[`node:${triggerNode.name}`]: { heyGenSleep: { run: 'r', rows } },
							},
							nodeExecutionStack: [
								{
									node: { ...triggerNode },
									data: { main: [[], []], heyGenInput: [[]] },
									source: null,
								},
							],
						},
					},
				});
				const warnings: string[] = [];
				Object.assign(context, { logger: { warn: (line: string) => warnings.push(line) } });
				Object.assign(context.getResponseObject(), { json: () => undefined });
				// It never throws: that would end the execution.
				const { workflowData } = await resume
					.call(whole(context as never, 'GET /v3/videos/statuses') as unknown as IWebhookFunctions)
					.catch((thrown: Error) => {
						broken.push(thrown.message);
						return {} as IWebhookResponseData;
					});
				if (given !== token && (workflowData || told.status !== 401))
					broken.push(`woken by the token ${JSON.stringify(given)}`);
				for (const line of warnings) judge(line, told.status, 'resume');
			});
			expect(broken).toEqual([]);
		},
		long,
	);
});

test('the code itself has stumbled nowhere', () => expect([...stumbles]).toEqual([]));
