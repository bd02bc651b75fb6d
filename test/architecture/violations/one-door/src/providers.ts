import { adapter } from './datasources/panorama/adapter.ts';

export const known = adapter;
