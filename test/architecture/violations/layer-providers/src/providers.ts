import { job } from './resolvers/job.ts';

export const known = job;
