import { runs } from './log-runs.ts';

export const index = runs;
