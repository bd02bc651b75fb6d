import { serve } from './server.ts';

export const start = async () => [serve, await import('./demo/gateway.ts')];
