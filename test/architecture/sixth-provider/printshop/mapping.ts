import type { JobRecord } from '../../provider/contract/job.ts';
import { toSecrets } from '../../provider/contract/secrets.ts';
import { toStatus, toStatusWords } from '../../provider/contract/status.ts';
import type { PrintJobFacts } from './facts.generated.ts';
import type { PrintJob } from './wire.ts';

const statusWords = toStatusWords({ printing: 'RUNNING' });

export function toPrintRecord({ id, pages, pin }: PrintJob): JobRecord<PrintJobFacts> {
  return {
    facts: {
      providerJobId: id,
      name: null,
      kind: 'print',
      definition: null,
      ...toStatus(statusWords, 'printing'),
      statusMessage: null,
      createdAt: null,
      startedAt: null,
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
