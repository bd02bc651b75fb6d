import { reveal } from '../auth/reveal.ts';
import type { PanoramaFacts } from '../datasources/panorama/index.ts';
import { isTerminal } from '../job.ts';
import type { Reader } from '../upstream/reader.ts';

export type Known = PanoramaFacts | Reader;
export const job = [isTerminal, reveal];
