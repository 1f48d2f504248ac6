// A binary heap of {at, …} entries: the earliest first. Keeps thousands of running jobs in order of their end.

class Heap {
	entries = [];

	get first() {
		return this.entries[0];
	}

	push(entry) {
		const { entries } = this;
		let i = entries.push(entry) - 1;
		for (let up; i > 0 && entries[(up = (i - 1) >> 1)].at > entry.at; i = up)
			entries[i] = entries[up];
		entries[i] = entry;
	}

	pop() {
		const { entries } = this;
		const first = entries[0];
		const last = entries.pop();
		if (!entries.length) return first;
		let i = 0;
		for (let down; (down = 2 * i + 1) < entries.length; i = down) {
			if (down + 1 < entries.length && entries[down + 1].at < entries[down].at) down += 1;
			if (entries[down].at >= last.at) break;
			entries[i] = entries[down];
		}
		entries[i] = last;
		return first;
	}
}

module.exports = { Heap };
