import { toFacts } from './mapping.ts';

export const panorama = { toFacts };
