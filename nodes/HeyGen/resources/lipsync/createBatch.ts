// Lipsync: Create Batch (POST /v3/lipsyncs/batches)
import { createBatchOf } from '../batch';
import { batches } from '../../../api/jobKinds';
import { create } from './create';

export const createBatch = createBatchOf(create, batches.lipsync, 'lipsyncs', 'one video');
