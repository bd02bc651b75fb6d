import { emulation } from '../kit/emulator.ts';
import { demo as panorama } from '../panorama/demo-world.ts';
import { serve } from '../../src/server.ts';

export const demo = [emulation, serve, panorama];
