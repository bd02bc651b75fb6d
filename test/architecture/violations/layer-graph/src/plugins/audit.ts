import type { Gateway } from '../gateway.ts';

export type Known = Gateway;
