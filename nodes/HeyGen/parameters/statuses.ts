// The ids that a bulk status endpoint is asked about: jobs, batches, or both.
import { UserError, type IDataObject } from 'n8n-workflow';
import { texts, type Field } from '../field';
import type { Rule } from '../operation/operation';
import { titleOf } from '../field/words';
import { limits } from '../../api/limits';
import { checkList } from '../../api/limits/limit';

/** HeyGen's video translations are just translations in the editor. */
const labelOf = (name: string) => titleOf(name).replace('Video Translation', 'Translation');

/** Several ids in one query parameter, as the endpoint wants them: separated by commas. */
function idList(name: string, description: string): Field {
	const made = texts(name, {
		label: labelOf(name),
		placeholder: 'e.g. 3fae1b7c2d4e4f0a, 8d2c9e01b7a64c5f',
		description,
	});
	return { ...made, read: (values) => (made.read(values) as string[] | undefined)?.join(',') };
}

/** Fields of "Get Statuses"; `name` is the parameter for the jobs' ids, e.g. `videoIds`. */
export const statusFields = (name: string): Field[] => [
	idList(name, 'IDs to ask about'),
	idList('batchIds', 'Batches to ask about, each with all its entries'),
];

/** At least one id, and no more than one request takes. */
export const statusRule =
	(name: string): Rule =>
	(request: IDataObject) => {
		const ids = Object.values(request).flatMap((one) => String(one).split(','));
		if (ids.length === 0)
			throw new UserError(`'${labelOf(name)}' and 'Batch IDs' are both empty`, {
				description: 'Give at least one ID to ask about',
			});
		checkList(labelOf(name), ids, limits.statusIds);
	};
