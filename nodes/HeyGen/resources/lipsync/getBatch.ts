// Lipsync: Get Batch (GET /v3/lipsyncs/batches/{batch_id})
import { getBatchOf } from '../../fields/batch';
import { batches } from '../../jobs/kinds';

export const getBatch = getBatchOf(batches.lipsync, 'lipsyncs');
