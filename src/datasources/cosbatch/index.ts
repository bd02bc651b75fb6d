/** Tencent Cloud COS batch operation jobs. */
import { defineProvider } from '../../provider/contract/provider.ts';
import { toEndpoint } from '../../provider/contract/signer.ts';
import { cosBatchAdapter } from './adapter.ts';
import { cosbatchLimits, cosbatchSettings } from './settings.ts';
import { createCosSigner } from './signature.ts';

export type { CosOperation } from './wire-operation.ts';

/** The provider Tencent Cloud COS. */
export const cosbatch = defineProvider({
  name: 'cosbatch',
  title: 'Tencent Cloud COS',
  kind: 'objects',
  jobs: 'batch operations',
  enumValue: 'COS_BATCH',
  typeName: 'CosBatchJob',
  rootField: { name: 'cosBatchJob', keyArguments: ['jobId'] },
  settings: cosbatchSettings,
  defaultLimits: cosbatchLimits,
  toRegion: ({ region }) => region,
  toAccount: ({ uin }) => uin,
  createAdapter: () => cosBatchAdapter,
  createSigner: ({ uin, appId, region, endpoint, credentials }) =>
    createCosSigner(toEndpoint(endpoint, `${uin}.cos-control.${region}.myqcloud.com`), appId, credentials),
});
