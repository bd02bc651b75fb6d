import { send } from '../calls/transport.ts';

export type Reader = string;
export const read = send;
