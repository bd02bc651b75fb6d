/** State that several processes could share. It is passed to the gateway. */
import type { Config } from '../config/load.ts';
import { createJobBudget, type BudgetElsewhere, type JobBudget } from './cost/budget.ts';
import { createFactStore } from '../jobs/reading/fact-store.ts';
import { createPageStore } from '../jobs/reading/list-pages.ts';
import type { SourceStores } from '../jobs/source.ts';
import { createTokenBucket } from '../calls/token-bucket.ts';

/** Jobs, pages and tokens of sources, and the viewers' budgets. */
export interface Stores extends SourceStores {
  readonly budget: JobBudget;
}

/** Of all bytes, if finished answers are kept. */
const shareOfAnswers = 0.1;
/** Of all bytes, for completed parts of answers. */
const shareOfParts = 0.1;
/** Of the bytes that these leave. Less than half, because pages are kept for seconds and jobs for up to an hour. */
const shareOfPages = 0.4;

/** How the bytes that may be kept are divided. */
export function divideBytes({
  maxBytes,
  answers,
}: Config['cache']): Record<'answers' | 'parts' | 'pages' | 'facts', number> {
  const ofAnswers = answers ? Math.floor(maxBytes * shareOfAnswers) : 0;
  const ofParts = Math.floor(maxBytes * shareOfParts);
  const left = maxBytes - ofAnswers - ofParts;
  const ofPages = Math.floor(left * shareOfPages);
  return { answers: ofAnswers, parts: ofParts, pages: ofPages, facts: left - ofPages };
}

/** State that other processes share. */
type SharedLimits = Pick<Stores, 'createBucket'> & { readonly budgetElsewhere: BudgetElsewhere };

/**
 * Stores of this process alone.
 * @param monotonic milliseconds of a clock that only runs forward
 * @param shared default: nothing is shared
 */
export function createLocalStores(
  { cache, limits }: Pick<Config, 'cache' | 'limits'>,
  monotonic: () => number,
  shared?: SharedLimits,
): Stores {
  const bytes = divideBytes(cache);
  return {
    facts: createFactStore({ ...cache, maxBytes: bytes.facts }, monotonic),
    // A page holds jobs that run: it may be as old as they may.
    pages: createPageStore({ maxBytes: bytes.pages, freshMilliseconds: cache.runningSeconds * 1000 }, monotonic),
    createBucket: shared?.createBucket ?? ((_source, rate) => createTokenBucket(rate, monotonic)),
    budget: createJobBudget(limits.jobsPerMinute, monotonic, shared?.budgetElsewhere),
  };
}
