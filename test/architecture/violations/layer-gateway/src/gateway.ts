import type { Server } from './server.ts';

export type Known = Server;
