/** Collects what one operation selects from one source: a job is read once, however many fields, aliases and fragments name it. */
import DataLoader from 'dataloader';
import { covers, mergeAsks, type JobAsk } from '../provider/ask.ts';
import type { JobKey } from '../job.ts';
import type { Reader, ReadRecord } from './reader.ts';
import type { ReadContext } from '../calls/read-context.ts';

export interface JobLoader {
  /** Throws as the reader does. One job's failure does not affect others. */
  readonly load: (ask: JobAsk) => Promise<ReadRecord>;
}

interface Reading {
  readonly ask: JobAsk;
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
  const readings = new Map<JobKey, Reading>();

  function readOnce(ask: JobAsk): Promise<ReadRecord> {
    const earlier = readings.get(ask.key);
    if (earlier !== undefined && covers(earlier.ask, ask)) return earlier.record;
    const record = reader.read(ask, context);
    readings.set(ask.key, { ask, record });
    return record;
  }

  const loader = new DataLoader<JobAsk, ReadRecord>(
    async (asks) => {
      // Merges what different fields select of one job.
      const merged = new Map<JobKey, JobAsk>();
      for (const ask of asks) {
        const other = merged.get(ask.key);
        merged.set(ask.key, other === undefined ? ask : { key: ask.key, ...mergeAsks(other, ask) });
      }
      const records = new Map([...merged].map(([key, ask]) => [key, settle(readOnce(ask))]));
      const read = await Promise.all(asks.map(({ key }) => records.get(key) as Promise<ReadRecord | Error>));
      await pace?.waitForTurn?.();
      return read;
    },
    // `readings` is the cache: it knows which selection covers another, which a cache by key would not.
    { cache: false },
  );

  return { load: (ask) => loader.load(ask) };
}

function settle(record: Promise<ReadRecord>): Promise<ReadRecord | Error> {
  return record.catch((error: unknown) =>
    error instanceof Error ? error : new Error('A read failed.', { cause: error }),
  );
}
