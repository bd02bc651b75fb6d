/** AWS CodeBuild: builds of projects. */
import { toSourceEvents } from '../../provider/aws/events.ts';
import { toAwsConsolePage } from '../../provider/aws/hosts.ts';
import { toCloudWatchLogs } from '../../provider/aws/cloudwatch-source.ts';
import { createRegionalAwsSigner } from '../../provider/aws/signer.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { createCodeBuildAdapter } from './adapter.ts';
import { toBuildEvents } from './events.ts';
import { codebuildLogs } from './logs.ts';
import { codebuildLimits, codebuildSettings } from './settings.ts';

/** The provider AWS CodeBuild. */
export const codebuild = defineProvider({
  name: 'codebuild',
  title: 'AWS CodeBuild',
  kind: 'workflows',
  jobs: 'builds',
  enumValue: 'CODEBUILD',
  typeName: 'CodeBuildBuild',
  rootField: { name: 'codeBuildBuild', keyArguments: ['buildId'] },
  settings: codebuildSettings,
  defaultLimits: codebuildLimits,
  toRegion: ({ region }) => region,
  consolePages: ({ region }) => ({ ofSource: toAwsConsolePage(region, `codesuite/codebuild/builds?region=${region}`) }),
  createAdapter: ({ projects }) => createCodeBuildAdapter(projects),
  logs: toCloudWatchLogs(() => codebuildLogs),
  createSigner: (settings, now) => createRegionalAwsSigner('codebuild', settings, now),
  toEvents: (settings) => toSourceEvents(settings, toBuildEvents),
});
