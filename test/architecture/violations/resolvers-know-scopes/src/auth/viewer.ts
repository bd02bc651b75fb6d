import { readToken } from './token-check.ts';

export const known = readToken;
