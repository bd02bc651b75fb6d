import { openSecret, Secret } from '../secret.ts';

export const signature = openSecret(new Secret('x'));
export const manifest = Secret.open(new Secret('x'));
