import { awsErrors } from '../kit/aws-forms.ts';
import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import type { JsonObject } from '../kit/json.ts';
import {
  toDemoDate,
  toElapsedSeconds,
  withDates,
  type DemoClock,
  type DemoRun,
  type DemoSetting,
} from '../kit/moment.ts';
import { defineDemo, demoAwsKeys, inAccount } from '../kit/provider-demo.ts';
import {
  createHealthOmicsEmulator,
  type OmicsEmulatedJob,
  type OmicsEmulatedStore,
  type OmicsJobWorld,
} from './emulator.ts';
import { toImportStates } from './events.ts';
import stillImports from './sample-jobs.json' with { type: 'json' };

const humanStore = '1234567890';
const plantStore = '2345678901';

export const demo = defineDemo({
  source: 'omics-prod',
  // Without store ids, the gateway lists the stores itself.
  settings: {
    region: 'us-west-2',
    credentials: demoAwsKeys,
    ...inAccount('210987654321', { team: 'research', env: 'prod' }),
  },
  selection: `referenceStoreId
    sources { name status statusMessage sourceFile }`,
  createWorld: createHealthOmicsWorld,
  createEmulator: (options) => createHealthOmicsEmulator({ ...options, credentials: demoAwsKeys }),
  listEventful: ({ list }) => list().flatMap(toImportStates),
});

/** Reference genomes on their way into two stores. */
export function createHealthOmicsWorld(setting: DemoSetting): DemoWorld<OmicsJobWorld> {
  const { clock } = setting;
  const stores = [toStore(clock, humanStore, 'human'), toStore(clock, plantStore, 'plants')];
  const world = createDemoWorld(setting, {
    idOf: ({ referenceStoreId, id }) => `${referenceStoreId}/${id}`,
    still: stillImports.map((job) => toJob(clock, job)),
    moving: [{ runSeconds, toJobs: (run) => [toMovingJob(run)] }],
    errors: awsErrors,
    ids: {
      throttled: `${humanStore}/0000000901`,
      denied: `${humanStore}/0000000902`,
      unknown: `${humanStore}/0000000903`,
    },
  });
  return { ...world, jobs: { ...world.jobs, stores: () => stores } };
}

/** A job's own members, with dates in seconds since the demo began. */
interface SampleImport extends JsonObject {
  readonly id: string;
  /** Default: the store of human references. */
  readonly referenceStoreId?: string;
  readonly sources: readonly (JsonObject & { readonly status: string })[];
}

const movingSources = 5;
const secondsPerSource = 30;
const runSeconds = movingSources * secondsPerSource;

/** One source after the other, half a minute each; complete after two and a half minutes. */
function toMovingJob({ number, clock }: DemoRun): OmicsEmulatedJob {
  const finished = Math.min(movingSources, Math.floor(toElapsedSeconds(clock) / secondsPerSource));
  const isDone = finished === movingSources;
  return toJob(clock, {
    id: number === 0 ? '0000000108' : String(1_000 + number).padStart(10, '0'),
    status: isDone ? 'COMPLETED' : 'IN_PROGRESS',
    creationTime: -20,
    completionTime: isDone ? runSeconds : undefined,
    sources: Array.from({ length: movingSources }, (_, index) => ({
      status: index < finished ? 'FINISHED' : index === finished ? 'IN_PROGRESS' : 'NOT_STARTED',
    })),
  });
}

function toJob(clock: DemoClock, sample: SampleImport): OmicsEmulatedJob {
  const { id, referenceStoreId = humanStore, sources } = sample;
  return {
    roleArn: 'arn:aws:iam::123456789012:role/ExampleOmicsImport',
    ...withDates(clock, sample, /Time$/, (date) => date.toISOString()),
    id,
    referenceStoreId,
    sources: sources.map((source, index) => ({
      sourceFile: `s3://example-references/assembly-${index + 1}/genome.fa.gz`,
      name: `assembly-${index + 1}`,
      description: `Assembly ${index + 1} of the demo`,
      // A reference exists only after its source was imported.
      referenceId: source.status === 'FINISHED' ? `00000005${String(index + 1).padStart(2, '0')}` : undefined,
      tags: { lab: 'example', assembly: String(index + 1) },
      ...source,
    })),
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
