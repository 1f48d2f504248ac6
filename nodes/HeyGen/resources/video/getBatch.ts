// Video: Get Batch (GET /v3/videos/batches/{batch_id})
import { getBatchOf } from '../../fields/batch';
import { batches } from '../../jobs/kinds';

export const getBatch = getBatchOf(batches.video, 'videos');
