import { isTerminal } from '../../job.ts';

export const toFacts = [isTerminal];
