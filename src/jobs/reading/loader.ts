/** Collects what one operation selects from one source: a job is read once for all fields, aliases and fragments that name it. */
import DataLoader from 'dataloader';
import { covers, mergeRequestedFields, type RequestedFields } from './plan.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import type { RecordRequest } from './reader-options.ts';
import type { Reader, ReadRecord } from './reader.ts';
import type { ReadContext } from '../../calls/read-context.ts';

/** One per operation and source: merges what the fields of an operation select of a job. */
export interface JobLoader {
  /**
   * The record itself if the job is in this process's memory, else a promise of the record. Throws or rejects as the
   * reader does. One job's failure does not affect others.
   */
  readonly load: (requested: RecordRequest) => ReadRecord | Promise<ReadRecord>;
}

interface Recalled {
  readonly requested: RequestedFields;
  readonly record: ReadRecord;
}

interface Reading {
  readonly requested: RequestedFields;
  readonly record: Promise<ReadRecord>;
}

/** How an operation continues when its jobs have been read. */
export interface Pace {
  /**
   * Undefined: at once. Many operations may wait for one shared read; those with large answers must not all continue in
   * the turn of the event loop in which it ends.
   */
  waitForTurn: (() => Promise<void>) | undefined;
}

/** One per operation and source. */
export function createJobLoader(reader: Reader, context: ReadContext, pace?: Pace): JobLoader {
  const recalled = new Map<JobKey, Recalled>();
  const readings = new Map<JobKey, Reading>();

  /** From memory. All fields of the operation are answered from the same record, even if it ages meanwhile. */
  function recall(requested: RecordRequest): ReadRecord | undefined {
    const { key } = requested;
    const earlier = recalled.get(key);
    if (earlier !== undefined && covers(earlier.requested, requested)) return earlier.record;
    if (readings.has(key)) return undefined;
    const record = reader.peek(requested, context);
    if (record !== undefined) recalled.set(key, { requested, record });
    return record;
  }

  function readOnce(requested: RecordRequest): Promise<ReadRecord> {
    const earlier = readings.get(requested.key);
    if (earlier !== undefined && covers(earlier.requested, requested)) return earlier.record;
    const record = reader.read(requested, context);
    readings.set(requested.key, { requested, record });
    return record;
  }

  async function readTogether(requests: readonly RecordRequest[]): Promise<(ReadRecord | Error)[]> {
    // Merges what different fields select of one job.
    const merged = new Map<JobKey, RecordRequest>();
    for (const requested of requests) {
      const other = merged.get(requested.key);
      merged.set(
        requested.key,
        other === undefined
          ? requested
          : {
              ...mergeRequestedFields(other, requested),
              key: requested.key,
              record: other.record ?? requested.record,
            },
      );
    }
    const records = new Map([...merged].map(([key, requested]) => [key, settle(readOnce(requested))]));
    const read = await Promise.all(requests.map(({ key }) => records.get(key) as Promise<ReadRecord | Error>));
    await pace?.waitForTurn?.();
    return read;
  }

  let loader: DataLoader<RecordRequest, ReadRecord> | undefined;
  return {
    load: (requested) => {
      const known = recall(requested);
      if (known !== undefined) return known;
      // `readings` is the cache: it knows which selection covers another, which a cache by key would not.
      loader ??= new DataLoader(readTogether, { cache: false });
      return loader.load(requested);
    },
  };
}

function settle(record: Promise<ReadRecord>): Promise<ReadRecord | Error> {
  return record.catch((error: unknown) =>
    error instanceof Error ? error : new Error('A read failed.', { cause: error }),
  );
}
