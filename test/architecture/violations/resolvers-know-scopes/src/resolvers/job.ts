import { readToken } from '../auth/token-check.ts';

export const known = readToken;
