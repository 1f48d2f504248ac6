// Assets and sounds: what each operation answers. The bytes themselves come in through uploads.js.
const { ApiError, invalid } = require('../errors');
const { newId } = require('../jobs');
const { batchPage, pageOf } = require('../lists');
const { kindOf } = require('../rules');
const { idOf } = require('../catalogue');
const { idsOf } = require('./common');

const assetOf = (sim, id) => {
	const asset = sim.assets.get(id);
	if (!asset) throw new ApiError('asset_not_found', `Asset '${id}' was not found.`);
	return asset;
};

const typeOf = (mime) => kindOf(mime) ?? (mime === 'application/pdf' ? 'pdf' : 'file');
const urlOf = (sim, asset) => sim.files.link(asset.id, asset.name);
const sizeOf = (sim, asset) => asset.size ?? sim.files.content(asset.id, asset.name).length;

const presentAsset = (sim) => (asset) => ({
	id: asset.id,
	name: asset.name,
	type: typeOf(asset.mime),
	owner: 'simulator',
	space_id: 'space-1',
	folder_id: asset.folderId ?? null,
	uploaded_at: asset.uploaded_at,
	url: statusOf(asset) === 'completed' ? urlOf(sim, asset) : null,
});

/** Where a direct upload is: queued until the bytes are there, processing until it is completed. */
const statusOf = (asset, now = Date.now()) =>
	asset.status === 'processing' && now >= asset.readyAt ? 'completed' : asset.status;
const presentItem = (asset, index, batch) => {
	const status = asset ? statusOf(asset) : 'not_found';
	return {
		item_index: index,
		status,
		video_id: asset?.id ?? null,
		error:
			status === 'failed'
				? { code: 'upload_missing', message: 'The file was never uploaded.' }
				: null,
		...(batch !== undefined && { batch_id: batch }),
	};
};

const mostBytes = 10 * 1024 ** 3;
/** Announces a file: the bytes then go to its upload_url with just the upload_headers. */
const announce = (sim, { filename, content_type, size_bytes, checksum_sha256 }, param = '') => {
	if (size_bytes < 1 || size_bytes > mostBytes)
		throw invalid(`${param}size_bytes`, `'size_bytes' must be between 1 and ${mostBytes}.`);
	if (!filename.trim()) throw invalid(`${param}filename`, "'filename' must not be empty.");
	if (!/^[\w.+-]+\/[\w.+-]+$/.test(content_type))
		throw invalid(`${param}content_type`, "'content_type' must be a media type.");
	if (checksum_sha256 && !/^([0-9a-f]{64}|[A-Za-z0-9+/]{43}=)$/i.test(checksum_sha256))
		throw invalid(
			`${param}checksum_sha256`,
			"'checksum_sha256' must be a SHA-256 in hex or base64.",
		);
	const asset = {
		id: newId(),
		name: filename,
		mime: content_type,
		size: size_bytes,
		checksum: checksum_sha256 ?? undefined,
		status: 'queued',
		uploaded_at: Math.floor(Date.now() / 1000),
		conflicts: sim.config.completeConflicts,
		uploadHeaders: {
			'Content-Type': content_type,
			...(checksum_sha256 && { 'x-amz-meta-checksum-sha256': checksum_sha256 }),
		},
	};
	sim.addAsset(asset);
	return asset;
};
const presentUpload = (sim, asset) => ({
	asset_id: asset.id,
	status: 'pending_upload',
	upload_url: sim.files.link(asset.id, asset.name, `/uploads/${asset.id}`),
	upload_headers: asset.uploadHeaders,
	expires_in_seconds: Math.round(sim.config.linkSeconds),
	max_bytes: mostBytes,
});

const sameChecksum = (asset, given) =>
	!given ||
	[asset.sha256.toString('hex'), asset.sha256.toString('base64')].includes(
		/^[0-9a-f]{64}$/i.test(given) ? given.toLowerCase() : given,
	);

