import { emulation } from '../kit/emulator.ts';

export type Emulated = string;
export const emulate = emulation;
