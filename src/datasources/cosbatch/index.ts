/** Tencent Cloud COS batch operation jobs. */
import { defineProvider } from '../../provider/provider.ts';
import { toEndpoint } from '../../provider/signer.ts';
import { cosBatchAdapter } from './adapter.ts';
import { cosbatchLimits, cosbatchSettings } from './settings.ts';
import { createCosSigner } from './signature.ts';

export type { CosOperation } from './wire-operation.ts';

export const cosbatch = defineProvider({
  name: 'cosbatch',
  enumValue: 'COS_BATCH',
  typeName: 'CosBatchJob',
  rootField: { name: 'cosBatchJob', keyArguments: ['jobId'] },
  loadDemo: () => import('./demo-world.ts'),
  settings: cosbatchSettings,
  defaultLimits: cosbatchLimits,
  toRegion: ({ region }) => region,
  createAdapter: () => cosBatchAdapter,
  createSigner: ({ uin, appId, region, endpoint, credentials }) =>
    createCosSigner(toEndpoint(endpoint, `${uin}.cos-control.${region}.myqcloud.com`), appId, credentials),
});
