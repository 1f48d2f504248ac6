// Job: what can be done with jobs of any kind
import { resource } from '../../operation/operation';
import { wait } from './wait';

export const job = resource('Job', 'job', 'Wait for jobs that were started elsewhere', [wait]);
