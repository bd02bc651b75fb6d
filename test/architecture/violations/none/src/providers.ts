import { panorama } from './datasources/panorama/index.ts';

export const providers = [panorama];
