/** Google Cloud Run: executions of jobs. */
import { createBearerSigner, type TokenWay } from '../../provider/access/credentials.ts';
import {
  createGoogleFederationWay,
  createGoogleKeyWay,
  createGoogleMetadataWay,
} from '../../provider/access/google-token.ts';
import type { TokenSettings } from '../../provider/access/settings.ts';
import { defineProvider } from '../../provider/contract/provider.ts';
import { toEndpoint } from '../../provider/contract/signer.ts';
import { createCloudRunAdapter } from './adapter.ts';
import { cloudRunLimits, cloudRunSettings, completeCloudRun, name, type CloudRunSettings } from './settings.ts';

const execution = { pattern: name.pattern, expected: `the name of an execution, ${name.expected}` };
const job = { pattern: name.pattern, expected: `the name of a job, ${name.expected}` };

/** The provider Google Cloud Run. */
export const cloudrun = defineProvider({
  name: 'cloudrun',
  title: 'Google Cloud Run',
  kind: 'machines',
  jobs: 'executions of jobs',
  enumValue: 'CLOUD_RUN',
  typeName: 'CloudRunExecution',
  rootField: { name: 'cloudRunExecution', keyArguments: ['job', 'execution'], formats: { job, execution } },
  settings: cloudRunSettings,
  defaultLimits: cloudRunLimits,
  complete: completeCloudRun,
  toRegion: ({ region }) => region,
  consolePages: ({ project }) => ({ ofSource: `https://console.cloud.google.com/run/jobs?project=${project}` }),
  createAdapter: (settings) => createCloudRunAdapter(settings),
  createSigner: (settings, now) => {
    const endpoint = toEndpoint(settings.endpoint, 'run.googleapis.com');
    return createBearerSigner({ endpoint, credentials: toWay(settings, now), now });
  },
});

function toWay({ credentials, metadataHost }: CloudRunSettings, now: () => Date): TokenSettings | TokenWay {
  if (credentials === undefined) return createGoogleMetadataWay(metadataHost, now);
  if ('keyFile' in credentials) return createGoogleKeyWay(credentials.keyFile, now);
  if ('externalAccountFile' in credentials) return createGoogleFederationWay(credentials.externalAccountFile, now);
  return credentials;
}
