/** AWS CodePipeline jobs of custom actions. */
import { createRegionalAwsSigner } from '../../aws/signer.ts';
import { defineProvider } from '../../provider/provider.ts';
import { createCodePipelineAdapter } from './adapter.ts';
import { codepipelineLimits, codepipelineSettings } from './settings.ts';

export type { CodePipelineSecrets } from './mapping.ts';

export const codepipeline = defineProvider({
  name: 'codepipeline',
  enumValue: 'CODEPIPELINE',
  typeName: 'CodePipelineJob',
  rootField: { name: 'codePipelineJob', keyArguments: ['jobId'] },
  loadDemo: () => import('./demo-world.ts'),
  settings: codepipelineSettings,
  defaultLimits: codepipelineLimits,
  toRegion: ({ region }) => region,
  createAdapter: ({ statusFrom }) => createCodePipelineAdapter(statusFrom),
  createSigner: (settings, now) => createRegionalAwsSigner('codepipeline', settings, now),
});
