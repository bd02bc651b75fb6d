/** Made of the SDL: npm run generate. */
import type { JobFacts, JobKeyValue, JobStatus } from '../../provider/contract/job.ts';

export interface OmicsReferenceImportJobFacts extends JobFacts {
  readonly referenceStoreId: string;
  readonly roleArn: string | null;
  readonly sources: readonly OmicsReferenceImportSourceFacts[] | null;
}

export interface OmicsReferenceImportSourceFacts {
  readonly status: JobStatus;
  readonly rawStatus: string | null;
  readonly statusMessage: string | null;
  readonly sourceFile: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly referenceId: string | null;
  readonly tags: readonly JobKeyValue[];
}
