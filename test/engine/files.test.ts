// Files of the item as a source: checked, uploaded once, sent as asset IDs; in n8n's engine against the simulator.
import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { picture, sound, video } from '../../tools/media';
import { byId, workbench } from './workbench';

const bench = workbench();
jest.setTimeout(120_000);

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const speech = async () => await sound('mp3', 7, ['-b:a', '64k']);
const photo = async () => await picture('jpg', 640, 480, (one) => one.jpeg());
const clip = async () => await video('mp4', 2, '320x180', x264);

const avatarVideo = () => ({
	avatarId: byId(bench.known.look),
	speechSource: 'audioBinary',
	audioBinaryProperty: 'data',
	completion: 'immediate',
});
const withFile = (data: Buffer, more: object = {}, json: IDataObject = {}) => ({
	json,
	binary: { data: { data, mimeType: 'application/octet-stream', fileName: 'file.bin', ...more } },
});
const uploads = () => bench.sim.requests({ method: 'POST', path: '/v3/assets' });
const videos = () => bench.sim.requests({ method: 'POST', path: '/v3/videos' });

describe.each(['memory', 'filesystem'])('in binary mode %s', (binaryMode) => {
	test('a recording is uploaded under its right name and type, and sent as an asset', async () => {
		const { items, error } = await bench.run('video', 'createAvatar', avatarVideo(), {
			binaryMode,
			items: [withFile(await speech(), { fileName: 'Voice ä "1".mpga', mimeType: 'video/mp4' })],
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		const [upload] = uploads();
		expect(upload.body).toMatchObject({
			file: { filename: 'Voice ä 1.mp3', content_type: 'audio/mpeg' },
		});
		expect(upload.headers['idempotency-key']).toMatch(/^n8n-file-[0-9a-f]{43}$/);
		const [sent] = videos();
		expect(sent.body).toMatchObject({ audio_asset_id: expect.any(String) });
		expect(bench.sim.violations()).toEqual([]);
	});

	test('the bytes arrive as they were, in one request and by direct upload', async () => {
		const small = await speech();
		const large = Buffer.concat([
			await sound('wav', 7),
			Buffer.alloc(33 * 2 ** 20, 'noise behind the sound'),
		]);
		for (const bytes of [small, large]) {
			const { items, error } = await bench.run(
				'asset',
				'upload',
				{},
				{ binaryMode, items: [withFile(bytes)] },
			);
			expect(error).toBeUndefined();
			const id = items[0].json.asset_id as string;
			expect(bench.sim.uploaded(id)).toBe(createHash('sha256').update(bytes).digest('hex'));
			expect(items[0].json).toMatchObject({ size_bytes: bytes.length, url: expect.any(String) });
		}
		expect(bench.sim.violations()).toEqual([]);
	});
});
