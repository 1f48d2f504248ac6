// Output schemas: the files are those of the table, and each says what its operation really gives.
const fs = require('node:fs');
const path = require('node:path');
const Ajv = require('ajv').default;
const { defaults } = require('../../nodes/api/limits');
const { operations } = require('../../nodes/HeyGen/resources');
const { summaryOf } = require('../../nodes/HeyGen/operation/controls');
const { startSimulator } = require('../../simulator');
const { readSamples, sampleOf, writeSamples } = require('../../tools/samples');
const { files, folder, shapes } = require('../../tools/schemas');
const { runNode } = require('../../tools/engine/engine');

/** The operation whose schema a file is. */
const operationOf = (name) => operations.get(/** @type {any} */ (name.replace('/', ':')));

test('the files are those of the table', () => {
	const found = fs
		.readdirSync(folder, { recursive: true })
		.map(String)
		.filter((name) => name.endsWith('.json'));
	expect(
		Object.fromEntries(
			found.map((name) => [
				name.split(path.sep).join('/'),
				fs.readFileSync(path.join(folder, name), 'utf8'),
			]),
		),
	).toEqual(files());
});

test('those of simplified rows name what Simplify keeps, in its order', () => {
	for (const [name, shape] of Object.entries(shapes)) {
		const keep = summaryOf(operationOf(name));
		if (keep) expect([name, Object.keys(shape)]).toEqual([name, keep]);
	}
});

test('each belongs to an operation', () => {
	expect([...operations.keys()]).toEqual(
		expect.arrayContaining(Object.keys(shapes).map((name) => name.replace('/', ':'))),
	);
});

/**
 * The shape as JSON Schema: HeyGen may leave any field null, but names no other and leaves none out.
 * @param {object} properties
 * @param {boolean} [simple] whether Simplify leaves out what is null
 */
const strict = (properties, simple = false) => ({
	type: 'object',
	required: simple ? [] : Object.keys(properties),
	additionalProperties: false,
	properties: Object.fromEntries(
		Object.entries(properties).map(([name, { type, ...inner }]) => {
			const items =
				inner.items && (inner.items.properties ? strict(inner.items.properties) : inner.items);
			const whole =
				inner.properties && Object.keys(inner.properties).length
					? strict(inner.properties)
					: { type };
			return [name, { ...whole, type: [type, 'null'], ...(items ? { items } : {}) }];
		}),
	),
});

