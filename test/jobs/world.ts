/** A world of many jobs, the same number for each provider that can list, over four emulators; and CodePipeline, which cannot. */
import type { EmulatedCall } from '../../emulators/kit/emulator.ts';
import type { Fault } from '../emulation/faults.ts';
import { startEmulators, type Providers } from '../providers.ts';

export type SourceName = 'panorama' | 'omics' | 'cos' | 'devices' | 'pipelines';

export interface ListedJob {
  readonly id: string;
  readonly status: string;
  readonly createdAt: string;
}

export interface World extends Providers<SourceName> {
  /** Every job that a list can name, newest first. */
  readonly jobs: readonly ListedJob[];
  /** What goes wrong from now on with a source's lists. */
  readonly breakLists: (source: SourceName, fault: Fault | undefined) => void;
  /** What goes wrong from now on where a source's jobs are described; only those of these keys, where keys are given. */
  readonly breakReads: (source: SourceName, fault: Fault, keys?: readonly string[]) => void;
  /** From now on the job, by its id in the graph, is not described any more. */
  readonly forget: (id: string) => void;
}

const start = Date.parse('2025-11-01T00:00:00.000Z');

/** The n-th job's time: sources interleave, and every third moment is shared by all of them. */
function toTime(index: number, offset: number): Date {
  return new Date(start + Math.floor(index / 2) * 60_000 + (index % 3 === 0 ? 0 : offset * 1000));
}

function toSecond(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}

export async function createWorld(countOfEach: number): Promise<World> {
  const numbers = Array.from({ length: countOfEach }, (_value, index) => index);
  const faults = new Map<SourceName, Fault>();
  const readFaults = new Map<SourceName, { readonly fault: Fault; readonly keys: readonly string[] | undefined }>();
  const forgotten = new Set<string>();
  const faultOf = (source: SourceName) => (call: EmulatedCall) => {
    if (call.operation.startsWith('List')) return faults.get(source);
    const { fault, keys } = readFaults.get(source) ?? {};
    return keys === undefined || keys.includes(call.id ?? '') ? fault : undefined;
  };
  const panorama = numbers.map((n) => ({
    JobId: `package-${(n * 7919) % 100_003}-${n}`,
    JobType: 'NODE_PACKAGE_VERSION',
    Status: ['PENDING', 'SUCCEEDED', 'FAILED'][n % 3] ?? '',
    StatusMessage: `number ${n}`,
    CreatedTime: toTime(n, 1).getTime() / 1000,
    LastUpdatedTime: toTime(n, 2).getTime() / 1000,
  }));
  const omics = numbers.map((n) => ({
    id: String(1_000_000_000 + ((n * 7919) % 100_003)),
    referenceStoreId: n % 2 === 0 ? '1234567890' : '2345678901',
    roleArn: 'arn:aws:iam::123456789012:role/import',
    status: ['SUBMITTED', 'IN_PROGRESS', 'COMPLETED', 'FAILED'][n % 4] ?? '',
    creationTime: toTime(n, 2).toISOString(),
    sources: [{ status: 'FINISHED', name: `source-${n}` }],
  }));
  const cos = numbers.map((n) => ({
    JobId: `c0${(n * 7919) % 100_003}-${n}`,
    CreationTime: toSecond(toTime(n, 3)),
    Description: `number ${n}`,
    Manifest: { Location: { ObjectArn: `qcs::cos:ap-chengdu:uid/1250000000:bucket/${n}.csv` } },
    Operation: { COSPutObjectCopy: { StorageClass: 'STANDARD' } },
    Priority: String(n % 10),
    ProgressSummary: {
      NumberOfTasksFailed: n % 8 === 3 ? '1' : '0',
      NumberOfTasksSucceeded: '5',
      TotalNumberOfTasks: '10',
    },
    Status: ['Active', 'New', 'Failed', 'Complete'][n % 4] ?? '',
  }));
  const devices = numbers.map((n) => ({
    JobId: `D${String(n).padStart(5, '0')}`,
    JobType: n % 2 === 0 ? 'Import' : 'Export',
    CreationDate: toSecond(toTime(n, 4)),
    ProgressCode: n % 5 === 0 ? 'Canceled' : 'Pending',
    IsCanceled: n % 5 === 0,
  }));
  const byId = <Job>(jobs: readonly Job[], toId: (job: Job) => string) => {
    const index = new Map(jobs.map((job) => [toId(job), job]));
    return { describe: (id: string) => (forgotten.has(id) ? undefined : index.get(id)), list: () => jobs };
  };
  const providers = await startEmulators<SourceName>({
    panorama: { provider: 'panorama', jobs: byId(panorama, ({ JobId }) => JobId), fault: faultOf('panorama') },
    omics: {
      provider: 'healthomics',
      jobs: byId(omics, ({ id, referenceStoreId }) => `${referenceStoreId}/${id}`),
      fault: faultOf('omics'),
    },
    cos: { provider: 'cosbatch', jobs: byId(cos, ({ JobId }) => JobId), fault: faultOf('cos') },
    devices: { provider: 'importexport', jobs: byId(devices, ({ JobId }) => JobId), fault: faultOf('devices') },
    pipelines: { provider: 'codepipeline', jobs: { describe: () => undefined, actionExecutions: () => [] } },
  });
  const statusOfPanorama: Record<string, string> = { PENDING: 'QUEUED', SUCCEEDED: 'SUCCEEDED', FAILED: 'FAILED' };
  const statusOfOmics: Record<string, string> = {
    SUBMITTED: 'QUEUED',
    IN_PROGRESS: 'RUNNING',
    COMPLETED: 'SUCCEEDED',
    FAILED: 'FAILED',
  };
  const statusOfCos: Record<string, string> = {
    Active: 'RUNNING',
    New: 'QUEUED',
    Failed: 'FAILED',
    Complete: 'SUCCEEDED',
  };
  const listed: ListedJob[] = [
    ...panorama.map((job, n) => ({
      id: `panorama:${job.JobId}`,
      status: statusOfPanorama[job.Status] ?? '',
      createdAt: toTime(n, 1).toISOString(),
    })),
    ...omics.map((job, n) => ({
      id: `omics:${job.referenceStoreId}/${job.id}`,
      status: statusOfOmics[job.status] ?? '',
      createdAt: toTime(n, 2).toISOString(),
    })),
    ...cos.map((job, n) => ({
      id: `cos:${job.JobId}`,
      status: n % 8 === 3 ? 'PARTIALLY_SUCCEEDED' : (statusOfCos[job.Status] ?? ''),
      createdAt: toTime(n, 3).toISOString(),
    })),
    ...devices.map((job, n) => ({
      id: `devices:${job.JobId}`,
      status: n % 5 === 0 ? 'CANCELLED' : 'QUEUED',
      createdAt: toTime(n, 4).toISOString(),
    })),
  ];
  return {
    ...providers,
    jobs: listed.sort((one, other) =>
      one.createdAt === other.createdAt ? (one.id < other.id ? -1 : 1) : one.createdAt > other.createdAt ? -1 : 1,
    ),
    breakLists: (source, fault) => {
      if (fault === undefined) faults.delete(source);
      else faults.set(source, fault);
    },
    breakReads: (source, fault, keys) => {
      readFaults.set(source, { fault, keys });
    },
    forget: (id) => {
      forgotten.add(id.slice(id.indexOf(':') + 1));
    },
  };
}
