// Translation: Create Batch (POST /v3/video-translations/batches)
import { createBatchOf } from '../../fields/batch';
import { batches } from '../../jobs/kinds';
import { create } from './create';

export const createBatch = createBatchOf(create, batches.translation, 'translations');
