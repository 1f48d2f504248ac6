// Types of the in-process engine for tests written in TypeScript; engine.js says what each option means.
import type {
	ExecutionStatus,
	ICredentialType,
	IDataObject,
	INodeExecutionData,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
	IRunData,
	ResourceMapperFields,
} from 'n8n-workflow';

type InputFile = { data: Buffer | string; mimeType?: string; fileName?: string };
export type InputItem = {
	json: IDataObject;
	binary?: Record<string, InputFile>;
	pairedItem?: INodeExecutionData['pairedItem'];
};

type Access = { credentials?: Record<string, IDataObject>; credentialTypes?: ICredentialType[] };
type Execution = Access & {
	executionId?: string;
	mode?: 'manual' | 'trigger' | 'webhook' | 'retry';
	signal?: AbortSignal;
	binaryMode?: 'memory' | 'filesystem' | 's3';
};
type Trigger = Pick<Access, 'credentials'> & { node: INodeType; parameters?: IDataObject };
type OnError = 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';

/** An execution's error as n8n stores it. */
export type StoredError = {
	name: string;
	message: string;
	description?: string;
	httpCode?: string;
	context: IDataObject;
	stack?: string;
};
export type Outcome = {
	status: ExecutionStatus;
	error?: StoredError;
	runData: IRunData;
	waitTill?: Date;
	/** Milliseconds that the execution slept. */
	sleptMs?: number;
	data?: object;
};

export function runNode(
	options?: Execution & {
		parameters?: IDataObject;
		items?: InputItem[];
		node?: INodeType;
		nodeId?: string;
		nodeName?: string;
		/** The newest, if not told. */
		typeVersion?: number;
		runIndex?: number;
		retryOf?: Outcome;
		onError?: OnError;
		retryOnFail?: boolean;
		maxTries?: number;
		waitBetweenTries?: number;
		executeOnce?: boolean;
		resumeToken?: string;
	},
): Promise<Outcome & { items: INodeExecutionData[]; outputs: INodeExecutionData[][] }>;

export function runWorkflow(
	options: Execution & {
		workflow: IDataObject;
		startItems?: InputItem[];
		/** What nodes give out in place of being run, as pinned in the editor. */
		pinData?: Record<string, InputItem[]>;
		/** Told the name of each node just before it runs, and waited for. */
		onNode?: (name: string) => unknown;
		nodes?: INodeType[];
		deadlines?: number;
		asleep?: () => Promise<void>;
		address?: string;
	},
): Promise<Outcome & { itemsOf(nodeName: string, output?: number): INodeExecutionData[] }>;

export function runTool(
	options?: Execution & {
		parameters?: IDataObject;
		calls?: IDataObject[];
		through?: 'langchain' | 'engine';
		node?: INodeType;
		typeVersion?: number;
		onError?: OnError;
		retryOnFail?: boolean;
		maxTries?: number;
		waitBetweenTries?: number;
	},
): Promise<Outcome & { answers: Array<{ response?: IDataObject[]; error?: string }> }>;

export function listSearch(
	options: Access & {
		method: string;
		parameters?: IDataObject;
		filter?: string;
		paginationToken?: string;
		path?: string;
		node?: INodeType;
	},
): Promise<INodeListSearchResult>;

export function loadOptions(
	options: Access & { method: string; parameters?: IDataObject; path?: string; node?: INodeType },
): Promise<INodePropertyOptions[]>;

/** One poll of a polling trigger. */
export function pollOnce(trigger: Trigger): Promise<INodeExecutionData[][] | null>;
/** Sets up a trigger's webhook at HeyGen, as the activation of its workflow does. */
export function activate(trigger: Trigger): Promise<boolean>;
export function mapResources(
	options: Access & { method: string; parameters?: IDataObject; path?: string; node?: INodeType },
): Promise<ResourceMapperFields>;

export function testCredential(options: {
	type: string;
	data: IDataObject;
	credentialTypes?: ICredentialType[];
}): Promise<{ status: 'OK' | 'Error'; message: string }>;

export function binaryOf(item: INodeExecutionData, name?: string): Buffer;
/** As `binaryOf`, out of any store of n8n. */
export function bytesOf(item: INodeExecutionData, name?: string): Promise<Buffer>;
/** n8n's own store of files, to see what is read of it. */
export function binaryStore(): { getAsStream(id: string): Promise<unknown> };

export function fileOf(item: INodeExecutionData, name?: string): string;
