/** Judges listed jobs by a filter: by their rows, else by reads, each once for an operation. */
import type { JobLoader } from '../../jobs/reading/loader.ts';
import type { Source } from '../../jobs/source.ts';
import { type RequestedFields, toRowCost } from '../../jobs/reading/plan.ts';
import type { CheckedFilter } from './filter.ts';
import { isGone, type Issues } from './issues.ts';
import type { ListedJob } from './listed-job.ts';
import { judgeFacts } from './verdict.ts';

/** Whether jobs meet a filter. */
export interface Judge {
  /** Whether the job can be judged without a further read. */
  readonly isReady: (job: ListedJob) => boolean;
  /** Undefined if the job cannot be read, which becomes an issue. */
  readonly judge: (job: ListedJob) => Promise<boolean | undefined>;
}

/** The filter, and how jobs are read to judge them. */
interface JudgeOptions {
  readonly filter: CheckedFilter;
  /** The fields that are read of a job to judge it: the facts that the filter needs, and those of the answer. */
  readonly filterRequestedOf: (source: Source) => RequestedFields;
  readonly loaderOf: (source: Source) => JobLoader;
  readonly issues: Issues;
}

/** Judges each job once, however often it is asked. */
export function createJudge(options: JudgeOptions): Judge {
  const verdicts = new Map<string, Promise<boolean | undefined>>();
  return {
    isReady: ({ isDecided, id }) => isDecided || verdicts.has(id),
    judge: (job) => {
      if (job.isDecided) return Promise.resolve(true);
      const verdict = verdicts.get(job.id) ?? judgeByRead(job, options);
      verdicts.set(job.id, verdict);
      return verdict;
    },
  };
}

async function judgeByRead(
  { source, row, id }: ListedJob,
  { filter, filterRequestedOf, loaderOf, issues }: JudgeOptions,
): Promise<boolean | undefined> {
  try {
    const { facts } = await loaderOf(source).load({ ...filterRequestedOf(source), key: row.key, record: row.record });
    return judgeFacts(filter, facts);
  } catch (error) {
    if (!isGone(error)) {
      issues.note(source, error);
      return undefined;
    }
    issues.noteGone(source, id);
    return judgeFacts(filter, row.facts);
  }
}

/** The calls that one job more costs in the same turn. */
export type CallCount = (source: Source) => number;

/** Counts the calls of a turn, where one call reads several jobs. */
export function createCallCount(requestedOf: (source: Source) => RequestedFields): CallCount {
  const counts = new Map<Source, number>();
  return (source) => {
    const { calls, jobsPerCall } = toRowCost(source.adapter, requestedOf(source));
    const count = counts.get(source) ?? 0;
    counts.set(source, count + 1);
    return count % jobsPerCall === 0 ? calls : 0;
  };
}
