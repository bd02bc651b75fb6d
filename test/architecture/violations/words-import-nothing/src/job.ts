import { sign } from './upstream/signer.ts';

export const signed = sign;
