import { audit } from './audit.ts';

export const limit = () => audit;
