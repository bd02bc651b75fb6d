/** What a resolver is given as its parent: the job's facts under the graph's names, and its secrets still shut. */
import type { CodePipelineFacts, CodePipelineSecrets } from '../datasources/codepipeline/index.ts';
import type { CosBatchFacts, CosBatchSecrets, CosOperation } from '../datasources/cosbatch/index.ts';
import type { OmicsFacts } from '../datasources/healthomics/index.ts';
import type { ImportExportFacts, ImportExportSecrets } from '../datasources/importexport/index.ts';
import type { PanoramaFacts, PanoramaSecrets } from '../datasources/panorama/index.ts';
import { isTerminal, type Instant, type JobFacts, type JobKey, type JobProvider } from '../job.ts';
import type { Secret } from '../secret.ts';
import type { ReadRecord } from '../upstream/reader.ts';
import type { Source } from '../upstream/source.ts';

interface NodeOf<Provider extends JobProvider, Secrets> {
  readonly id: string;
  readonly provider: Provider;
  readonly source: Source;
  readonly isTerminal: boolean;
  readonly fetchedAt: Instant;
  readonly secrets: Secrets;
}

export type PanoramaJobNode = PanoramaFacts & NodeOf<'PANORAMA', PanoramaSecrets>;
export type OmicsJobNode = OmicsFacts & NodeOf<'HEALTHOMICS', object>;
export type CosBatchJobNode = CosBatchFacts & NodeOf<'COS_BATCH', CosBatchSecrets>;
export type ImportExportJobNode = ImportExportFacts & NodeOf<'IMPORT_EXPORT', ImportExportSecrets>;
export type CodePipelineJobNode = CodePipelineFacts & NodeOf<'CODEPIPELINE', CodePipelineSecrets>;
export type JobNode = PanoramaJobNode | OmicsJobNode | CosBatchJobNode | ImportExportJobNode | CodePipelineJobNode;

export interface CodePipelineConfigurationEntryNode {
  readonly jobId: string;
  readonly key: string;
  readonly value: Secret<string | null> | undefined;
}

export type CosBatchOperationNode = CosOperation;

export type JobSourceNode = Source;

/** The concrete type of each provider's jobs. */
export const typeNameOf = {
  PANORAMA: 'PanoramaPackageImportJob',
  HEALTHOMICS: 'OmicsReferenceImportJob',
  COS_BATCH: 'CosBatchJob',
  IMPORT_EXPORT: 'ImportExportJob',
  CODEPIPELINE: 'CodePipelineJob',
} as const satisfies Record<JobProvider, string>;

/** The graph's id of a job: stable for ever. */
export function toJobId(source: Source, key: JobKey): string {
  return `${source.name}:${key}`;
}

/** A source's records are of its provider's types: its adapter made them. */
export function toJobNode(source: Source, key: JobKey, { facts, secrets, fetchedAt }: ReadRecord): JobNode {
  const shared: JobFacts & NodeOf<JobProvider, object> = {
    ...facts,
    id: toJobId(source, key),
    provider: source.provider,
    source,
    isTerminal: isTerminal(facts.status),
    fetchedAt,
    secrets,
  };
  return shared as JobNode;
}