const operations = {
	'POST /v3/assets': ({ sim, upload }) => {
		const asset = {
			...upload,
			id: newId(),
			status: 'completed',
			uploaded_at: Math.floor(Date.now() / 1000),
		};
		sim.addAsset(asset);
		return {
			data: {
				asset_id: asset.id,
				url: urlOf(sim, asset),
				mime_type: asset.mime,
				size_bytes: asset.size,
			},
		};
	},
	'GET /v3/assets': ({ sim, query }) =>
		pageOf(sim.catalogue.assets, query, {
			newestFirst: true,
			keep: (asset) =>
				sim.assets.has(asset.id) && (!query.folder_id || asset.folderId === query.folder_id),
			present: presentAsset(sim),
		}),
	'GET /v3/assets/search': ({ sim, query }) => {
		const found = Array.from({ length: 34 }, (_, i) => ({
			id: idOf('found', query.type, query.scope, query.query, i),
			type: query.type,
			width: 256,
			height: 256,
			orientation: 'square',
			is_transparent: query.type === 'icon',
		}));
		return pageOf(found, query, {
			present: (one) => ({ ...one, url: sim.files.link(one.id, 'look.png') }),
		});
	},
	'GET /v3/assets/{asset_id}': ({ sim, params }) => ({
		data: presentAsset(sim)(assetOf(sim, params.asset_id)),
	}),
	'DELETE /v3/assets/{asset_id}': ({ sim, params }) => {
		sim.assets.delete(assetOf(sim, params.asset_id).id);
		return { data: { id: params.asset_id } };
	},
	'GET /v3/assets/statuses': ({ sim, query }) => {
		const ids = idsOf(query.asset_ids);
		const batchIds = idsOf(query.batch_ids);
		if (!ids.length && !batchIds.length)
			throw invalid('asset_ids', "One of 'asset_ids' and 'batch_ids' is required.");
		if (ids.length + batchIds.length > 100)
			throw invalid(
				'asset_ids',
				`'asset_ids' takes 100 ids at most, found ${ids.length + batchIds.length}.`,
			);
		const rows = ids.map((id) => ({
			...presentItem(sim.assets.get(id), null, null),
			video_id: id,
		}));
		const batchRows = batchIds.flatMap((id) =>
			assetBatch(sim, id).items.map((asset, i) => presentItem(asset, i, id)),
		);
		return { data: [...rows, ...batchRows], has_more: false, next_token: null };
	},

	'POST /v3/assets/direct-uploads': ({ sim, body }) => ({
		data: presentUpload(sim, announce(sim, body)),
	}),
	'POST /v3/assets/{asset_id}/complete': ({ sim, params, body }) => {
		const asset = assetOf(sim, params.asset_id);
		if (asset.status === 'queued' || asset.conflicts > 0) {
			if (asset.status !== 'queued') asset.conflicts -= 1;
			throw new ApiError('resource_not_ready', 'The upload has not arrived yet.');
		}
		if (asset.sha256 && !sameChecksum(asset, body.checksum_sha256 ?? asset.checksum))
			throw invalid('checksum_sha256', 'The checksum differs from that of the uploaded bytes.');
		asset.status = 'completed';
		return {
			data: {
				asset_id: asset.id,
				status: 'completed',
				url: urlOf(sim, asset),
				mime_type: asset.mime,
				size_bytes: sizeOf(sim, asset),
			},
		};
	},
	'POST /v3/assets/direct-uploads/batches': ({ sim, body }) => {
		const items = body.files.map((file, i) => announce(sim, file, `files.${i}.`));
		const batch = {
			id: newId(),
			of: 'asset',
			title: body.title ?? null,
			createdAt: Date.now(),
			items,
		};
		sim.batches.set(batch.id, batch);
		return { data: { batch_id: batch.id, items: items.map((asset) => presentUpload(sim, asset)) } };
	},
	'POST /v3/assets/complete/batches': ({ sim, body }) => {
		const batch = assetBatch(sim, body.batch_id);
		for (const asset of batch.items) {
			if (asset.status === 'processing') asset.readyAt = Date.now() + sim.config.jobSeconds * 1000;
			if (asset.status === 'queued') asset.status = 'failed';
		}
		return { data: { batch_id: batch.id } };
	},
	'GET /v3/assets/batches/{batch_id}': ({ sim, params, query }) => {
		const batch = assetBatch(sim, params.batch_id);
		const rows = batch.items.map((asset, i) => presentItem(asset, i));
		const counts = {};
		for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
		return batchPage(rows, query, (row) => row, {
			batch_id: batch.id,
			title: batch.title,
			created_at: Math.floor(batch.createdAt / 1000),
			total_items: rows.length,
			counts_by_status: counts,
			status:
				counts.queued || counts.processing
					? 'processing'
					: counts.completed
						? 'completed'
						: 'failed',
		});
	},

	'GET /v3/audio/sounds': ({ sim, query }) => {
		const type = query.type ?? 'music';
		const found = Array.from({ length: 60 }, (_, i) => ({
			id: idOf('sound', type, i),
			name: `${query.query} ${i + 1}`,
			description: `${type === 'music' ? 'Music' : 'A sound'} for '${query.query}'`,
			duration: 2,
			score: Math.round((1 - i / 100) * 100) / 100,
			type,
			peak_offset: null,
			placement: null,
		}));
		return pageOf(found, query, {
			keep: (one) => one.score >= (query.min_score ?? 0.7),
			present: (one) => ({ ...one, audio_url: sim.files.link(one.id, 'speech.mp3') }),
		});
	},
};

function assetBatch(sim, id) {
	const batch = sim.batches.get(id);
	if (batch?.of !== 'asset') throw new ApiError('batch_not_found', `Batch '${id}' was not found.`);
	return batch;
}

module.exports = { operations };
