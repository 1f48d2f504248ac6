// Damages files in the ways in which they get damaged, and in worse ones: the same ones again for the same seed.

/** Numbers from 0 to 1 that come again for the same seed (mulberry32). */
function randomOf(seed) {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Lengths and counts that programs trip over. */
const extremes = [0, 1, 7, 8, 0x7f, 0xff, 0xffff, 0x7fffffff, 0xffffffff];

/**
 * @param {Buffer} bytes
 * @param {() => number} random
 * @returns {Buffer} a damaged copy
 */
function mutate(bytes, random) {
	const whole = (below) => Math.floor(random() * below);
	let made = Buffer.from(bytes);
	for (let times = 1 + whole(8); times > 0; times--) {
		// Headers stand at the beginning, indices sometimes at the end.
		const near = Math.min(made.length, 2048);
		const at = [whole(made.length), whole(near), made.length - 1 - whole(near)][whole(3)];
		if (made.length < 16) break;
		const kind = whole(7);
		if (kind === 0) made[at] = whole(256);
		if (kind === 1) made[at] ^= 1 << whole(8);
		if (kind === 2 && at + 4 <= made.length)
			made.writeUInt32BE(extremes[whole(extremes.length)], at);
		if (kind === 3 && at + 4 <= made.length)
			made.writeUInt32LE(extremes[whole(extremes.length)], at);
		if (kind === 4) made = made.subarray(0, at);
		if (kind === 5) made = Buffer.concat([made.subarray(0, at), made.subarray(at + 1 + whole(64))]);
		if (kind === 6)
			made = Buffer.concat([
				made.subarray(0, at),
				Buffer.from(Array.from({ length: 1 + whole(64) }, () => whole(256))),
				made.subarray(at),
			]);
	}
	return made;
}

module.exports = { mutate, randomOf };
