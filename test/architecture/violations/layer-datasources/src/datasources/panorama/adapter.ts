import { providers } from '../../providers.ts';

export const known = providers;
