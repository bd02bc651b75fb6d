import { job } from '../src/provider/contract/job.ts';

export const row = job;
