import { reveal } from '../auth/reveal.ts';
import { createGraphError } from '../errors/graph-error.ts';
import type { Reader } from '../jobs/reading/reader.ts';
import { providers } from '../providers.ts';

export type Known = Reader;
export const job = [reveal, createGraphError, providers];
