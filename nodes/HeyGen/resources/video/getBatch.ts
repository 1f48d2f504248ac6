// Video: Get Batch (GET /v3/videos/batches/{batch_id})
import { getBatchOf } from '../batch';
import { batches } from '../../../api/jobKinds';

export const getBatch = getBatchOf(batches.video, 'videos');
