import { toStatus } from '../cosbatch/index.ts';

export const known = toStatus;
