import { env } from 'node:process';

export const region = env['AWS_REGION'];
export const home = globalThis.process.env['HOME'];
