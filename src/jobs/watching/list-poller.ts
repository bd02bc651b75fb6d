/** One list of a source that is watched: looked at again and again, by polls and after hints. */
import { Abandoned } from '../../calls/abandoned.ts';
import type { ReadContext } from '../../calls/read-context.ts';
import { createTally, type OperationTally } from '../../calls/tally.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Instant } from '../../provider/contract/job.ts';
import type { Yielder } from '../../calls/yielder.ts';
import { createRefreshTriggers, type RefreshTriggersOptions } from './refresh-triggers.ts';
import type { RowStream } from '../lists/list-reader.ts';
import type { PageAllowance } from '../lists/list-run.ts';
import { createJobLoader, type JobLoader } from '../reading/loader.ts';
import { shareRows, type RowCursor, type SharedRows } from './shared-rows.ts';

/** One look at a list, which all its followers share. */
export interface ListSnapshot extends SharedRows {
  readonly startedAt: Instant;
  /** Rows of all lists are judged in turns. */
  readonly yielder: Yielder;
  /** Reads jobs whose rows do not say enough, each once for all followers. */
  readonly loader: JobLoader;
}

/** A subscription to a list's changes. */
export interface ListFollower {
  /** Reads as far as it needs. Resolves to whether it saw a change. Never rejects. */
  readonly see: (snapshot: ListSnapshot) => Promise<boolean>;
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

/** The list, how many pages a look may read, and who keeps its rows. */
export interface ListPollerOptions extends RefreshTriggersOptions, Clock {
  readonly allowance: PageAllowance;
  readonly yielder: Yielder;
  /**
   * Called when a look has ended: its rows are held for later followers until `drop` is called. 0: no rows are held.
   */
  readonly retain: (rows: number, drop: () => void) => void;
}

/** A look takes a page from another process if it was read within this last part of the interval. */
const shareOfInterval = 0.9;

interface LastSnapshot {
  readonly snapshot: ListSnapshot;
  /** By the monotonic clock. */
  readonly at: number;
}

/** Looks at the list at intervals, and soon after hints. */
export function createListPoller(options: ListPollerOptions): ListPoller {
  const { monotonic, toWait, retain } = options;
  const followers = new Set<ListFollower>();
  const controller = new AbortController();
  const { signal } = controller;
  let last: LastSnapshot | undefined;
  /** What the followers still read of the running look; undefined between looks. */
  let seeing: Set<Promise<boolean>> | undefined;
  let [quiet, calls] = [0, 1];
  const triggers = createRefreshTriggers(options, (since) => void look(since));

  /**
   * Ends when all followers have seen the look, those included that have joined meanwhile.
   * @param since when the wait for this look began: pages that other processes have read in most of that time are
   * taken. Default: only fresh pages are
   */
  async function look(since = monotonic()): Promise<void> {
    const isAfresh = triggers.begin();
    const tally = createTally();
    const pageAge = (monotonic() - since) * shareOfInterval;
    const begun = beginLook(options, { requester, operation: controller, signal, tally, pageAge, isAfresh });
    last = { snapshot: begun.snapshot, at: monotonic() };
    seeing = new Set([...followers].map(({ see }) => see(begun.snapshot)));
    quiet = (await haveChanged(seeing)) ? 0 : quiet + 1;
    seeing = undefined;
    calls = countCalls(tally);
    if (signal.aborted) return;
    retain(begun.rows(), drop);
    triggers.wait(quiet);
  }

  function drop(): void {
    if (seeing === undefined) last = undefined;
  }

  return {
    join: (follower) => {
      followers.add(follower);
      if (last !== undefined && seeing !== undefined) seeing.add(follower.see(last.snapshot));
      else if (last !== undefined && monotonic() - last.at < toWait(0)) void follower.see(last.snapshot);
      else void look();
      return () => followers.delete(follower);
    },
    size: () => followers.size,
    calls: () => calls,
    stop: () => {
      triggers.stop();
      retain(0, drop);
      controller.abort(new Abandoned());
    },
  };
}

/** All polls together count as one requester, those of single jobs included. */
const requester = 'watcher';

interface BegunLook {
  readonly snapshot: ListSnapshot;
  /** How many rows it holds. */
  readonly rows: () => number;
}

function beginLook(options: ListPollerOptions, context: ReadContext): BegunLook {
  const { source, filter, allowance, yielder, now } = options;
  let stream: RowStream | undefined;
  const shared = shareRows((onFailure) => {
    stream = source.listReader?.stream({ filter, context, allowance, onFailure });
    return stream ?? noRows;
  });
  const snapshot = {
    ...shared,
    startedAt: new Date(now()).toISOString(),
    yielder,
    loader: createJobLoader(source.reader, context),
  };
  return { snapshot, rows: () => stream?.rows() ?? 0 };
}

const noRows: RowCursor = { next: () => undefined, isTruncated: () => false };

/** Also waits for promises that are added meanwhile. */
async function haveChanged(seeing: ReadonlySet<Promise<boolean>>): Promise<boolean> {
  let hasChanged = false;
  for (const one of seeing) hasChanged = (await one) || hasChanged;
  return hasChanged;
}

function countCalls(tally: OperationTally): number {
  const counts = [...tally.bySource.values()].flatMap(({ calls }) => Object.values(calls));
  return Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0),
  );
}
