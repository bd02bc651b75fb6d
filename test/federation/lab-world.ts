/** A gateway on one source with a hundred jobs, for what routers ask of it. */
import { createPanoramaEmulator } from '../../src/datasources/panorama/emulator.ts';
import { startGateway, type GatewaySettings } from '../gateway.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE0000', secretAccessKey: 'not-a-real-secret' };
/** The client token of every job. */
export const secret = 'a-client-token-that-is-nobody-elses-business';

const open: (() => Promise<void>)[] = [];
/** For each file's own `afterEach`: this module is loaded once for all of them. */
export async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}

/** The jobs are `lab:job-0` to `lab:job-99`. `closeAll` ends all of it. */
export async function start(settings: Partial<GatewaySettings> = {}) {
  const jobs = new Map(Array.from({ length: 100 }, (_one, index) => [`job-${index}`, toJob(`job-${index}`)]));
  const emulator = await createPanoramaEmulator({
    credentials,
    jobs: { describe: (id) => jobs.get(id), list: () => [...jobs.values()] },
  });
  open.push(() => emulator.close());
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
  open.push(() => gateway.close());
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
