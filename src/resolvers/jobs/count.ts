/** Counts the jobs of a list that meet its filter, as far as the operation's limits allow to judge them. */
import type { RequestedFields } from '../../jobs/reading/plan.ts';
import type { Source } from '../../jobs/source.ts';
import type { ListAllowance } from './allowance.ts';
import type { Issues } from './issues.ts';
import { createCallCount, type Judge } from './judge.ts';
import type { ListedJob } from './listed-job.ts';

/** How listed jobs are judged, and the limits on reading them. */
export interface CountOptions {
  readonly judge: Judge;
  readonly allowance: ListAllowance;
  readonly filterRequestedOf: (source: Source) => RequestedFields;
  readonly issues: Issues;
}

/** How many jobs are judged together. */
const batchSize = 100;

/** A job that cannot be judged is not counted, and is an issue of its source. */
export async function countJobs(jobs: readonly ListedJob[], options: CountOptions): Promise<number> {
  const { judge, issues } = options;
  const [ready, others] = [jobs.filter(judge.isReady), jobs.filter((job) => !judge.isReady(job))];
  let count = await countPassing(ready, judge);
  for (let start = 0; start < others.length; start += batchSize) {
    const batch = others.slice(start, start + batchSize);
    const { allowed, limit } = allow(batch, options);
    count += await countPassing(allowed, judge);
    const stoppedAt = batch[allowed.length];
    if (limit === undefined || stoppedAt === undefined) continue;
    for (const { source } of others.slice(start + allowed.length)) issues.noteUncounted(source, limit);
    break;
  }
  return count;
}

function allow(
  batch: readonly ListedJob[],
  { allowance, filterRequestedOf }: CountOptions,
): { readonly allowed: readonly ListedJob[]; readonly limit?: ReturnType<ListAllowance['spend']> } {
  const callsOf = createCallCount(filterRequestedOf);
  for (const [index, { id, source }] of batch.entries()) {
    const limit = allowance.spend(id, callsOf(source));
    if (limit !== undefined) return { allowed: batch.slice(0, index), limit };
  }
  return { allowed: batch };
}

async function countPassing(jobs: readonly ListedJob[], { judge }: Judge): Promise<number> {
  const verdicts = await Promise.all(jobs.map(judge));
  return verdicts.filter((verdict) => verdict === true).length;
}
