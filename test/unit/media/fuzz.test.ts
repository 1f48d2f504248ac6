// Damaged files neither stop the readers nor make them read on and on; `npm run fuzz:media` shows them ten thousand.
import { readMedia } from '../../../nodes/api/media';
import { collection } from '../../../tools/media';
import { mutate, randomOf } from '../../../tools/mutate';

test('thirty damaged copies of each format', async () => {
	const random = randomOf(20_261_128);
	for (const { bytes } of await collection()) {
		for (let copy = 0; copy < 30; copy++) {
			const damaged = mutate(bytes, random);
			let seen = 0;
			await readMedia({
				size: damaged.length,
				read: async (offset, length) => {
					const part = damaged.subarray(offset, offset + length);
					seen += part.length;
					return part;
				},
			});
			expect(seen).toBeLessThanOrEqual(1_000_000);
		}
	}
}, 120_000);
