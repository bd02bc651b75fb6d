import { emulation } from '../../emulation/emulator.ts';

export type Emulated = string;
export const emulate = emulation;
