import { emulation } from '../../emulation/emulator.ts';
import { emulate } from './emulator.ts';

export const demo = [emulation, emulate];
