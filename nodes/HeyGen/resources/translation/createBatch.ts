// Translation: Create Batch (POST /v3/video-translations/batches)
import { createBatchOf } from '../batch';
import { batches } from '../../../api/jobKinds';
import { create } from './create';

export const createBatch = createBatchOf(
	create,
	batches.translation,
	'translations',
	'one video per language',
);
