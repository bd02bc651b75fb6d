/** Jobs of a print shop, which exists in a test alone. */
import { defineProvider } from '../../provider/contract/provider.ts';
import { toEndpoint, toUrlOf } from '../../provider/contract/signer.ts';
import { printshopAdapter } from './adapter.ts';
import { printshopLimits, printshopSettings } from './settings.ts';

export const printshop = defineProvider({
  kind: 'objects',
  jobs: 'printed copies',
  name: 'printshop',
  title: 'Print Shop',
  enumValue: 'PRINTSHOP',
  typeName: 'PrintJob',
  rootField: { name: 'printJob', keyArguments: ['jobId'] },
  settings: printshopSettings,
  defaultLimits: printshopLimits,
  toRegion: () => null,
  createAdapter: () => printshopAdapter,
  createSigner:
    ({ endpoint }) =>
    (request) => {
      const url = toUrlOf(toEndpoint(endpoint, 'printshop.example'), request);
      return Promise.resolve({ origin: url.origin, method: 'GET', path: url.pathname + url.search, headers: {} });
    },
});
