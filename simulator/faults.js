// Planned faults of the wire: which request meets which.

/** @returns {(path: string) => boolean} */
const pathMatcher = (path) => {
	if (path === undefined) return () => true;
	if (path.includes('{')) {
		const pattern = new RegExp(
			`^${path
				.split(/\{[^}]*\}/)
				.map((part) => part.replace(/[.*+?^$()|[\]\\]/g, '\\$&'))
				.join('[^/]+')}$`,
		);
		return (actual) => pattern.test(actual);
	}
	if (/[\\^$*+?()[\]|]/.test(path)) {
		const pattern = new RegExp(path);
		return (actual) => pattern.test(actual);
	}
	return (actual) => actual === path;
};

const wireKinds = ['dropBefore', 'dropAfter', 'status', 'hang', 'truncate'];
const jobKinds = ['failJob', 'neverEnd', 'slowJob', 'oddStatus'];

class Faults {
	planned = [];

	/** @param {{match?: {method?: string, path?: string}, kind: string, times?: number|'always', after?: number}} fault */
	plan(fault) {
		if (!wireKinds.includes(fault.kind))
			throw new RangeError(
				`Unknown kind of fault '${fault.kind}': use one of ${[...wireKinds, ...jobKinds].join(', ')}`,
			);
		this.planned.push({
			match: {},
			times: 1,
			after: 0,
			...fault,
			seen: 0,
			used: 0,
			matches: pathMatcher(fault.match?.path),
		});
	}

	/** The fault that this request meets, if any. @param {string} method @param {string} path without the query */
	meet(method, path) {
		for (const fault of this.planned) {
			if (fault.match.method && fault.match.method.toUpperCase() !== method) continue;
			if (fault.times !== 'always' && fault.used >= fault.times) continue;
			if (!fault.matches(path)) continue;
			fault.seen += 1;
			if (fault.seen <= fault.after) continue;
			fault.used += 1;
			return fault;
		}
		return undefined;
	}
}

module.exports = { Faults, wireKinds, jobKinds };
