import { read } from '../jobs/reader.ts';

export const known = read;
