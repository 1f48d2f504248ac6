// What leaves the node for given parameters: everything from the editor's defaults to the request, without n8n's engine and without a network.
import {
	NodeHelpers,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeProperties,
} from 'n8n-workflow';
import { HeyGen } from '../../nodes/HeyGen/HeyGen.node';
import { defaults } from '../../nodes/api/limits';
import { operations } from '../../nodes/HeyGen/resources';
import { performer } from '../../nodes/HeyGen/perform/perform';

export const node = new HeyGen();
const perform = performer(operations);
// Nobody works on what is asked about here.
defaults.firstPollSeconds = 0;

export interface Request {
	method: string;
	/** Path as it goes out, ids escaped. */
	path: string;
	query: IDataObject;
	body?: IDataObject;
}

export const showOf = (property: INodeProperties) =>
	(property.displayOptions?.show ?? {}) as Record<string, unknown[]>;

/** Properties that belong to an operation, whatever else they depend on. */
export const placed = (properties: INodeProperties[], resource: string, operation: string) =>
	properties.filter((one) => {
		const show = showOf(one);
		const [resources, operations] = [
			show.resource ?? show['/resource'],
			show.operation ?? show['/operation'],
		];
		return (
			(!resources || resources.includes(resource)) &&
			(!operations || operations.includes(operation))
		);
	});

const own = new Map<string, INodeProperties[]>();

/** Parameters as n8n hands them over: what is left out has its default, what is hidden is gone. */
export function withDefaults(parameters: IDataObject): INodeParameters {
	const stored = { authentication: 'apiKey', ...parameters } as INodeParameters;
	const type = node.description;
	const { resource, operation } = parameters as Record<string, string>;
	const key = `${resource}:${operation}`;
	if (!own.has(key)) own.set(key, placed(type.properties, resource, operation));
	return NodeHelpers.getNodeParameters(
		own.get(key) as INodeProperties[],
		stored,
		true,
		false,
		{ typeVersion: 1 } as INode,
		type,
	) as INodeParameters;
}

/** Files of the item: a picture in "data", one that is too large for a single request in "large". */
const picture = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg==',
	'base64',
);
const fileOf = (bytes: Buffer) => ({ mimeType: 'image/png', data: bytes.toString('base64') });
const small = fileOf(picture);
const large = (() => {
	let made: ReturnType<typeof fileOf> | undefined;
	return () => (made ??= fileOf(Buffer.concat([picture, Buffer.alloc(33 * 2 ** 20)])));
})();

/** The files that an item has for these parameters. */
export const filesOf = ({ fileBinaryProperty }: IDataObject) =>
	fileBinaryProperty === 'large' ? { large: large() } : { data: small };

/** What HeyGen answers to uploads: each is followed by the next request. */
const target = {
	asset_id: 'asset',
	batch_id: 'batch',
	url: 'https://files.example.com/asset',
	upload_url: 'https://files.example.com/upload',
	upload_headers: {},
};
const uploaded = { ...target, items: [target] };

const template = { aspect_ratio: 'landscape', variables: {} };

/**
 * Runs one item; HeyGen's part answers with a refusal, so that nothing follows the first request.
 * @returns the requests that left, and the sentence of a refusal by the node itself
 */
export async function send(
	parameters: IDataObject,
	json: IDataObject = {},
): Promise<{ requests: Request[]; refusal?: string }> {
	const requests: Request[] = [];
	const values = withDefaults(parameters);
	const input = { main: [[{ json }]] };
	const context = {
		inputData: input,
		runIndex: 0,
		getNode: () => ({ id: 'node', name: 'HeyGen', parameters: values }),
		getNodeParameter: (name: string, fallback: unknown) => values[name] ?? fallback,
		getItemIndex: () => 0,
		getInputData: () => ({
			json,
			binary: filesOf(values),
		}),
		helpers: { httpRequest: async () => ({ statusCode: 200 }) },
		getExecutionId: () => 'execution',
		getInstanceId: () => 'instance',
		getWorkflow: () => ({ id: 'workflow', active: false }),
		getContext: () => ({}),
		getExecuteData: () => ({ data: input }),
		getExecutionCancelSignal: () => undefined,
		getCredentials: async () => ({}),
		continueOnFail: () => true,
		makeRoutingRequest: async ({
			options,
		}: {
			options: { method: string; url: string; qs: IDataObject; body?: IDataObject | string };
		}) => {
			const { method, url, qs, body } = options;
			// What the node looks up before it sends its request.
			const read = values.operation === 'generate' ? template : {};
			if (
				method === 'GET' &&
				/^\/v3\/(templates|avatars\/looks|models\/audio\/voices)\//.test(url) &&
				/^(generate|create)/.test(String(values.operation))
			)
				return [{ json: { status: 200, headers: {}, body: { data: read } } }];
			if (url === '/v3/users/me' && values.resource === 'asset')
				return [{ json: { status: 200, headers: {}, body: { data: { username: 'simulator' } } } }];
			requests.push({
				method,
				path: url,
				query: qs,
				body: Buffer.isBuffer(body)
					? { file: 'the file' }
					: typeof body === 'string'
						? (JSON.parse(body) as IDataObject)
						: body,
			});
			if (method === 'POST' && url.startsWith('/v3/assets'))
				return [{ json: { status: 200, headers: {}, body: { data: uploaded } } }];
			// A list has one more page, so that its cursor is seen to be followed.
			if (qs.limit && !qs.token)
				return [
					{
						json: {
							status: 200,
							headers: {},
							body: { data: [], has_more: true, next_token: 'next' },
						},
					},
				];
			return [
				{ json: { status: 400, headers: {}, body: { error: { code: 'refused', message: '' } } } },
			];
		},
	};
	const [item] = await perform.call(context as never, { options: {} } as never);
	const { code, error } = (item?.json ?? {}) as { code?: string; error?: string };
	return {
		requests,
		refusal: code === 'invalid_input' || (error && requests.length === 0) ? error : undefined,
	};
}
