// Lipsync: Get Batch (GET /v3/lipsyncs/batches/{batch_id})
import { getBatchOf } from '../batch';
import { batches } from '../../../api/jobKinds';

export const getBatch = getBatchOf(batches.lipsync, 'lipsyncs');
