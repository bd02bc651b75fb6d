import { isTerminal } from '../../provider/contract/job.ts';

export const toFacts = [isTerminal];
