import { request } from 'undici';
import { isTerminal } from '../job.ts';

export const send = [request, isTerminal];
