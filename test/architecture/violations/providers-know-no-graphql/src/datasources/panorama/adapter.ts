import { nameOf } from './friend.ts';

export const known = nameOf;
