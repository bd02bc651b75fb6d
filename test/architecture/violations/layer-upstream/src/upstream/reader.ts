import type { Panorama } from '../datasources/panorama/index.ts';

export type Known = Panorama;
