// Cursor pagination: opaque tokens that name the place where the next page starts.
const { invalid } = require('./errors');

const encode = (at) => Buffer.from(`at:${at}`).toString('base64url');
const decode = (token) => {
	const [, at] = /^at:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
	if (at === undefined) throw invalid('token', 'The pagination token is not valid.');
	return Number(at);
};

/**
 * One page of a list, in its order or newest first.
 * @param {any[]} rows never shortened while cursors are about: rows that are gone are hidden by `keep`
 * @param {{limit: number, token?: string}} query
 * @param {{keep?: (row: any) => boolean, present?: (row: any) => object, newestFirst?: boolean}} [how]
 * @returns {{data: object[], has_more: boolean, next_token: string|null}}
 */
const pageOf = (
	rows,
	{ limit, token },
	{ keep = () => true, present = (row) => row, newestFirst = false } = {},
) => {
	const step = newestFirst ? -1 : 1;
	let at = token !== undefined ? decode(token) : newestFirst ? rows.length - 1 : 0;
	const data = [];
	const skip = () => {
		while (at >= 0 && at < rows.length && !keep(rows[at])) at += step;
		return at >= 0 && at < rows.length;
	};
	while (data.length < limit && skip()) {
		data.push(present(rows[at]));
		at += step;
	}
	const more = skip();
	return { data, has_more: more, next_token: more ? encode(at) : null };
};

/** The same inside `data`, as the batch endpoints answer. */
const batchPage = (rows, query, present, head) => {
	const { data: items, has_more, next_token } = pageOf(rows, query, { present });
	return { data: { ...head, items, has_more, next_token } };
};

module.exports = { pageOf, batchPage };
