/** Made of the SDL: npm run generate. */
import type { JobFacts } from '../../provider/contract/job.ts';

export interface ImportExportJobFacts extends JobFacts {
  readonly direction: ImportExportDirection | null;
  readonly progressCode: string | null;
  readonly locationCode: string | null;
  readonly location: ImportExportLocation | null;
  readonly logBucket: string | null;
  readonly logKey: string | null;
  readonly errorCount: number | null;
  readonly warningMessage: string | null;
}

export type ImportExportDirection = 'IMPORT' | 'EXPORT' | 'UNKNOWN';

export type ImportExportLocation = 'NOT_RECEIVED' | 'AT_AWS' | 'RETURNED' | 'UNKNOWN';
