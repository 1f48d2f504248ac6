// The kinds of field an operation is made of, one file each.
export {
	always,
	before,
	Checked,
	notice,
	former,
	inWords,
	inOptionsBefore,
	shown,
	since,
	type Field,
	type FieldOptions,
	type Values,
} from './field';
export * from './choice';
export * from './id';
export * from './nested';
export * from './number';
export * from './reference';
export { allOf } from './several';
export * from './text';
