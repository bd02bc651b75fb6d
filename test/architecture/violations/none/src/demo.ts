import { emulate } from './datasources/panorama/emulator.ts';
import { world } from './demo/panorama-world.ts';

export const demo = [emulate, world];
