/** The reads that `maxReads` allows: each job once for all fields of one `jobStats`, as far as the limits allow. */
import type { JobLoader } from '../../jobs/reading/loader.ts';
import type { Source } from '../../jobs/source.ts';
import type { RequestedFields } from '../../jobs/reading/plan.ts';
import type { ListAllowance, ListLimit } from './allowance.ts';
import type { CheckedFilter } from './filter.ts';
import { isGone, type Issues } from './issues.ts';
import { createCallCount } from './judge.ts';
import { toReadJob, type KnownJob } from './known-job.ts';

/** Reads jobs whose rows say too little. */
export interface StatsReads {
  /**
   * The jobs, of which the first `maxReads` of `unread` are read. It spends what that costs before it waits, so the
   * fields of an operation spend in their order. A job that cannot be read stays as it is, and becomes an issue.
   */
  readonly read: (
    jobs: readonly KnownJob[],
    unread: readonly KnownJob[],
    maxReads: number,
  ) => Promise<readonly KnownJob[]>;
}

interface ReadsOptions {
  readonly filter: CheckedFilter;
  /** The facts that the fields and the filter need. */
  readonly requested: RequestedFields;
  readonly loaderOf: (source: Source) => JobLoader;
  readonly allowance: ListAllowance;
  readonly issues: Issues;
}

/** One for each `jobStats` of an operation. */
export function createStatsReads({ filter, requested, loaderOf, allowance, issues }: ReadsOptions): StatsReads {
  const reads = new Map<string, Promise<KnownJob>>();
  const callsOf = createCallCount(() => requested);

  async function readOne(job: KnownJob): Promise<KnownJob> {
    const { source, listed } = job;
    const { key, record } = listed.row;
    try {
      return toReadJob(job, await loaderOf(source).load({ ...requested, key, record }), filter);
    } catch (error) {
      if (isGone(error)) issues.noteGone(source, listed.id);
      else issues.note(source, error);
      return job;
    }
  }

  /** The limit that prevents the reads of some of these jobs. */
  function begin(wanted: readonly KnownJob[]): ListLimit | undefined {
    for (const job of wanted) {
      const { id } = job.listed;
      if (reads.has(id)) continue;
      const limit = allowance.spend(id, callsOf(job.source));
      if (limit !== undefined) return limit;
      reads.set(id, readOne(job));
    }
    return undefined;
  }

  return {
    read: async (jobs, unread, maxReads) => {
      const wanted = unread.slice(0, maxReads);
      const limit = begin(wanted);
      const missing = wanted.filter(({ listed }) => !reads.has(listed.id));
      if (limit !== undefined)
        for (const [source, { length }] of Map.groupBy(missing, (job) => job.source))
          issues.noteUnread(source, limit, length);
      const read = await Promise.all(wanted.flatMap(({ listed }) => reads.get(listed.id) ?? []));
      const byId = new Map(read.map((job) => [job.listed.id, job]));
      return jobs.map((job) => byId.get(job.listed.id) ?? job);
    },
  };
}
