import { job } from '../src/job.ts';

export const row = job;
