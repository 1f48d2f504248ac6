// Lipsync: Create Batch (POST /v3/lipsyncs/batches)
import { createBatchOf } from '../../fields/batch';
import { batches } from '../../jobs/kinds';
import { create } from './create';

export const createBatch = createBatchOf(create, batches.lipsync, 'lipsyncs');
