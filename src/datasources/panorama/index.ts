/** AWS Panorama package import jobs. */
import { createRegionalAwsSigner } from '../../aws/signer.ts';
import { defineProvider } from '../../provider/provider.ts';
import { panoramaAdapter } from './adapter.ts';
import { panoramaLimits, panoramaSettings } from './settings.ts';

export const panorama = defineProvider({
  name: 'panorama',
  enumValue: 'PANORAMA',
  typeName: 'PanoramaPackageImportJob',
  rootField: { name: 'panoramaPackageImportJob', keyArguments: ['jobId'] },
  loadDemo: () => import('./demo-world.ts'),
  settings: panoramaSettings,
  defaultLimits: panoramaLimits,
  toRegion: ({ region }) => region,
  createAdapter: () => panoramaAdapter,
  createSigner: (settings, now) => createRegionalAwsSigner('panorama', settings, now),
});
