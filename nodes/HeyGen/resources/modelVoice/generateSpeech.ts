// Voice Model: Generate Speech (POST /v3/models/audio/tts, heygen-voice-1)
import { UserError } from 'n8n-workflow';
import { checkSpoken, num, text } from '../../field';
import { operation, type Rule } from '../../operation/operation';
import { fitVoice, professionalOnly } from '../../hooks/fitVoice';
import { voiceFrom } from '../voice/voiceId';
import { limits } from '../../../api/limits';
import { speechFile, speechText, spokenFile } from '../voice/generateSpeech';

/** HeyGen wants the language alone here, without a country. */
const bareLanguage: Rule = ({ language }) => {
	const [bare = '', country] = String(language ?? '').split(/[-_]/);
	if (country)
		throw new UserError(
			`'Language' takes a language without a country, but is '${String(language)}'`,
			{ description: `Write ${bare.toLowerCase()}` },
		);
};

/** Some settings belong to professional voices, one to instant ones. */
const oneKindOfVoice: Rule = (request) => {
	const label = professionalOnly(request);
	if (label && request.expressiveness_boost !== undefined)
		throw new UserError(
			`'${label}' is for professional voices and 'Expressiveness Boost' for instant ones, so they cannot be used together`,
			{ description: 'Remove one of the two' },
		);
};

export const generateSpeech = operation({
	name: 'Generate Speech',
	value: 'generateSpeech',
	action: 'Generate speech with voice model',
	description: "Speak a text with HeyGen's own voice model (heygen-voice-1) and get the sound file",
	request: { method: 'POST', url: '/v3/models/audio/tts', body: { model: 'heygen-voice-1' } },
	fields: [voiceFrom('searchSpeakingVoices'), speechText],
	options: [
		num('expressivenessBoost', {
			default: 1,
			limit: limits.expressivenessBoost,
			description: 'How lively an instant voice speaks',
		}),
		text('language', {
			placeholder: 'e.g. en',
			description: 'Language of the text, without a country',
		}),
		num('pitchShift', { description: 'How much higher or lower a professional voice speaks' }),
		num('pitchVariance', { description: 'How much the pitch of a professional voice varies' }),
		num('seed', {
			limit: limits.seed,
			description: 'The same number gives a similar result, with a professional voice',
		}),
		num('speed', { default: 1, description: 'How fast a professional voice speaks' }),
	],
	rules: [({ text: words }) => checkSpoken('Text', String(words)), bareLanguage, oneKindOfVoice],
	complete: fitVoice,
	repeat: 'never',
	notRun: [503],
	paid: true,
	file: speechFile,
	output: spokenFile,
});
