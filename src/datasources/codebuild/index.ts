/** AWS CodeBuild: builds of projects. */
import { toAwsConsolePage } from '../../aws/hosts.ts';
import { createRegionalAwsSigner } from '../../aws/signer.ts';
import { defineProvider } from '../../provider/provider.ts';
import { createCodeBuildAdapter } from './adapter.ts';
import { codebuildLimits, codebuildSettings } from './settings.ts';

export const codebuild = defineProvider({
  name: 'codebuild',
  enumValue: 'CODEBUILD',
  typeName: 'CodeBuildBuild',
  rootField: { name: 'codeBuildBuild', keyArguments: ['buildId'] },
  loadDemo: () => import('./demo-world.ts'),
  settings: codebuildSettings,
  defaultLimits: codebuildLimits,
  toRegion: ({ region }) => region,
  consolePages: ({ region }) => ({ ofSource: toAwsConsolePage(region, `codesuite/codebuild/builds?region=${region}`) }),
  createAdapter: ({ projects }) => createCodeBuildAdapter(projects),
  createSigner: (settings, now) => createRegionalAwsSigner('codebuild', settings, now),
});
