import { request } from 'undici';
import { isTerminal } from './contract/job.ts';

export const send = [request, isTerminal];
