import {
  createHealthOmicsEmulator,
  type OmicsEmulatedJob,
  type OmicsEmulatedStore,
  type OmicsJobWorld,
} from './emulator.ts';
import { toEmulatedError } from '../../emulation/emulator.ts';
import type { EmulatedError } from '../../emulation/emulator.ts';
import type { JsonObject } from '../../emulation/json.ts';
import { createDemoJobs, findLatestRun, listRuns, toDemoDate, toElapsedSeconds } from '../../emulation/moment.ts';
import type { DemoClock, DemoRun, DemoSetting, DemoWorld } from '../../emulation/moment.ts';
import { demoAwsKeys, type ProviderDemo } from '../../emulation/provider-demo.ts';

const humanStore = '1234567890';
const plantStore = '2345678901';

export const demo: ProviderDemo = {
  source: 'omics-prod',
  // Without store ids, the gateway lists the stores itself.
  settings: { region: 'us-west-2', credentials: demoAwsKeys },
  selection: `referenceStoreId
    sources { name status statusMessage sourceFile }`,
  start: (setting, options) => {
    const { jobs, ids, listMoving } = createHealthOmicsWorld(setting);
    return { emulator: createHealthOmicsEmulator({ ...options, credentials: demoAwsKeys, jobs }), ids, listMoving };
  },
};

/** Reference genomes on their way into two stores. */
export function createHealthOmicsWorld(setting: DemoSetting): DemoWorld<OmicsJobWorld> {
  const { clock } = setting;
  const readJobs = (): ReadonlyMap<string, () => OmicsEmulatedJob> =>
    new Map([
      ...stillImports.map((still) => [`${still.storeId}/${still.id}`, () => toJob(clock, still)] as const),
      ...listRuns(clock, runSeconds).map((run) => [toMovingKey(run.number), () => toMovingJob(run)] as const),
    ]);
  const throttled = `${humanStore}/0000000901`;
  const denied = `${humanStore}/0000000902`;
  const failures = new Map<string, EmulatedError>([
    [throttled, toEmulatedError('ThrottlingException', 'Rate exceeded')],
    [denied, toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation')],
  ]);
  const stores = [toStore(clock, humanStore, 'human'), toStore(clock, plantStore, 'plants')];
  return {
    jobs: { ...createDemoJobs(readJobs, failures), stores: () => stores },
    listMoving: () => [toMovingKey(findLatestRun(clock, runSeconds))],
    ids: {
      first: toMovingKey(0),
      jobs: [...readJobs().keys()],
      moving: [toMovingKey(0)],
      gone: [],
      throttled,
      denied,
      unknown: `${humanStore}/0000000903`,
    },
  };
}

interface ReferenceImport {
  readonly id: string;
  readonly storeId: string;
  readonly status: string;
  readonly message?: string;
  readonly createdSeconds: number;
  readonly completedSeconds?: number;
  readonly sources: readonly JsonObject[];
}

const stillImports: readonly ReferenceImport[] = [
  {
    id: '0000000101',
    storeId: humanStore,
    status: 'SUBMITTED',
    createdSeconds: -30,
    sources: [toSource(1, 'NOT_STARTED')],
  },
  {
    id: '0000000102',
    storeId: humanStore,
    status: 'IN_PROGRESS',
    createdSeconds: -600,
    sources: [toSource(1, 'FINISHED'), toSource(2, 'IN_PROGRESS'), toSource(3, 'NOT_STARTED')],
  },
  {
    id: '0000000103',
    storeId: humanStore,
    status: 'CANCELLING',
    message: 'Cancellation was asked for',
    createdSeconds: -900,
    sources: [toSource(1, 'FINISHED'), toSource(2, 'IN_PROGRESS')],
  },
  {
    id: '0000000104',
    storeId: humanStore,
    status: 'CANCELLED',
    createdSeconds: -4_000,
    completedSeconds: -3_800,
    sources: [toSource(1, 'NOT_STARTED')],
  },
  {
    id: '0000000105',
    storeId: plantStore,
    status: 'FAILED',
    message: 'No source could be imported',
    createdSeconds: -9_000,
    completedSeconds: -8_700,
    sources: [toSource(1, 'FAILED', 'The file is no valid FASTA')],
  },
  {
    id: '0000000106',
    storeId: plantStore,
    status: 'COMPLETED',
    createdSeconds: -86_400,
    completedSeconds: -85_000,
    sources: [toSource(1, 'FINISHED'), toSource(2, 'FINISHED')],
  },
  {
    id: '0000000107',
    storeId: plantStore,
    status: 'COMPLETED_WITH_FAILURES',
    message: '1 of 3 sources could not be imported',
    createdSeconds: -172_800,
    completedSeconds: -171_000,
    sources: [toSource(1, 'FINISHED'), toSource(2, 'FAILED', 'Access to the file is denied'), toSource(3, 'FINISHED')],
  },
];

const movingSources = 5;
const secondsPerSource = 30;
const runSeconds = movingSources * secondsPerSource;

function toMovingId(run: number): string {
  return run === 0 ? '0000000108' : String(1_000 + run).padStart(10, '0');
}

function toMovingKey(run: number): string {
  return `${humanStore}/${toMovingId(run)}`;
}

/** One source after the other, half a minute each; complete after two and a half minutes. */
function toMovingJob({ number, clock }: DemoRun): OmicsEmulatedJob {
  const finished = Math.min(movingSources, Math.floor(toElapsedSeconds(clock) / secondsPerSource));
  const isDone = finished === movingSources;
  const sources = Array.from({ length: movingSources }, (_, index) => {
    const underway = index === finished ? 'IN_PROGRESS' : 'NOT_STARTED';
    return toSource(index + 1, index < finished ? 'FINISHED' : underway);
  });
  return toJob(clock, {
    id: toMovingId(number),
    storeId: humanStore,
    status: isDone ? 'COMPLETED' : 'IN_PROGRESS',
    createdSeconds: -20,
    ...(isDone ? { completedSeconds: runSeconds } : {}),
    sources,
  });
}

function toJob(clock: DemoClock, job: ReferenceImport): OmicsEmulatedJob {
  return {
    id: job.id,
    referenceStoreId: job.storeId,
    roleArn: 'arn:aws:iam::123456789012:role/ExampleOmicsImport',
    status: job.status,
    statusMessage: job.message,
    creationTime: toDemoDate(clock, job.createdSeconds).toISOString(),
    completionTime:
      job.completedSeconds === undefined ? undefined : toDemoDate(clock, job.completedSeconds).toISOString(),
    sources: job.sources,
  };
}

function toSource(number: number, status: string, message?: string): JsonObject {
  return {
    sourceFile: `s3://example-references/assembly-${number}/genome.fa.gz`,
    name: `assembly-${number}`,
    description: `Assembly ${number} of the demo`,
    status,
    statusMessage: message,
    // A reference exists only after its source was imported.
    referenceId: status === 'FINISHED' ? `00000005${String(number).padStart(2, '0')}` : undefined,
    tags: { lab: 'example', assembly: String(number) },
  };
}

function toStore(clock: DemoClock, id: string, name: string): OmicsEmulatedStore {
  return {
    id,
    name,
    arn: `arn:aws:omics:us-west-2:123456789012:referenceStore/${id}`,
    creationTime: toDemoDate(clock, -30 * 86_400).toISOString(),
  };
}
