import { request } from 'undici';
import { isTerminal } from '../job.ts';

export type Reader = string;
export const readText = [request, isTerminal];
