import { print } from '../src/operation/sdl.ts';

export const printed = print();
