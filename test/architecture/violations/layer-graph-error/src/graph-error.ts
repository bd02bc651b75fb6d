import { Job } from './resolvers/job.ts';

export const names = [Job];
