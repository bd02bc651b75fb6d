/** The parts of jobs whose logs are followed, read for all of their followers together. */
import type { ReadContext } from '../../calls/read-context.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import { readParts, type AllParts } from './read-log.ts';
import type { OpenLogs } from './source-logs.ts';

/** Reads the parts of one job. */
export interface PartLookup {
  /**
   * The parts as they were read at most so many milliseconds ago. Throws `ProviderError` where the job cannot be read, and the
   * signal's reason.
   */
  readonly read: (maxAge: number) => Promise<AllParts>;
}

/**
 * Reads of one job join each other, and later ones take what was read lately.
 * @param context of all reads
 */
export function createPartLookup(
  logs: OpenLogs,
  key: JobKey,
  context: ReadContext,
  monotonic: () => number,
): PartLookup {
  let last: { readonly parts: Promise<AllParts>; readonly at: number } | undefined;

  async function readNow(isFirst: boolean): Promise<AllParts> {
    const job = await logs.readJob(key, isFirst ? context : { ...context, isAfresh: true });
    return logs.read(context, (calls) => readParts(logs, job, calls));
  }

  return {
    read: (maxAge) => {
      const now = monotonic();
      if (last !== undefined && now - last.at <= maxAge) return last.parts;
      const read = { parts: readNow(last === undefined), at: now };
      last = read;
      // A failure reaches those who wait for the lookup, and no later ones.
      read.parts.catch(() => {
        if (last === read) last = undefined;
      });
      return read.parts;
    },
  };
}
