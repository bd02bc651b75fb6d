/** AWS Panorama package import jobs. */
import { createRegionalAwsSigner } from '../../provider/aws/signer.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { panoramaAdapter } from './adapter.ts';
import { panoramaLimits, panoramaSettings } from './settings.ts';

/** The provider AWS Panorama. */
export const panorama = defineProvider({
  name: 'panorama',
  title: 'AWS Panorama',
  kind: 'learning',
  jobs: 'package imports',
  enumValue: 'PANORAMA',
  typeName: 'PanoramaPackageImportJob',
  rootField: { name: 'panoramaPackageImportJob', keyArguments: ['jobId'] },
  settings: panoramaSettings,
  defaultLimits: panoramaLimits,
  toRegion: ({ region }) => region,
  createAdapter: () => panoramaAdapter,
  createSigner: (settings, now) => createRegionalAwsSigner('panorama', settings, now),
});
