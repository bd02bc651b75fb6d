import { app } from '../console/src/app.ts';

export const main = app;
