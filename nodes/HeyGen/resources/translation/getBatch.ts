// Translation: Get Batch (GET /v3/video-translations/batches/{batch_id})
import { getBatchOf } from '../batch';
import { batches } from '../../../api/jobKinds';

export const getBatch = getBatchOf(batches.translation, 'translations');
