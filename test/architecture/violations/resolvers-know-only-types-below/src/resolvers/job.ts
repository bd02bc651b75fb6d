import { read } from '../upstream/reader.ts';

export const known = read;
