/** How the runs of one definition stand: since when they fail, how often that changes, and how long they take. */
import type { Instant, JobStatus } from '../../provider/contract/job.ts';
import type { JobCountNode } from './connection.ts';
import { isUnsaid, toSeenAt, type KnownJob } from './known-job.ts';
import { hasEndedBadly } from './reasons.ts';

/** The members of `JobDefinitionStats` that the order and the outcome of runs decide. */
export interface HealthOfRuns {
  readonly failedSince: Instant | null;
  readonly failuresInARow: JobCountNode;
  readonly lastGoodAt: Instant | null;
  readonly medianDurationSeconds: number | null;
  readonly changes: JobCountNode;
  readonly isFlaky: boolean | null;
}

/** One run, as far as it is known. */
type Run = Pick<KnownJob, 'run' | 'hasEnded'>;

type Outcome = 'good' | 'bad' | 'unsaid';

interface CountedRun extends Run {
  readonly outcome: Outcome;
}

const runsOfChanges = 12;
const changesOfFlaky = 3;
const runsOfMedian = 25;
const leastRunsOfMedian = 3;

/**
 * @param runs newest first
 * @param isCut whether there may be older runs
 * @param isPartial whether some runs may be missing in between, so that every number is a lower bound
 */
export function toHealth(runs: readonly Run[], isCut: boolean, isPartial: boolean): HealthOfRuns {
  const counted = runs.flatMap((run) => {
    const outcome = toOutcome(run);
    return outcome === undefined ? [] : [{ ...run, outcome }];
  });
  const good = counted.filter(({ outcome }) => outcome === 'good');
  const [newestGood] = good;
  const first = counted.findIndex(({ outcome }) => outcome !== 'bad');
  const failures = counted.slice(0, first === -1 ? counted.length : first);
  const next = counted[failures.length];
  const oldestFailure = failures.at(-1);
  const isOpen = next === undefined ? isCut : next.outcome === 'unsaid';
  const changes = countChanges(counted, isCut, isPartial);
  return {
    failedSince: oldestFailure === undefined ? null : toSeenAt(oldestFailure.run),
    failuresInARow: { value: failures.length, isLowerBound: isOpen || isPartial },
    lastGoodAt: newestGood === undefined ? null : toSeenAt(newestGood.run),
    medianDurationSeconds: findMedian(good.slice(0, runsOfMedian)),
    changes,
    isFlaky: changes.value >= changesOfFlaky ? true : changes.isLowerBound ? null : false,
  };
}

/** Undefined: the run says nothing of whether its definition works. */
function toOutcome(run: Run): Outcome | undefined {
  const { status } = run.run;
  if (status === null) return isUnsaid(run) ? 'unsaid' : undefined;
  if (isGood(status)) return 'good';
  return hasEndedBadly(status) ? 'bad' : undefined;
}

function isGood(status: JobStatus): boolean {
  return status === 'SUCCEEDED';
}

/** A pair with an unsaid run is no change. */
function countChanges(counted: readonly CountedRun[], isCut: boolean, isPartial: boolean): JobCountNode {
  const newest = counted.slice(0, runsOfChanges).map(({ outcome }) => outcome);
  const hasUnsaid = newest.includes('unsaid');
  const value = newest.filter((outcome, index) => {
    const older = newest[index + 1];
    return older !== undefined && older !== outcome && outcome !== 'unsaid' && older !== 'unsaid';
  }).length;
  return { value, isLowerBound: hasUnsaid || (newest.length < runsOfChanges && isCut) || isPartial };
}

/** In whole milliseconds, which have no rounding errors. */
function findMedian(good: readonly Run[]): number | null {
  const sorted = good
    .flatMap(({ run: { durationSeconds } }) => durationSeconds ?? [])
    .map((seconds) => Math.round(seconds * 1000))
    .sort((one, other) => one - other);
  if (sorted.length < leastRunsOfMedian) return null;
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, one) => sum + one, 0) / middle.length / 1000;
}
