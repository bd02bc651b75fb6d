import { send } from '../provider/transport.ts';

export type Reader = string;
export const read = send;
