/** AWS Glue: runs of jobs. */
import { toAwsConsolePage } from '../../provider/aws/hosts.ts';
import { createRegionalAwsSigner } from '../../provider/aws/signer.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { createGlueAdapter, runId } from './adapter.ts';
import { glueLimits, glueSettings, jobName } from './settings.ts';

/** The provider AWS Glue. */
export const glue = defineProvider({
  name: 'glue',
  title: 'AWS Glue',
  kind: 'data',
  jobs: 'runs of jobs',
  enumValue: 'GLUE',
  typeName: 'GlueJobRun',
  rootField: {
    name: 'glueJobRun',
    keyArguments: ['jobName', 'runId'],
    formats: { jobName, runId },
  },
  settings: glueSettings,
  defaultLimits: glueLimits,
  toRegion: ({ region }) => region,
  consolePages: ({ region }) => ({ ofSource: toAwsConsolePage(region, `gluestudio/home?region=${region}#/jobs`) }),
  createAdapter: (settings) => createGlueAdapter(settings),
  createSigner: (settings, now) => createRegionalAwsSigner('glue', settings, now),
});
