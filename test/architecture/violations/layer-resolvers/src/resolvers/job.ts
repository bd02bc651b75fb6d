import { readToken } from '../auth/token-check.ts';
import { config } from '../config.ts';

export const known = [readToken, config];
