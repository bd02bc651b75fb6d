export { emulate } from './emulator.ts';
