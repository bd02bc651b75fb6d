import { toStatus } from './mapping.ts';

export const known = toStatus;
