import { redeem } from './sign-in.ts';

export const index = redeem;
