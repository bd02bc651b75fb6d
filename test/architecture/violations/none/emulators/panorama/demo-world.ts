import { emulation } from '../kit/emulator.ts';
import { emulate } from './emulator.ts';

export const demo = [emulation, emulate];
