import { createServer } from 'node:http';

export const emulation = createServer;
