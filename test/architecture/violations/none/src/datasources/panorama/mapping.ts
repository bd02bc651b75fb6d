import { isTerminal } from '../../job.ts';
import { readText } from '../../upstream/reader.ts';

export const toFacts = [isTerminal, readText];
