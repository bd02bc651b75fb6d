import { app } from './http/app.ts';

export const serve = app;
