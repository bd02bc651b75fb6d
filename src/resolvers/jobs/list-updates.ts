/** One subscriber's view of a watched list: the changes since its last request, never a queue of older ones. */
import type { FollowOptions } from './followed-source.ts';
import { createUpdateIterator } from '../update-iterator.ts';
import { toCoverage, type SourceIssue } from './issues.ts';
import { compareListed, hasSameFacts, type ListedJob } from './listed-job.ts';
import type { ShownGroup, ShownJob } from './shown-job.ts';
import { watchList, type ListView, type WatchedList } from './watched-list.ts';

/** One event of `jobsUpdated`. */
export interface ListUpdate {
  readonly kind: 'PRESENT' | 'APPEARED' | 'CHANGED' | 'LEFT' | 'COVERAGE_CHANGED';
  readonly issues: readonly SourceIssue[];
  /** Undefined for COVERAGE_CHANGED. */
  readonly shown: ShownJob | undefined;
  /** Subscribers with equal filters are given the same listed jobs. Undefined for events without a job that is in the list. */
  readonly shared: { readonly change: ListedJob; readonly kind: string } | undefined;
}

interface Planned {
  readonly kind: ListUpdate['kind'];
  readonly shown: ShownJob | undefined;
}

/**
 * Yields the jobs in the list, then the changes, and never ends by itself. If a subscriber is slow to request the next
 * event, it gets the newest state of each job: at most one event for each job in the list and each job that has left
 * the list.
 * @param onEnd called once or more
 */
export function createListUpdates(
  options: Omit<FollowOptions, 'onChange' | 'onFault'>,
  onEnd: () => void,
): AsyncIterableIterator<ListUpdate> {
  let fault: { readonly error: unknown } | undefined;
  const { updates, notify } = createUpdateIterator<ListUpdate>({
    take: () => {
      if (fault !== undefined) throw fault.error;
      return changes.next();
    },
    stop: () => {
      list.stop();
      onEnd();
    },
  });
  const onFault = (error: unknown): void => {
    fault = { error };
    notify();
  };
  const list = watchList({ ...options, onChange: notify, onFault });
  const changes = createChanges(list, options.first);
  return updates;
}

/** Compares the list with the events that its subscriber has received. */
function createChanges(list: WatchedList, first: number): { readonly next: () => ListUpdate | undefined } {
  const told = new Map<string, ListedJob>();
  /** Undefined until the first view. */
  let toldCoverage: string | undefined;
  let planned: Planned[] = [];

  function plan(view: ListView): Planned[] {
    const isFirst = toldCoverage === undefined;
    const coverage = toCoverage(view.issues);
    // The events of the present jobs carry the issues of sources that are not covered.
    toldCoverage ??= view.jobs.size > 0 ? coverage : toCoverage([]);
    const ofCoverage: Planned[] = coverage === toldCoverage ? [] : [{ kind: 'COVERAGE_CHANGED', shown: undefined }];
    const toLast = (job: ListedJob): LastSeen => findLast(job, view, list, first);
    return [...ofCoverage, ...planJobs(told, view, isFirst ? 'PRESENT' : 'APPEARED', toLast)];
  }

  /** The event with the current state of the list; undefined if it no longer applies. */
  function toUpdate({ kind, shown }: Planned, { jobs, issues, issuesText }: ListView): ListUpdate | undefined {
    if (shown === undefined) {
      const coverage = toCoverage(issues);
      if (coverage === toldCoverage) return undefined;
      toldCoverage = coverage;
      return { kind, issues, shown, shared: undefined };
    }
    const { id } = shown.job;
    const job = jobs.get(id);
    if (kind === 'LEFT')
      return job === undefined && told.delete(id) ? { kind, issues, shown, shared: undefined } : undefined;
    if (job === undefined) return undefined;
    told.set(id, job);
    const shared = { change: job, kind: `${kind} ${issuesText}` };
    return { kind, issues, shown: job === shown.job ? shown : toShownAlone(job), shared };
  }

  return {
    next: () => {
      const view = list.view();
      while (view !== undefined) {
        const next = planned.shift();
        const update = next && toUpdate(next, view);
        if (update !== undefined) return update;
        if (planned.length > 0) continue;
        planned = plan(view);
        if (planned.length === 0) break;
      }
      return undefined;
    },
  };
}

type LastSeen = Pick<ShownJob, 'job' | 'unseenSince'>;

/** The newest known state of a job that has left the list. */
function findLast(job: ListedJob, { jobs }: ListView, list: WatchedList, first: number): LastSeen {
  const seen = list.findLeft(job);
  if (seen !== undefined) return { job: seen, unseenSince: undefined };
  const last = [...jobs.values()].at(-1);
  const isDisplaced = jobs.size >= first && last !== undefined && compareListed(last, job) < 0;
  return { job, unseenSince: isDisplaced ? undefined : list.seenAt(job.source) };
}

/** Those that have left come first, so that its subscriber never holds more than the list. */
function planJobs(
  told: ReadonlyMap<string, ListedJob>,
  { jobs }: ListView,
  kindOfNew: 'PRESENT' | 'APPEARED',
  toLast: (job: ListedJob) => LastSeen,
): readonly Planned[] {
  const group: ShownGroup = { members: [], nodes: undefined };
  const toPlanned = (kind: Planned['kind'], { job, unseenSince }: LastSeen): Planned => {
    const shown = { job, unseenSince, group };
    group.members.push(shown);
    return { kind, shown };
  };
  const changed = [...jobs.values()].filter((job) => {
    const before = told.get(job.id);
    return before !== undefined && !hasSameFacts(before, job);
  });
  return [
    ...[...told.values()].filter(({ id }) => !jobs.has(id)).map((job) => toPlanned('LEFT', toLast(job))),
    ...[...jobs.values()]
      .filter(({ id }) => !told.has(id))
      .map((job) => toPlanned(kindOfNew, { job, unseenSince: undefined })),
    ...changed.map((job) => toPlanned('CHANGED', { job, unseenSince: undefined })),
  ];
}

function toShownAlone(job: ListedJob): ShownJob {
  const group: ShownGroup = { members: [], nodes: undefined };
  const shown = { job, unseenSince: undefined, group };
  group.members.push(shown);
  return shown;
}
