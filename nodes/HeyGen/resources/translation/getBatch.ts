// Translation: Get Batch (GET /v3/video-translations/batches/{batch_id})
import { getBatchOf } from '../../fields/batch';
import { batches } from '../../jobs/kinds';

export const getBatch = getBatchOf(batches.translation, 'translations');
