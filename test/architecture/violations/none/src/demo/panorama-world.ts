import { emulation } from '../emulation/emulator.ts';

export const world = emulation;
