import { parseJsonObject, readObjects, readString, requireString } from '../../provider/decode/json-fields.ts';

export interface PrintJob {
  readonly id: string;
  readonly pages: number | null;
  readonly pin: string | null;
}

export function readPrintJobs(body: Uint8Array): readonly PrintJob[] {
  return (readObjects(parseJsonObject(body), 'jobs') ?? []).map((job) => ({
    id: requireString(job, 'id'),
    pages: typeof job['pages'] === 'number' ? job['pages'] : null,
    pin: readString(job, 'pin'),
  }));
}
