import { start } from './main.ts';

export const known = start;
