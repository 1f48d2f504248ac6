// Voice: Generate Speech (POST /v3/voices/speech)
import type { IDataObject } from 'n8n-workflow';
import { isObject, textOf } from '../../../api/answer';
import { dragHint, checkPauses, checkSpoken, choice, num, text } from '../../field';
import { operation, type Rule } from '../../operation/operation';
import { voiceFrom } from './voiceId';
import { limits } from '../../../api/limits';
import { ItemFailed } from '../../run/failure';

/** What is spoken; the voice models take as much. */
export const speechText = text('text', {
	required: true,
	rows: 4,
	limit: limits.speechText,
	description: 'What HeyGen speaks',
	placeholder: 'e.g. Hi Anna, welcome aboard!',
	hint: dragHint,
});

/** The sound. */
export const speechFile = { name: 'Speech', at: 'audio_url' };

/**
 * Speech as HeyGen answers it, with the address of its sound.
 * @throws ItemFailed where there is none: it may have been charged all the same
 */
export function spokenFile(data: unknown): IDataObject {
	const speech = isObject(data) ? data : {};
	const address = [speech.audio_url, speech.url, speech.audio].find((one) => textOf(one));
	if (address) return { ...speech, audio_url: textOf(address) };
	throw new ItemFailed({
		message: 'HeyGen has accepted the text, but gives no address of its sound (audio_url)',
		description:
			"It may have been charged: look in HeyGen before running this item again. n8n's Retry On Fail does not send it again.",
		code: 'no_result',
	});
}

/** Markup is spoken where HeyGen is told that it is markup. */
const plainUnlessSsml: Rule = ({ input_type: type, text: words }) => {
	if (type === 'ssml') checkPauses('Text', String(words));
	else
		checkSpoken(
			'Text',
			String(words),
			", or set 'Input Type' to SSML and put the text into <speak>",
		);
};

export const generateSpeech = operation({
	name: 'Generate Speech',
	value: 'generateSpeech',
	action: 'Generate speech',
	description:
		"Speak a text with the engine Starfish and get the sound file and the time of each word. HeyGen's newer 'Voice Model: Generate Speech' follows it.",
	successor: 'Voice Model: Generate Speech',
	request: { method: 'POST', url: '/v3/voices/speech' },
	fields: [voiceFrom('searchSpeechVoices'), speechText],
	options: [
		choice(
			'inputType',
			[
				{ name: 'Text', value: 'text' },
				{ name: 'SSML', value: 'ssml' },
			],
			{ default: 'text', description: 'Whether the text is plain or has SSML markup' },
		),
		text('language', {
			placeholder: 'e.g. en',
			description: 'Language of the text; HeyGen recognises it if this is empty',
		}),
		text('locale', {
			placeholder: 'e.g. en-GB',
			description: 'Accent of a voice that supports locales',
		}),
		num('speed', {
			default: 1,
			limit: limits.speechSpeed,
			description: "1 is the voice's own speed",
		}),
	],
	rules: [plainUnlessSsml],
	repeat: 'never',
	paid: true,
	file: speechFile,
	output: spokenFile,
});
