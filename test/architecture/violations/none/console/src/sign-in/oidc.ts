import { redeem } from '../../../client/sign-in.ts';

export const signIn = redeem;
