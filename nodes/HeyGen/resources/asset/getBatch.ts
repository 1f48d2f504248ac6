// Asset: Get Batch (GET /v3/assets/batches/{batch_id})
import { batches } from '../../../api/jobKinds';
import { getBatchOf } from '../batch';

export const getBatch = getBatchOf(batches.asset, 'assets');
