import { serve } from './server.ts';

export const start = async () => [serve, await import('../emulators/demo/gateway.ts')];
