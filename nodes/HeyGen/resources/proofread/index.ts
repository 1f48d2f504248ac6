// Proofread: the table of contents
import { resource } from '../../operation/operation';
import { create } from './create';
import { downloadSrt } from './downloadSrt';
import { generate } from './generate';
import { get } from './get';
import { getSrt } from './getSrt';
import { updateSrt } from './updateSrt';

export const proofread = resource(
	'Proofread',
	'proofread',
	'Read and correct the subtitles of a translation before its video is made',
	[create, get, getSrt, downloadSrt, updateSrt, generate],
);
