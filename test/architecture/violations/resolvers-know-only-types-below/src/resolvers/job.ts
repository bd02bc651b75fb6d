import { read } from '../jobs/reading/reader.ts';

export const known = read;
