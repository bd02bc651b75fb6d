import type { ProviderDemo } from '../kit/provider-demo.ts';
import { createPrintshopEmulator } from './emulator.ts';

export const demo: ProviderDemo = {
  source: 'shop',
  settings: {},
  selection: 'pages',
  start: () => ({
    emulator: createPrintshopEmulator(),
    ids: { first: 'poster', jobs: ['poster'], moving: [], gone: [], throttled: 'x', denied: 'y', unknown: 'z' },
    listMoving: () => [],
  }),
};
