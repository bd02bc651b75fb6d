/** AWS CodePipeline jobs of custom actions. */
import { createAwsCredentials } from '../../upstream/aws-credentials.ts';
import { toAwsHost } from '../../upstream/aws-hosts.ts';
import { createAwsSigner } from '../../upstream/aws-signer.ts';
import type { Provider } from '../../upstream/provider.ts';
import { toEndpoint } from '../../upstream/signer.ts';
import { createCodePipelineAdapter } from './adapter.ts';
import type { CodePipelineFacts } from './mapping.ts';
import { codepipelineLimits, codepipelineSettings, type CodepipelineSettings } from './settings.ts';

export type { CodePipelineFacts, CodePipelineSecrets } from './mapping.ts';

export const codepipeline = {
  settings: codepipelineSettings,
  defaultLimits: codepipelineLimits,
  toRegion: ({ region }) => region,
  createAdapter: ({ statusFrom }) => createCodePipelineAdapter(statusFrom),
  createSigner: ({ region, endpoint, credentials }, now) =>
    createAwsSigner({
      endpoint: toEndpoint(endpoint, toAwsHost('codepipeline', region)),
      region,
      service: 'codepipeline',
      credentials: createAwsCredentials(credentials, region, now),
    }),
} satisfies Provider<CodepipelineSettings, CodePipelineFacts>;
