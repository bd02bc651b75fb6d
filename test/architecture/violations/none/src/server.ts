import { app } from './transports/http/app.ts';

export const serve = app;
export const join = async (): Promise<unknown> => import('./cluster/cluster.ts');
