/** Tencent Cloud COS batch operation jobs. */
import type { Provider } from '../../upstream/provider.ts';
import { toEndpoint } from '../../upstream/signer.ts';
import { cosBatchAdapter } from './adapter.ts';
import type { CosBatchFacts } from './mapping.ts';
import { cosbatchLimits, cosbatchSettings, type CosbatchSettings } from './settings.ts';
import { createCosSigner } from './signature.ts';

export type { CosOperation } from './wire-operation.ts';
export type { CosBatchFacts, CosBatchSecrets } from './mapping.ts';

export const cosbatch = {
  settings: cosbatchSettings,
  defaultLimits: cosbatchLimits,
  toRegion: ({ region }) => region,
  createAdapter: () => cosBatchAdapter,
  createSigner: ({ uin, appId, region, endpoint, credentials }) =>
    createCosSigner(toEndpoint(endpoint, `${uin}.cos-control.${region}.myqcloud.com`), appId, credentials),
} satisfies Provider<CosbatchSettings, CosBatchFacts>;
