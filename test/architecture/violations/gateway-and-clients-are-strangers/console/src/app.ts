import { job } from '../../src/job.ts';

export const app = job;
