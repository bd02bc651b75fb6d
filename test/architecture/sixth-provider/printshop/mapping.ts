import type { JobFacts, JobRecord } from '../../job.ts';
import { toSecrets } from '../../provider/secrets.ts';
import type { PrintJob } from './wire.ts';

export interface PrintFacts extends JobFacts {
  readonly pages: number | null;
}

export function toPrintRecord({ id, pages, pin }: PrintJob): JobRecord<PrintFacts> {
  return {
    facts: {
      providerJobId: id,
      name: null,
      kind: 'print',
      status: 'RUNNING',
      rawStatus: 'printing',
      statusSource: 'PROVIDER',
      statusMessage: null,
      createdAt: null,
      updatedAt: null,
      endedAt: null,
      progress: null,
      failures: [],
      consoleUrl: null,
      pages,
    },
    secrets: toSecrets({ pin }),
  };
}
