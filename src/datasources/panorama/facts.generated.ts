/** Made of the SDL: npm run generate. */
import type { JobFacts, JobKeyValue, JobS3Object } from '../../provider/contract/job.ts';

export interface PanoramaPackageImportJobFacts extends JobFacts {
  readonly importType: PanoramaPackageImportType | null;
  readonly jobTags: readonly PanoramaJobTagsFacts[] | null;
  readonly input: JobS3Object | null;
  readonly outputPackage: PanoramaOutputPackageConfigFacts | null;
  readonly output: PanoramaPackageImportOutputFacts | null;
}

export type PanoramaPackageImportType = 'NODE_PACKAGE_VERSION' | 'MARKETPLACE_NODE_PACKAGE_VERSION' | 'UNKNOWN';

export interface PanoramaJobTagsFacts {
  readonly resourceType: string;
  readonly tags: readonly JobKeyValue[];
}

export interface PanoramaOutputPackageConfigFacts {
  readonly packageName: string | null;
  readonly packageVersion: string | null;
  readonly markLatest: boolean | null;
}

export interface PanoramaPackageImportOutputFacts {
  readonly packageId: string | null;
  readonly packageVersion: string | null;
  readonly patchVersion: string | null;
  readonly location: JobS3Object | null;
}
