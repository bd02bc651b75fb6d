import { print } from './graph/sdl.ts';

export const printed = print();
