/** Five sources whose jobs are numbered: each is known by the time it was created, so that a wrong answer shows. */
import type { EmulatedCall } from '../../emulators/kit/emulator.ts';
import type { JsonObject } from '../../emulators/kit/json.ts';
import { startEmulators, wideLimits, type Providers } from '../providers.ts';

export const sourceNames = ['panorama', 'omics', 'cos', 'devices', 'pipelines'] as const;
export type SourceName = (typeof sourceNames)[number];
export type FiveSources = Providers<SourceName>;

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

export function startFiveSources(): Promise<FiveSources> {
  const list = (): readonly never[] => [];
  const source = { limits: { ...wideLimits, concurrency: 16 } };
  const last = (id: string): number => Number(/(\d+)$/.exec(id)?.[1]);
  return startEmulators<SourceName>({
    panorama: {
      provider: 'panorama',
      source,
      jobs: {
        list,
        describe: (id) => ({
          JobId: id,
          Status: 'PENDING',
          CreatedTime: Date.parse(toCreatedAt(last(id))) / 1000,
          ClientToken: 'a secret',
        }),
      },
    },
    omics: {
      provider: 'healthomics',
      source,
      jobs: {
        list,
        describe: (id) => ({
          id: id.slice(store.length + 1),
          referenceStoreId: store,
          status: 'IN_PROGRESS',
          creationTime: toCreatedAt(last(id) - 1_000_000_000),
        }),
      },
    },
    cos: {
      provider: 'cosbatch',
      source,
      jobs: { list, describe: (id) => ({ JobId: id, Status: 'Active', CreationTime: toSeconds(last(id)) }) },
    },
    devices: {
      provider: 'importexport',
      source,
      jobs: { list, describe: (id) => ({ JobId: id, ProgressCode: 'Started', CreationDate: toSeconds(last(id)) }) },
    },
    pipelines: {
      provider: 'codepipeline',
      source,
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
    },
  });
}

function toPipelineContext(number: number): JsonObject {
  return {
    pipelineName: 'web',
    pipelineExecutionId: `execution-${number}`,
    action: { actionExecutionId: `action-${number}` },
  };
}
