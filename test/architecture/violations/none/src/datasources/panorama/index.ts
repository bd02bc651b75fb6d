import type { Emulated } from './emulator.ts';
import { toFacts } from './mapping.ts';

export type PanoramaFacts = Emulated;
export const panorama = { toFacts, emulate: () => import('./emulator.ts') };
