// Types of the simulator for tests in TypeScript; README.md says what each thing means.
export interface SimulatedRequest {
	n: number;
	at: number;
	method: string;
	path: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	body: Record<string, unknown>;
	status: number;
	errorCode: string | null;
	idempotencyKey: string | null;
	replayed: boolean;
	fault?: string;
}
export interface SimulatedJob {
	kind: string;
	id: string;
	idempotencyKey: string | null;
	createdAt: number;
	status: string;
	credits: number;
	batchId?: string;
	body: Record<string, unknown>;
}
export interface Delivery {
	n: number;
	at: number;
	kind: 'webhook' | 'callback';
	url: string;
	endpointId: string | null;
	eventId: string;
	eventType: string;
	attempt: number;
	status: number | null;
	ms: number | null;
	error?: string;
	body: Record<string, unknown>;
}
export interface Catalogue {
	looks: Array<{
		id: string;
		name: string;
		avatar_type: string;
		status: string;
		ownership: string;
		supported_api_engines: string[];
		preferred_orientation: string;
		default_voice_id: string | null;
	}>;
	groups: Array<{ id: string; name: string; ownership: string }>;
	voices: Array<{
		voice_id: string;
		name: string;
		language: string;
		gender: string;
		type: string;
		engines: string[];
	}>;
	templates: Array<{ id: string; name: string }>;
	styles: Array<{ style_id: string; name: string }>;
	brandKits: Array<{ brand_kit_id: string; name: string }>;
	glossaries: Array<{ brand_glossary_id: string; name: string }>;
	folders: Array<{ folder_id: string; name: string; is_trash: boolean }>;
	assets: Array<{ id: string; mime: string }>;
}
export interface Simulator {
	url: string;
	controlUrl: string;
	apiKey: string;
	accessToken: string;
	stop(): Promise<void>;
	requests(filter?: { path?: string; method?: string }): SimulatedRequest[];
	jobs(): SimulatedJob[];
	paid(): { count: number; credits: number; refunded: number; byKind: Record<string, number> };
	plan(fault: Record<string, unknown>): void;
	clearFaults(): void;
	configure(settings: Record<string, unknown>): void;
	reset(): void;
	finish(
		id: string,
		end?: { status?: string; failure_code?: string | null; failure_message?: string | null },
	): void;
	emit(event: {
		event_type: string;
		event_data?: Record<string, unknown>;
		count?: number;
		sameId?: boolean;
		entity_id?: string;
	}): Promise<void>;
	expireTokens(): void;
	revokeTokens(): void;
	issuedTokens(): string[];
	deliveries(): Delivery[];
	violations(): Array<Record<string, unknown>>;
	catalogue(): Catalogue;
	/** Addresses of an API that cannot be reached: nobody listens, no such host, no TLS. */
	unreachable(): { refused: string; unknown: string; tls: string };
	/** SHA-256, in hex, of the bytes that arrived for an asset. */
	uploaded(id: string): string | undefined;
}
export function startSimulator(settings?: Record<string, unknown>): Promise<Simulator>;
