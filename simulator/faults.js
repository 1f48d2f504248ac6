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

const wireKinds = [
	'dropBefore',
	'dropAfter',
	'status',
	'answer',
	'keepIds',
	'rename',
	'hang',
	'truncate',
];
const jobKinds = ['failJob', 'neverEnd', 'slowJob', 'oddStatus', 'oddDone', 'lateResult'];

/** The shapes in which refusals have been seen beside HeyGen's own. */
const shapes = {
	code: ({ number = 400599, message }) => ({ code: number, message, data: null }),
	detail: ({ message }) => ({ detail: message }),
	details: ({ message }) => ({ detail: [{ loc: ['body', 'title'], msg: message }] }),
	error: ({ message }) => ({ error: message }),
	message: ({ message }) => ({ message }),
	success: ({ code, message }) => ({ error: { code, message }, data: null }),
};

/** An answer with other names for its fields. */
const renamed = (value, names) => {
	if (Array.isArray(value)) return value.map((one) => renamed(one, names));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, one]) => [names[name] ?? name, renamed(one, names)]),
	);
};
/** An answer whose lists of ids are cut short: what else was made has no name. */
const cutShort = (value, most) => {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, one]) => [
			name,
			/_ids$/.test(name) && Array.isArray(one) ? one.slice(0, most) : cutShort(one, most),
		]),
	);
};

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

module.exports = { Faults, wireKinds, jobKinds, shapes, renamed, cutShort };