describe('each says what its operation gives', () => {
	let sim;
	let made;
	let began;
	const run = async (name, parameters = {}, more = {}) => {
		const [resource, operation] = name.split('/');
		const { items, error } = await runNode({
			parameters: { resource, operation, ...parameters },
			credentials: { heyGenVideoApi: { apiKey: sim.apiKey, baseUrl: sim.url } },
			executionId: name,
			...more,
		});
		expect(error).toBeUndefined();
		return items[0].json;
	};
	const byId = (value) => ({ __rl: true, mode: 'id', value });
	const clip = { videoUrl: 'https://example.com/a.mp4' };
	const spoken = () => ({
		speechSource: 'script',
		script: 'Hi',
		voiceId: byId(sim.catalogue().voices[0].voice_id),
	});
	const picture = {
		data: fs
			.readFileSync(path.join(__dirname, '../../simulator/media/look.png'))
			.toString('base64'),
		mimeType: 'image/png',
		fileName: 'look.png',
	};
	/** A batch whose node does not wait for it. */
	const batchOf = async (name) =>
		(await run(name, { ...creates[name](), completion: 'immediate' }, { executionId: 'batch' }))
			.batch_id;
	const look = () =>
		byId(
			sim
				.catalogue()
				.looks.find((one) => one.avatar_type === 'photo_avatar' && one.status === 'completed').id,
		);

	/** Parameters of each operation; those of the second list need the id of what the first one made. */
	const creates = {
		'aiClipping/create': () => clip,
		'avatar/create': () => ({ type: 'photo', name: 'R', fileUrl: 'https://example.com/a.png' }),
		'backgroundRemoval/create': () => clip,
		'brand/createGlossary': () => ({ name: 'Schema' }),
		'brand/createKit': () => ({ url: 'https://example.com' }),
		'fillerWordRemoval/create': () => clip,
		'folder/create': () => ({ name: 'Schema' }),
		'modelImage/create': () => ({
			identityImages: { image: [{ imageUrl: 'https://example.com/a.png' }] },
			referenceImageUrl: 'https://example.com/a.png',
		}),
		'modelVideo/create': () => ({ prompt: 'A tram' }),
		'modelVoice/create': () => ({
			mode: 'instant',
			name: 'Me',
			audio: { recording: [{ recordingUrl: 'https://example.com/a.mp3' }] },
		}),
		'hyperFrames/create': () => ({ projectUrl: 'https://example.com/a.zip' }),
		'lipsync/create': () => ({ ...clip, audioUrl: 'https://example.com/a.mp3' }),
		'lipsync/createBatch': () => ({ ...clip, audioUrl: 'https://example.com/a.mp3' }),
		'translation/createBatch': () => ({ ...clip, outputLanguages: 'French' }),
		'proofread/create': () => ({ ...clip, outputLanguages: 'French', title: 'T' }),
		'template/generate': () => ({
			templateId: byId(sim.catalogue().templates[0].id),
			options: { keepEmptyText: true },
		}),
		'translation/create': () => ({ ...clip, outputLanguages: 'French' }),
		'video/createAvatar': () => ({ avatarId: look(), ...spoken() }),
		'video/createBatch': () => ({ avatarId: look(), ...spoken() }),
		'video/createCinematic': () => ({ avatarId: look(), prompt: 'walks' }),
		'video/createFromLegacy': () => ({
			legacyBody: {
				video_inputs: [
					{
						character: { type: 'avatar', avatar_id: look().value },
						voice: { type: 'text', input_text: 'Hi', voice_id: spoken().voiceId.value },
					},
				],
			},
		}),
		'video/createImage': () => ({ imageUrl: 'https://example.com/a.png', ...spoken() }),
		'video/createStudio': () => ({
			scenes: {
				scene: [
					{
						type: 'image',
						sourceUrl: 'https://example.com/a.png',
						duration: 3,
						lasts: 'duration',
						speechSource: 'none',
					},
				],
			},
		}),
		'videoAgent/create': () => ({ prompt: 'A film' }),
		'voice/clone': () => ({ audioUrl: 'https://example.com/a.mp3', voiceName: 'Me' }),
	};
	const reads = {
		'aiClipping/get': () => ({ jobId: byId(made['aiClipping/create'].id) }),
		'asset/get': () => ({ assetId: 'asset-image' }),
		'asset/getMany': () => ({ username: 'simulator' }),
		'avatar/get': () => ({ groupId: byId(made['avatar/create'].group_id) }),
		'avatar/getMany': () => ({}),
		'avatar/update': () => ({
			groupId: byId(made['avatar/create'].group_id),
			defaultVoiceId: byId(sim.catalogue().voices[0].voice_id),
		}),
		'brand/getGlossary': () => ({
			brandGlossaryId: byId(made['brand/createGlossary'].brand_glossary_id),
		}),
		'brand/getKit': () => ({ brandKitId: byId(made['brand/createKit'].brand_kit_id) }),
		'brand/updateGlossary': () => ({
			brandGlossaryId: byId(made['brand/createGlossary'].brand_glossary_id),
			options: { name: 'Words' },
		}),
		'brand/updateKit': () => ({
			brandKitId: byId(made['brand/createKit'].brand_kit_id),
			options: { name: 'Kit' },
		}),
		'fillerWordRemoval/get': () => ({
			fillerWordRemovalId: made['fillerWordRemoval/create'].id,
		}),
		'folder/get': () => ({ folderId: made['folder/create'].folder_id }),
		'modelImage/get': () => ({ generationId: made['modelImage/create'].generation_id }),
		'modelVideo/get': () => ({ videoId: byId(made['modelVideo/create'].video_id) }),
		'modelVoice/generateSpeech': () => ({ ...spoken(), text: 'Hi' }),
		'modelVoice/get': () => ({ voiceId: byId(made['modelVoice/create'].voice_id) }),
		'modelVoice/getMany': () => ({}),
		'video/getScenes': () => ({ videoId: byId(made['video/createImage'].id) }),
		'avatarLook/get': () => ({ lookId: byId(made['avatar/create'].id) }),
		'avatarLook/getMany': () => ({}),
		'backgroundRemoval/get': () => ({ jobId: byId(made['backgroundRemoval/create'].id) }),
		'brand/getManyGlossaries': () => ({}),
		'brand/getManyKits': () => ({}),
		'hyperFrames/get': () => ({ renderId: byId(made['hyperFrames/create'].render_id) }),
		'lipsync/get': () => ({ lipsyncId: byId(made['lipsync/create'].id) }),
		'lipsync/getMany': () => ({}),
		'lipsync/getStatuses': () => ({ lipsyncIds: 'x' }),
		'proofread/generate': () => ({ proofreadId: made['proofread/create'].id }),
		'proofread/get': () => ({ proofreadId: made['proofread/create'].id }),
		'proofread/getSrt': () => ({ proofreadId: made['proofread/create'].id }),
		'sound/search': () => ({ query: 'calm' }),
		'template/get': () => ({ templateId: byId(sim.catalogue().templates[0].id) }),
		'template/getMany': () => ({}),
		'translation/get': () => ({ videoTranslationId: byId(made['translation/create'].id) }),
		'translation/getMany': () => ({}),
		'translation/getManyLanguages': () => ({}),
		'translation/getStatuses': () => ({ videoTranslationIds: 'x' }),
		'video/get': () => ({ videoId: byId(made['video/createImage'].id) }),
		'video/getMany': () => ({}),
		'video/getStatuses': () => ({ videoIds: 'x' }),
		'videoAgent/get': () => ({
			sessionId: byId(made['videoAgent/create'].session_id),
			waitUntilDone: true,
		}),
		'videoAgent/getMany': () => ({}),
		'videoAgent/getManyStyles': () => ({}),
		'voice/generateSpeech': () => ({ ...spoken(), text: 'Hi' }),
		'voice/get': () => ({ voiceId: byId(made['voice/clone'].voice_id) }),
		'voice/getMany': () => ({}),
	};

	/** Those whose shape the editor is not told, for their samples; deletions last. */
	const others = {
		'account/get': () => ({}),
		'aiClipping/download': () => ({ jobId: byId(made['aiClipping/create'].id) }),
		'aiClipping/getMany': () => ({}),
		'asset/upload': () => ({ fileSource: 'binary', fileBinaryProperty: 'data' }),
		'asset/uploadBatch': () => ({
			fileSource: 'binary',
			fileBinaryProperty: 'data',
			waitUntilDone: true,
		}),
		'asset/getBatch': () => ({ batchId: made['asset/uploadBatch'].batch_id }),
		'asset/getStatuses': () => ({ assetIds: 'asset-image' }),
		'asset/search': () => ({ query: 'tram' }),
		'avatar/createConsent': () => ({ groupId: byId(made['avatar/create'].group_id) }),
		'avatarLook/download': () => ({ lookId: byId(made['avatar/create'].id) }),
		'avatarLook/update': () => ({ lookId: byId(made['avatar/create'].id), name: 'In green' }),
		'backgroundRemoval/download': () => ({ jobId: byId(made['backgroundRemoval/create'].id) }),
		'backgroundRemoval/getMany': () => ({}),
		'billing/estimateCost': () => ({
			product: 'translationSpeed',
			inputMethod: 'seconds',
			seconds: 60,
		}),
		'billing/estimateInvoice': () => ({ usedCreditSeconds: 600 }),
		// What was made here, on whatever day that is.
		'billing/getUsage': () => ({ period: 'custom', from: began }),
		'billing/recommendTier': () => ({ monthlyCreditSeconds: 100_000 }),
		'fillerWordRemoval/download': () => ({
			fillerWordRemovalId: made['fillerWordRemoval/create'].id,
		}),
		'hyperFrames/download': () => ({ renderId: byId(made['hyperFrames/create'].render_id) }),
		'hyperFrames/getMany': () => ({}),
		'job/wait': () => ({ jobKind: 'video', jobId: made['video/createAvatar'].id }),
		'lipsync/getBatch': async () => ({
			batchId: await batchOf('lipsync/createBatch'),
			waitUntilDone: true,
		}),
		'lipsync/download': () => ({ lipsyncId: byId(made['lipsync/create'].id) }),
		'lipsync/update': () => ({ lipsyncId: byId(made['lipsync/create'].id), title: 'Tour' }),
		'modelImage/download': () => ({ generationId: made['modelImage/create'].generation_id }),
		'modelVideo/download': () => ({ videoId: byId(made['modelVideo/create'].video_id) }),
		'proofread/downloadSrt': () => ({ proofreadId: made['proofread/create'].id }),
		'proofread/updateSrt': () => ({
			proofreadId: made['proofread/create'].id,
			srtUrl: 'https://example.com/a.srt',
		}),
		'translation/getBatch': async () => ({
			batchId: await batchOf('translation/createBatch'),
			waitUntilDone: true,
		}),
		'translation/download': () => ({
			videoTranslationId: byId(made['translation/create'].id),
		}),
		'translation/update': () => ({
			videoTranslationId: byId(made['translation/create'].id),
			title: 'Tour',
		}),
		'video/getBatch': async () => ({
			batchId: await batchOf('video/createBatch'),
			waitUntilDone: true,
		}),
		'video/download': () => ({ videoId: byId(made['video/createAvatar'].id) }),
		'videoAgent/getManyResources': () => ({
			sessionId: byId(made['videoAgent/create'].session_id),
		}),
		'videoAgent/getResource': () => ({
			sessionId: byId(made['videoAgent/create'].session_id),
			resourceId: made['videoAgent/getManyResources'].resource_id,
		}),
		'videoAgent/getManyVideos': () => ({
			sessionId: byId(made['videoAgent/create'].session_id),
		}),
		'videoAgent/sendMessage': () => ({
			sessionId: byId(made['videoAgent/create'].session_id),
			message: 'Shorter, please',
		}),
		'videoAgent/stop': () => ({ sessionId: byId(made['videoAgent/create'].session_id) }),
		'voice/design': () => ({ prompt: 'A calm voice' }),
		'voice/download': () => ({ voiceId: byId(made['voice/clone'].voice_id) }),
		'webhookEndpoint/create': () => ({
			url: 'https://example.com/calls',
			events: ['avatar_video.success'],
		}),
		'webhookEndpoint/getMany': () => ({}),
		'webhookEndpoint/rotateSecret': () => ({
			endpointId: byId(made['webhookEndpoint/create'].endpoint_id),
		}),
		'webhookEndpoint/update': () => ({
			endpointId: byId(made['webhookEndpoint/create'].endpoint_id),
			options: { url: 'https://example.com/other' },
		}),
		'webhookEvent/getMany': async () => {
			await sim.emit({
				event_type: 'avatar_video.success',
				event_data: { video_id: made['video/createAvatar'].id, callback_id: 'row-1' },
			});
			return {};
		},
		'webhookEvent/getManyTypes': () => ({}),
		'aiClipping/delete': () => ({ jobId: byId(made['aiClipping/create'].id) }),
		'asset/delete': () => ({ assetId: 'asset-image' }),
		'avatarLook/delete': () => ({ lookId: byId(made['avatar/create'].id) }),
		'avatar/delete': () => ({ groupId: byId(made['avatar/create'].group_id) }),
		'backgroundRemoval/delete': () => ({ jobId: byId(made['backgroundRemoval/create'].id) }),
		'brand/deleteGlossary': () => ({
			brandGlossaryId: byId(made['brand/createGlossary'].brand_glossary_id),
		}),
		'brand/deleteKit': () => ({ brandKitId: byId(made['brand/createKit'].brand_kit_id) }),
		'hyperFrames/delete': () => ({ renderId: byId(made['hyperFrames/create'].render_id) }),
		'lipsync/delete': () => ({ lipsyncId: byId(made['lipsync/create'].id) }),
		'modelVoice/delete': () => ({ voiceId: byId(made['modelVoice/create'].voice_id) }),
		'translation/delete': () => ({ videoTranslationId: byId(made['translation/create'].id) }),
		'video/delete': () => ({ videoId: byId(made['video/createAvatar'].id) }),
		'voice/delete': () => ({ voiceId: byId(made['voice/clone'].voice_id) }),
		'webhookEndpoint/delete': () => ({
			endpointId: byId(made['webhookEndpoint/create'].endpoint_id),
		}),
	};

	beforeAll(async () => {
		defaults.firstPollSeconds = 0.05;
		sim = await startSimulator({ jobSeconds: 0.05, concurrency: 100 });
		made = {};
		began = new Date().toISOString();
		for (const [name, parameters] of Object.entries({ ...creates, ...reads, ...others }))
			made[name] = await run(name, await parameters(), {
				items: [{ json: {}, binary: { data: picture } }],
			});
	}, 60_000);
	afterAll(async () => await sim.stop());

	test.each(Object.keys(shapes))('%s', async (name) => {
		const { warnings, ...item } = made[name];
		expect(warnings ?? []).toEqual(expect.any(Array));
		const check = new Ajv({ strict: false }).compile(
			strict(shapes[name], !!summaryOf(operationOf(name))),
		);
		expect([check(item), check.errors, item]).toEqual([true, null, item]);
	});

	test("the samples of docs/operations.md are what came out: 'WRITE_DOCS=1 npm test engine -- test/engine/schemas.test.js' writes them anew", () => {
		const samples = Object.fromEntries(
			Object.entries(made).map(([name, item]) => [name, sampleOf(item)]),
		);
		if (process.env.WRITE_DOCS) writeSamples(samples);
		expect(Object.keys(samples).sort()).toEqual(
			[...operations.keys()].map((key) => key.replace(':', '/')).sort(),
		);
		expect(readSamples()).toEqual(samples);
	});
});
