import { app } from '../console/src/app.ts';

export const server = app;
