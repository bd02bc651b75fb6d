import type { CosFacts } from '../../datasources/cosbatch/index.ts';

export type Known = CosFacts;
