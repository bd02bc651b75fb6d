import type { Secret } from './secret.ts';

export type Known = Secret;
export const isTerminal = true;
