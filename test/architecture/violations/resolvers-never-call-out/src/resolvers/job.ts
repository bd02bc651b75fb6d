import { get } from 'node:https';
import { request } from 'undici';
import type { Sign } from '../provider/contract/signer.ts';

export const known: readonly unknown[] = [get, request];
export type Known = Sign;
