import { toRuns } from './log-runs.ts';

export const index = toRuns;
