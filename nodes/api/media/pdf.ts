// PDF: its mark stands among the first bytes, another one among the last (source: ISO 32000-1, 7.5).
import { cutOff, type Format } from './media';
import { letters } from './source';

export const pdf: Format = {
	fits: (head) => letters(head, 0, 1024).includes('%PDF-'),
	async read(source) {
		const length = Math.min(source.size, 4096);
		const end = await source.read(source.size - length, length);
		return {
			format: 'PDF',
			kind: 'pdf',
			mimeType: 'application/pdf',
			extension: 'pdf',
			...(letters(end).includes('%%EOF') ? {} : { broken: cutOff }),
		};
	},
};
