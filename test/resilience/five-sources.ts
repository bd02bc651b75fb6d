/** Five sources whose jobs are numbered: each is known by the time it was created, so that a wrong answer shows. */
import { createCodePipelineEmulator } from '../../src/datasources/codepipeline/emulator.ts';
import { createCosBatchEmulator } from '../../src/datasources/cosbatch/emulator.ts';
import { createHealthOmicsEmulator } from '../../src/datasources/healthomics/emulator.ts';
import { createImportExportEmulator } from '../../src/datasources/importexport/emulator.ts';
import { createPanoramaEmulator } from '../../src/datasources/panorama/emulator.ts';
import type { EmulatedCall, Emulator } from '../../src/emulation/emulator.ts';
import type { Fault } from '../../src/emulation/faults.ts';
import type { JsonObject } from '../../src/emulation/json.ts';
import { awsCredentials as credentials, cosCredentials } from '../credentials.ts';

export const sourceNames = ['panorama', 'omics', 'cos', 'devices', 'pipelines'] as const;
export type SourceName = (typeof sourceNames)[number];

export type FaultPicker = (call: EmulatedCall, attempt: number) => Fault | undefined;

export interface FiveSources {
  /** Entries of the configuration, with what the test adds to each. */
  readonly toSettings: (rest?: object, names?: readonly SourceName[]) => readonly object[];
  readonly emulators: Readonly<Record<SourceName, Emulator>>;
  /** What goes wrong from now on. */
  readonly fault: (source: SourceName, pick: FaultPicker | Fault | undefined) => void;
  readonly close: () => Promise<void>;
}

const store = '1234567890';
const start = Date.parse('2025-11-01T00:00:00Z');

/** The graph's id of a source's n-th job. */
export function toId(source: SourceName, number: number): string {
  return `${source}:${toKey[source](number)}`;
}

const toKey: Readonly<Record<SourceName, (number: number) => string>> = {
  panorama: (number) => `job-${number}`,
  omics: (number) => `${store}/${1_000_000_000 + number}`,
  cos: (number) => `cos-${number}`,
  devices: (number) => `D${number}`,
  pipelines: (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
};

/** When the n-th job was created. */
export function toCreatedAt(number: number): string {
  return new Date(start + number * 1000).toISOString();
}

/** The number of the job that a call is for. */
export function numberOf({ operation, id }: EmulatedCall): number {
  const digits = /(\d+)$/.exec(id ?? '')?.[1] ?? '';
  return operation === 'GetReferenceImportJob' ? Number(digits) - 1_000_000_000 : Number(digits);
}

function toSeconds(number: number): string {
  return toCreatedAt(number).replace('.000Z', 'Z');
}

export async function startFiveSources(): Promise<FiveSources> {
  const faults = new Map<SourceName, FaultPicker>();
  const faultOf = (source: SourceName): { readonly fault: FaultPicker } => ({
    fault: (call, attempt) => faults.get(source)?.(call, attempt),
  });
  const emulators = await startEmulators(faultOf);
  const aws = { region: 'us-west-2', credentials };
  const settings: Readonly<Record<SourceName, object>> = {
    panorama: { provider: 'panorama', ...aws },
    omics: { provider: 'healthomics', ...aws },
    cos: {
      provider: 'cosbatch',
      region: 'ap-chengdu',
      uin: '100000000001',
      appId: '1250000000',
      credentials: cosCredentials,
    },
    devices: { provider: 'importexport', credentials },
    pipelines: { provider: 'codepipeline', ...aws, region: 'us-east-1' },
  };
  return {
    emulators,
    toSettings: (rest = {}, names = sourceNames) =>
      names.map((name) => ({
        name,
        endpoint: emulators[name].url,
        limits: { requestsPerSecond: 10_000, burst: 10_000, concurrency: 16 },
        ...settings[name],
        ...rest,
      })),
    fault: (source, pick) => {
      if (pick === undefined) faults.delete(source);
      else faults.set(source, typeof pick === 'function' ? pick : () => pick);
    },
    close: async () => {
      await Promise.all(Object.values(emulators).map((emulator) => emulator.close()));
    },
  };
}

type FaultOf = (source: SourceName) => { readonly fault: FaultPicker };

async function startEmulators(faultOf: FaultOf): Promise<FiveSources['emulators']> {
  const list = (): readonly never[] => [];
  const last = (id: string): number => Number(/(\d+)$/.exec(id)?.[1]);
  return {
    panorama: await createPanoramaEmulator({
      credentials,
      ...faultOf('panorama'),
      jobs: {
        list,
        describe: (id) => ({
          JobId: id,
          Status: 'PENDING',
          CreatedTime: Date.parse(toCreatedAt(last(id))) / 1000,
          ClientToken: 'a secret',
        }),
      },
    }),
    omics: await createHealthOmicsEmulator({
      credentials,
      ...faultOf('omics'),
      jobs: {
        list,
        describe: (id) => ({
          id: id.slice(store.length + 1),
          referenceStoreId: store,
          status: 'IN_PROGRESS',
          creationTime: toCreatedAt(last(id) - 1_000_000_000),
        }),
      },
    }),
    cos: await createCosBatchEmulator({
      credentials: cosCredentials,
      ...faultOf('cos'),
      jobs: { list, describe: (id) => ({ JobId: id, Status: 'Active', CreationTime: toSeconds(last(id)) }) },
    }),
    devices: await createImportExportEmulator({
      credentials,
      ...faultOf('devices'),
      jobs: { list, describe: (id) => ({ JobId: id, ProgressCode: 'Started', CreationDate: toSeconds(last(id)) }) },
    }),
    pipelines: await createCodePipelineEmulator({
      credentials,
      ...faultOf('pipelines'),
      jobs: {
        describe: (id) => ({ jobDetails: { id, data: { pipelineContext: toPipelineContext(last(id)) } } }),
        actionExecutions: (_name, execution) => [
          {
            pipelineExecutionId: execution ?? '',
            actionExecutionId: `action-${last(execution ?? '')}`,
            status: 'InProgress',
            startTime: Date.parse(toCreatedAt(last(execution ?? ''))) / 1000,
          },
        ],
      },
    }),
  };
}

function toPipelineContext(number: number): JsonObject {
  return {
    pipelineName: 'web',
    pipelineExecutionId: `execution-${number}`,
    action: { actionExecutionId: `action-${number}` },
  };
}
