import { emulation } from '../emulation/emulator.ts';
import { serve } from '../server.ts';

export const demo = [emulation, serve];
