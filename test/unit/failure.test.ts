// HeyGen's words reach the user as they are, whatever n8n makes of the words for a connection in them; and what HeyGen never saw is not said to be from it.
import { readable, type Refusal } from '../../nodes/api/refusal';
import { ask, request } from '../../nodes/api/request';
import { isRefusal } from '../../nodes/api/answer';
import { refused, toNodeError } from '../../nodes/HeyGen/run/failure';
import { fakeContext, httpError, node } from './trigger/fakes';

test("the node's own refusal has nothing for n8n to show under 'From HeyGen'", () => {
	const refusal = { message: 'Too long, says ECONNRESET', description: 'Shorten it.', code: 'c' };
	const own = toNodeError(node, 2, refusal);
	const { message, description } = refusal;
	expect(own).toMatchObject({ name: 'NodeApiError', description, httpCode: null, messages: [] });
	expect(own.message).toBe(message);
	expect(own.context).toMatchObject({ itemIndex: 2 });
	expect(own.context.data).toBeUndefined();
	const heyGens = toNodeError(node, 2, { ...refusal, httpCode: '402' });
	expect(heyGens).toMatchObject({ name: 'NodeApiError', httpCode: '402' });
	// A job that exists is named in it, whatever the row came to grief of.
	// Nor has what was never sent.
	const unsent: Refusal = {
		status: 0,
		code: 'not_sent',
		message: '',
		unsent: { why: 'the connection was refused', description: 'Check the address' },
	};
	const failed = toNodeError(node, 0, refused(unsent, false).failure);
	expect(failed).toMatchObject({ httpCode: null, messages: [] });
	expect(failed.context.data).toBeUndefined();
	const ordered = toNodeError(node, 2, { ...refusal, id: 'v1' });
	expect(ordered.context.data).toMatchObject({ id: 'v1' });
});

const words = [
	'This avatar needs the ENTERPRISE plan, see ERROR EXAMPLES',
	'A preexisting voice has this name',
	'Our storage said ECONNRESET',
	'EAI_AGAIN',
];

test.each(words)('%s', (said) => {
	expect(readable(said)).toBe(said);
	const message = `Video v ended as failed: ${said} (plan)`;
	const error = toNodeError(node, 0, { message, description: 'Do this.', code: 'plan' });
	expect([error.message, error.description]).toEqual([message, 'Do this.']);
});

test.each(words)('a trigger that is published: %s', async (said) => {
	const refuse = () => {
		throw httpError(403, { error: { code: 'forbidden', message: said } });
	};
	const { context } = fakeContext(refuse);
	Object.assign(context, { getActivationMode: () => 'activate' });
	await expect(request(context, { url: '/v3/videos' })).rejects.toMatchObject({
		message: expect.stringContaining(`HeyGen says: ${said}.`),
		httpCode: '403',
	});
	expect(isRefusal(await ask(context, { url: '/v3/videos' }))).toBe(true);
});
