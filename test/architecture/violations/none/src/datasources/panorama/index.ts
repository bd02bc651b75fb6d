import { toFacts } from './mapping.ts';

export const panorama = { toFacts, loadDemo: () => import('./demo-world.ts') };
