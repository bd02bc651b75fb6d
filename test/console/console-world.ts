/** A few jobs of COS that a test moves, in a gateway with the console, beside sources that cannot be covered. */
import type { CosEmulatedJob } from '../../emulators/cosbatch/emulator.ts';
import type { GatewaySettings } from '../gateway.ts';
import { startProviders, type Providers } from '../providers.ts';
import type { GatewayUnderTest } from '../gateway.ts';

export interface ConsoleWorld extends Pick<Providers<'cos' | 'other' | 'pipelines'>, 'fault' | 'emulators'> {
  /** What the source `cos` has, newest first. Replace or change them: the next read sees it. */
  readonly jobs: CosEmulatedJob[];
  readonly gateway: GatewayUnderTest;
  readonly origin: string;
  readonly page: string;
  readonly close: () => Promise<void>;
}

/** A job of COS: `at` is when it was made, `ended` when it ended. */
export function cosJob(id: string, status: string, at: Date, ended: Date | null = null): CosEmulatedJob {
  return {
    JobId: id,
    Status: status,
    CreationTime: toSecond(at),
    TerminationDate: ended === null ? null : toSecond(ended),
    Description: `copy ${id}`,
    Priority: '10',
    Operation: { COSPutObjectCopy: { TargetResource: 'qcs::cos:ap-chengdu:uid/1250000000:target-1250000000' } },
    ProgressSummary: { NumberOfTasksFailed: '0', NumberOfTasksSucceeded: '40', TotalNumberOfTasks: '100' },
    FailureReasons: status === 'Failed' ? [{ FailureCode: 'AccessDenied', FailureReason: 'The role may not.' }] : null,
  };
}

export async function startConsoleWorld(settings: Partial<GatewaySettings> = {}): Promise<ConsoleWorld> {
  const jobs: CosEmulatedJob[] = [];
  const toWorld = (listed: readonly CosEmulatedJob[]) => ({
    list: () => listed,
    describe: (id: string) => listed.find(({ JobId }) => JobId === id),
  });
  const providers = await startProviders(
    {
      cos: { provider: 'cosbatch', jobs: toWorld(jobs) },
      other: { provider: 'cosbatch', jobs: toWorld([cosJob('elsewhere-1', 'Active', new Date())]) },
      pipelines: { provider: 'codepipeline', jobs: { describe: () => undefined, actionExecutions: () => undefined } },
    },
    {
      server: { console: true, host: '127.0.0.1' },
      cache: { runningSeconds: 0, terminalSeconds: 0 },
      pollMilliseconds: 50,
      ...settings,
    },
  );
  const { origin } = new URL(providers.gateway.url);
  return {
    jobs,
    gateway: providers.gateway,
    emulators: providers.emulators,
    fault: providers.fault,
    origin,
    page: `${origin}/console/`,
    close: providers.close,
  };
}

function toSecond(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
