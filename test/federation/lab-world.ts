/** A gateway on one source with a hundred jobs, for what routers ask of it. */
import { onTestFinished } from 'vitest';
import { createPanoramaEmulator } from '../../src/datasources/panorama/emulator.ts';
import { startGateway, type GatewaySettings } from '../gateway.ts';
import { awsCredentials as credentials } from '../credentials.ts';

/** The client token of every job. */
export const secret = 'a-client-token-that-is-nobody-elses-business';

/** The jobs are `lab:job-0` to `lab:job-99`. All of it ends with the test. */
export async function start(settings: Partial<GatewaySettings> = {}) {
  const jobs = new Map(Array.from({ length: 100 }, (_one, index) => [`job-${index}`, toJob(`job-${index}`)]));
  const emulator = await createPanoramaEmulator({
    credentials,
    jobs: { describe: (id) => jobs.get(id), list: () => [...jobs.values()] },
  });
  onTestFinished(() => emulator.close());
  const gateway = await startGateway({
    sources: [
      {
        name: 'lab',
        provider: 'panorama',
        region: 'us-west-2',
        endpoint: emulator.url,
        credentials,
        limits: { requestsPerSecond: 10_000, burst: 10_000, concurrency: 64 },
      },
    ],
    ...settings,
  });
  onTestFinished(() => gateway.close());
  return { emulator, gateway };
}

function toJob(JobId: string) {
  return {
    JobId,
    JobType: 'NODE_PACKAGE_VERSION',
    Status: 'SUCCEEDED',
    StatusMessage: `message of ${JobId}`,
    CreatedTime: 1_700_000_000,
    LastUpdatedTime: 1_700_000_060,
    ClientToken: secret,
  };
}
