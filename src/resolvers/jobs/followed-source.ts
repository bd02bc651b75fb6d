/** One source's part of a watched list: its newest jobs that meet the filter, as of the last look. */
import type { Instant } from '../../provider/contract/job.ts';
import type { ListFollower, ListSnapshot, ListWatcher } from '../../jobs/watching/list-watcher.ts';
import type { Source } from '../../jobs/source.ts';
import type { CheckedFilter } from './filter.ts';
import { toCoverage, type SourceIssue } from './issues.ts';
import { compareListed, hasSameFacts, type ListedJob } from './listed-job.ts';
import { collectMatches, type Wanted } from './collect-matches.ts';

/** The state of a source after a look. */
interface SourceView {
  /** Newest first; `first` of them at most. */
  readonly jobs: readonly ListedJob[];
  readonly issues: readonly SourceIssue[];
  /** Jobs of the previous view that no longer meet the filter according to the look, by their ids. */
  readonly left: ReadonlyMap<string, ListedJob>;
  /** When the look began. */
  readonly seenAt: Instant;
}

/** The jobs of one source that a subscriber watches, kept up to date. */
export interface FollowedSource {
  /** Undefined until the first look has ended. */
  readonly view: () => SourceView | undefined;
  readonly stop: () => void;
}

/** The jobs to watch, and the callbacks for changes and faults. */
export interface FollowOptions {
  readonly first: number;
  readonly filter: CheckedFilter;
  readonly watcher: ListWatcher;
  /** Called after each change of the view, the first one included. */
  readonly onChange: () => void;
  /** Called with a fault of this program. */
  readonly onFault: (error: unknown) => void;
}

/** Sees each look at the source, one after the other, until it is stopped. */
export function followSource(source: Source, options: FollowOptions): FollowedSource {
  const { filter, watcher, onChange, onFault } = options;
  let view: SourceView | undefined;
  let isStopped = false;
  /** Looks are seen one after the other, as they began. */
  let seen = Promise.resolve();

  const follower: ListFollower = {
    see: async (snapshot) => {
      const before = seen;
      let hasChanged = false;
      seen = before.then(async () => {
        const next = await readView(snapshot, source, view, { ...options, isWanted: () => !isStopped });
        hasChanged = view === undefined || !isSame(view, next);
        view = next;
        if (hasChanged && !isStopped) onChange();
      });
      // A look at a list that is no longer watched is abandoned.
      seen = seen.catch((error: unknown) => {
        if (!isStopped) onFault(error);
      });
      await seen;
      return hasChanged;
    },
  };
  const leave = watcher.follow(source, filter.listFilter, follower);
  return {
    view: () => view,
    stop: () => {
      isStopped = true;
      leave();
    },
  };
}

async function readView(
  snapshot: ListSnapshot,
  source: Source,
  before: SourceView | undefined,
  { first, filter, isWanted }: Omit<Wanted, 'known'>,
): Promise<SourceView> {
  const known = new Map(before?.jobs.map((job) => [job.id, job]));
  const { jobs, left, issues, hasFailed } = await collectMatches(snapshot, source, { first, filter, known, isWanted });
  if (before !== undefined) forgetChanged(source, [...jobs, ...left.values()], known);
  const kept = hasFailed ? keepUnseen(jobs, left, known).slice(0, first) : jobs;
  return { jobs: kept, issues, left, seenAt: snapshot.startedAt };
}

/** Drops stored reads of jobs whose rows are new or have changed: the reads may be outdated. */
function forgetChanged(source: Source, jobs: readonly ListedJob[], known: ReadonlyMap<string, ListedJob>): void {
  for (const job of jobs) {
    const before = known.get(job.id);
    if (before === undefined || !hasSameFacts(before, job)) source.reader.forget(job.row.key, job.row.fetchedAt);
  }
}

/** Adds the known jobs that the look did not show: a list that could not be read whole may still hold them. */
function keepUnseen(
  jobs: readonly ListedJob[],
  left: ReadonlyMap<string, ListedJob>,
  known: ReadonlyMap<string, ListedJob>,
): readonly ListedJob[] {
  const shown = new Set([...jobs.map(({ id }) => id), ...left.keys()]);
  return [...jobs, ...[...known.values()].filter(({ id }) => !shown.has(id))].sort(compareListed);
}

function isSame(one: SourceView, other: SourceView): boolean {
  return (
    one.jobs.length === other.jobs.length &&
    one.jobs.every((job, index) => {
      const its = other.jobs[index];
      return its?.id === job.id && hasSameFacts(job, its);
    }) &&
    toCoverage(one.issues) === toCoverage(other.issues)
  );
}
