import { limit } from './limit.ts';

export const audit = () => limit;
