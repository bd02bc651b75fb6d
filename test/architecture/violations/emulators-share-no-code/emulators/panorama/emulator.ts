import { toStatus } from '../../src/datasources/panorama/mapping.ts';

export const known = toStatus;
