// Checks the estimate of speaking time against a real voice: 50 scripts (bench/speechScripts.js) in five
// languages at several speeds, spoken by espeak-ng. The rates themselves come from published figures
// of human speech (nodes/HeyGen/billing/speakingRates.ts), not from this voice. Run: apt-get install espeak-ng, then
//   node bench/speechSeconds.js [--rows]
const { spawnSync } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
require('../tools/npm/source');
const { speechSeconds } = require('../nodes/HeyGen/billing/speech');
const scripts = require('./speechScripts.js');

const voices = { en: 'en-us', de: 'de', es: 'es', fr: 'fr-fr', zh: 'cmn-latn-pinyin' };
const speeds = [0.75, 1, 1.25, 1.5];
/** espeak-ng's unit is English words a minute; the estimate's own speed 1 is 150 of them. */
const wordsPerMinute = 150;

/** Seconds in a PCM WAV file as espeak-ng writes it: bytes after the header over bytes a second. */
const wavSeconds = (file) => {
	const bytes = readFileSync(file);
	return (bytes.length - 44) / bytes.readUInt32LE(28);
};

function speak(text, voice, speed, file) {
	const result = spawnSync(
		'espeak-ng',
		['-m', '-v', voice, '-s', String(Math.round(wordsPerMinute * speed)), '-w', file, '--stdin'],
		{ input: text },
	);
	if (result.error || result.status !== 0) throw result.error ?? new Error(String(result.stderr));
	return wavSeconds(file);
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

function line(name, rows) {
	const errors = rows.map(({ real, expected }) => Math.abs(expected - real) / real);
	const beyond = rows.map(({ real, low, high }) => Math.max(0, low - real, real - high) / real);
	return {
		rows: name,
		spoken: rows.length,
		'mean error of the estimate': percent(mean(errors)),
		'worst error of the estimate': percent(Math.max(...errors)),
		'mean error, pace of the voice taken out': percent(
			mean(rows.map(({ real, expected, pace }) => Math.abs(expected * pace - real) / real)),
		),
		'mean bias': percent(mean(rows.map(({ real, expected }) => (expected - real) / real))),
		'within the range': percent(
			rows.filter((_, index) => beyond[index] === 0).length / rows.length,
		),
		'longer than the upper end': percent(
			rows.filter(({ real, high }) => real > high).length / rows.length,
		),
		'mean beyond the range': percent(mean(beyond)),
		'worst beyond the range': percent(Math.max(...beyond)),
	};
}

const folder = mkdtempSync(join(tmpdir(), 'speech-'));
const rows = [];
try {
	for (const [language, voice] of Object.entries(voices)) {
		for (const script of scripts) {
			for (const speed of speeds) {
				const real = speak(
					language === 'zh' ? script.spoken : script[language],
					voice,
					speed,
					join(folder, 'spoken.wav'),
				);
				rows.push({
					language,
					speed,
					real,
					...pick(speechSeconds({ script: script[language], language, speed })),
					start: script[language].slice(0, 30),
				});
			}
		}
	}
} finally {
	rmSync(folder, { recursive: true });
}

// How much slower this voice is than people are said to be, by language: what is left beside it is the text's share.
for (const language of Object.keys(voices)) {
	const spoken = rows.filter((row) => row.language === language);
	const pace = mean(spoken.map(({ real, expected }) => real / expected));
	spoken.forEach((row) => Object.assign(row, { pace }));
}

function pick({ low, expected, high }) {
	return { low, expected, high };
}

if (process.argv.includes('--rows')) console.table(rows);
console.table([
	...Object.keys(voices).map((language) =>
		line(
			language,
			rows.filter((row) => row.language === language),
		),
	),
	...speeds.map((speed) =>
		line(
			`speed ${speed}`,
			rows.filter((row) => row.speed === speed),
		),
	),
	line('all', rows),
]);
