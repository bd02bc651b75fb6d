import type { Adapter } from '../../provider/contract/adapter.ts';
import { toAwsJsonError } from '../../provider/aws/errors.ts';
import type { PrintJobFacts } from './facts.generated.ts';
import { toPrintRecord } from './mapping.ts';
import { readPrintJobs } from './wire.ts';

/** Reads a hundred jobs in one call. */
export const printshopAdapter: Adapter<PrintJobFacts> = {
  provider: 'PRINTSHOP',
  lifecycle: 'ACTIVE',
  key: { pattern: /^[a-z0-9-]{1,40}$/, expected: '1 to 40 lower-case letters, digits or "-"' },
  toError: toAwsJsonError,
  describe: {
    maxKeys: 100,
    read: (keys) => ({
      operation: 'DescribePrintJobs',
      request: { method: 'GET', path: '/jobs', query: { ids: keys.join(',') } },
      toResult: ({ body }) => new Map(readPrintJobs(body).map((job) => [job.id, toPrintRecord(job)])),
    }),
  },
};
