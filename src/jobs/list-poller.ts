/** One list of a source that is watched: looked at again and again, after news of its feed or by polls. */
import { Abandoned } from '../calls/abandoned.ts';
import type { ReadContext } from '../calls/read-context.ts';
import { createTally, type OperationTally } from '../calls/tally.ts';
import type { Clock } from '../clock.ts';
import type { Instant } from '../job.ts';
import { compareRows } from './container-pages.ts';
import type { FollowedList } from './feeds.ts';
import { createOccasions, type OccasionsOptions } from './list-occasions.ts';
import type { RowStream } from './list-reader.ts';
import type { PageAllowance } from './list-run.ts';
import { createJobLoader, type JobLoader } from './loader.ts';
import { shareRows, type SharedRows } from './shared-rows.ts';

/** What all followers of a list see of it at one time. */
export interface ListLook extends SharedRows {
  readonly startedAt: Instant;
  /** Reads jobs whose rows do not say enough, each once for all followers. */
  readonly loader: JobLoader;
}

/** A subscription that is told of changes of a list. */
export interface ListFollower {
  /** Reads as far as it needs. Resolves to whether it saw a change. Never rejects. */
  readonly see: (look: ListLook) => Promise<boolean>;
}

/** Reads one list again and again, for all who follow it. */
export interface ListPoller {
  /** The follower sees the last look if that is fresh enough, else a new one. Returns what makes it leave. */
  readonly join: (follower: ListFollower) => () => unknown;
  /** How many follow. */
  readonly size: () => number;
  /** How many calls the last look made; at least 1. */
  readonly calls: () => number;
  readonly stop: () => void;
}

export interface ListPollerOptions extends OccasionsOptions, Clock {
  readonly allowance: PageAllowance;
  /** Called when a look has ended: its rows are held for later followers until `drop` is called. 0: none are held. */
  readonly hold: (rows: number, drop: () => void) => void;
}

/** A page that another process has read in this last part of an interval does for a look. */
const shareOfInterval = 0.9;

interface Held {
  readonly look: ListLook;
  /** By the monotonic clock. */
  readonly at: number;
}

/** Looks at the list at intervals, or at each change where a feed is live. */
export function createListPoller(options: ListPollerOptions): ListPoller {
  const { monotonic, toWait, hold } = options;
  const followers = new Set<ListFollower>();
  const controller = new AbortController();
  const { signal } = controller;
  let held: Held | undefined;
  /** What the followers still read of the running look; undefined between looks. */
  let seeing: Set<Promise<boolean>> | undefined;
  let [quiet, calls] = [0, 1];
  const occasions = createOccasions(options, (since) => void look(since));

  /**
   * Ends when all followers have seen it, those included that have joined meanwhile.
   * @param since from when on a page of another process does. Default: none does that is not fresh
   */
  async function look(since = monotonic()): Promise<void> {
    occasions.begin();
    const tally = createTally();
    const pageAge = (monotonic() - since) * shareOfInterval;
    const begun = beginLook(options, occasions.live(), { requester, operation: controller, signal, tally, pageAge });
    held = { look: begun.look, at: monotonic() };
    seeing = new Set([...followers].map(({ see }) => see(begun.look)));
    quiet = (await haveChanged(seeing)) ? 0 : quiet + 1;
    seeing = undefined;
    calls = countCalls(tally);
    if (signal.aborted) return;
    hold(begun.rows(), drop);
    occasions.wait(quiet);
  }

  function drop(): void {
    if (seeing === undefined) held = undefined;
  }

  return {
    join: (follower) => {
      followers.add(follower);
      if (held !== undefined && seeing !== undefined) seeing.add(follower.see(held.look));
      else if (held !== undefined && (occasions.areAllSeen() || monotonic() - held.at < toWait(0)))
        void follower.see(held.look);
      else void look();
      return () => followers.delete(follower);
    },
    size: () => followers.size,
    calls: () => calls,
    stop: () => {
      occasions.stop();
      hold(0, drop);
      controller.abort(new Abandoned());
    },
  };
}

/** All polls together count as one requester, those of single jobs included. */
const requester = 'watcher';

interface BegunLook {
  readonly look: ListLook;
  /** How many rows it holds. */
  readonly rows: () => number;
}

function beginLook(options: ListPollerOptions, live: FollowedList | undefined, context: ReadContext): BegunLook {
  const { source, filter, allowance, now } = options;
  let stream: RowStream | undefined;
  const shared = shareRows((onFailure) => {
    if (live !== undefined) return toStream(live);
    stream = source.listReader?.stream({ filter, context, allowance, onFailure });
    return stream ?? noRows;
  });
  const look = {
    ...shared,
    startedAt: new Date(now()).toISOString(),
    loader: createJobLoader(source.reader, context),
  };
  return { look, rows: () => stream?.rows() ?? 0 };
}

const noRows: Pick<RowStream, 'next' | 'isTruncated'> = {
  next: () => Promise.resolve(undefined),
  isTruncated: () => false,
};

/** What a live feed holds, as its list would give it. */
function toStream(live: FollowedList): typeof noRows {
  const rows = live
    .jobs()
    .map(([key, record]) => {
      const { facts, withheld, fetchedAt } = record;
      return { key, facts, withheld, fetchedAt, record };
    })
    .sort(compareRows)
    .values();
  return { ...noRows, next: () => Promise.resolve(rows.next().value) };
}

/** Also of those that are added meanwhile. */
async function haveChanged(seeing: ReadonlySet<Promise<boolean>>): Promise<boolean> {
  let hasChanged = false;
  for (const one of seeing) hasChanged = (await one) || hasChanged;
  return hasChanged;
}

function countCalls(tally: OperationTally): number {
  const counts = [...tally.bySource().values()].flatMap(({ calls }) => Object.values(calls));
  return Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0),
  );
}
