import { providers } from './providers.ts';

export const config = providers;
