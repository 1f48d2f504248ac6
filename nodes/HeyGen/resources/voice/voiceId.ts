// The voice that an operation on voices is about, in the same words everywhere: so it stands once in the node.
import { inWords, locator, type Field } from '../../field';

/** @param search the node's list search method for the voices that the operation takes */
export function voiceFrom(search: string): Field {
	const made = locator('voiceId', search, { required: true });
	const [modes] = made.ui.map((one) => one.modes);
	return inWords(made, {
		modes: modes?.map((mode) =>
			mode.name === 'list'
				? { ...mode, typeOptions: { ...mode.typeOptions, searchListMethod: 'searchVoicesHere' } }
				: mode,
		),
	});
}
