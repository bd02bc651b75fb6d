/** A gateway on one source with a hundred jobs, for what routers ask of it. */
import { onTestFinished } from 'vitest';
import type { GatewaySettings } from '../gateway.ts';
import { startProviders } from '../providers.ts';

/** The client token of every job. */
export const secret = 'a-client-token-that-is-nobody-elses-business';

/** The jobs are `lab:job-0` to `lab:job-99`. All of it ends with the test. */
export async function start(settings: Partial<GatewaySettings> = {}) {
  const jobs = new Map(Array.from({ length: 100 }, (_one, index) => [`job-${index}`, toJob(`job-${index}`)]));
  const { gateway, emulators, close } = await startProviders(
    { lab: { provider: 'panorama', jobs: { describe: (id) => jobs.get(id), list: () => [...jobs.values()] } } },
    settings,
  );
  onTestFinished(close);
  return { emulator: emulators.lab, gateway };
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
