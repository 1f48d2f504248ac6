// What the node never sends, and why, and what it does not send yet: the exceptions to the proofs of coverage.
import { behind, isBelow } from './behind';

const reasons: Record<string, RegExp> = {
	'HeyGen never calls it': /^POST \/v3\/assets\/direct-uploads\/batches callback_url$/,
	'a row of a batch is one video of an avatar, an image or a cinematic scene; a studio video is many rows':
		/^POST \/v3\/videos\/batches videos\[\](<studio>|\.type=studio)/,
	'files in the request itself: the node uploads them and sends their asset ID': /base64/,
	'switches that HeyGen ignores: captions always come': / (\w+\[\]\.)?(enable_caption|captions)$/,
	'HeyGen does not say in which form it takes a checksum, and it would cost another reading of the file':
		/ (files\[\]\.)?checksum_sha256$/,
	'the former name of brand_glossary_id': / (\w+\[\]\.)?brand_voice_id$/,
};

/** @param point `METHOD /path`, or `METHOD /path field` */
export const isLater = (point: string): boolean =>
	Object.values(reasons).some((one) => one.test(point)) ||
	behind.unsent.some((one) => isBelow(point, one));
