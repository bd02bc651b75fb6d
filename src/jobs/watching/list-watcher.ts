/** Watches lists: one poller for each list of a source as its provider is asked for it, for all who follow it. */
import { createYielder } from '../../calls/yielder.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ListFilter } from '../../provider/contract/adapter.ts';
import { createListPoller, type ListFollower, type ListPoller, type ListPollerOptions } from './list-poller.ts';
import type { PageAllowance } from '../lists/list-run.ts';
import { toPushedFilter } from './pushed-filter.ts';
import type { Source } from '../source.ts';

export type { ListFollower, ListSnapshot } from './list-poller.ts';

/** What a look at a list of a source may come to. */
export interface LookExtent {
  /** The most rows of its pages. */
  readonly rows: number;
  /** The parts of the filter that its provider applies. */
  readonly pushed: ListFilter;
}

/** The watched lists of all sources. */
export interface ListWatcher {
  /** Undefined if the source cannot be listed. */
  readonly extentOf: (source: Source, filter: ListFilter) => LookExtent | undefined;
  /** The follower sees the list as it is, then again and again. Returns what makes it leave. */
  readonly follow: (source: Source, filter: ListFilter, follower: ListFollower) => () => void;
  /** Lists that are polled. */
  readonly size: () => number;
  /** Stops for good: later followers see nothing. */
  readonly close: () => void;
}

/** How often watched lists are read, and how far. */
interface ListWatcherOptions extends Clock {
  /** From 0 to 1; spreads polls. */
  readonly random: () => number;
  /** Minimum time between two looks at a list, in milliseconds. */
  readonly minInterval: number;
  /** How many pages of a source one look may read. */
  readonly maxPages: number;
}

/** Followers of a list that its provider filters in the same way share one poller. */
export function createListWatcher(options: ListWatcherOptions): ListWatcher {
  const { now, monotonic, maxPages } = options;
  const lists = new Map<Source, Map<string, ListPoller>>();
  const retain = createRowCache();
  const yielder = createYielder(rowsAtOnce);
  let isClosed = false;

  function begin(source: Source, filter: ListFilter, ofSource: ReadonlyMap<string, ListPoller>): ListPoller {
    const toWait = (quiet: number): number => toInterval(source, ofSource, quiet, options);
    const allowance = toAllowance(source, maxPages);
    return createListPoller({ source, filter, allowance, now, monotonic, toWait, yielder, retain });
  }

  return {
    extentOf: (source, filter) => {
      const { listing } = source.adapter;
      if (listing === undefined) return undefined;
      const { pages } = toAllowance(source, maxPages);
      return { rows: pages * listing.maxPageSize, pushed: toPushedFilter(listing, filter) };
    },
    follow: (source, filter, follower) => {
      const { listing } = source.adapter;
      if (isClosed || listing === undefined) return () => undefined;
      const ofSource = lists.get(source) ?? new Map<string, ListPoller>();
      lists.set(source, ofSource);
      const pushed = toPushedFilter(listing, filter);
      const key = JSON.stringify(pushed);
      const poller = ofSource.get(key) ?? begin(source, pushed, ofSource);
      ofSource.set(key, poller);
      const leave = poller.join(follower);
      return () => {
        leave();
        if (poller.size() > 0 || ofSource.get(key) !== poller) return;
        poller.stop();
        ofSource.delete(key);
      };
    },
    size: () => [...lists.values()].reduce((sum, { size }) => sum + size, 0),
    close: () => {
      isClosed = true;
      for (const ofSource of lists.values()) for (const { stop } of ofSource.values()) stop();
      lists.clear();
    },
  };
}

/** Rows that all lists judge in one turn of the event loop: a millisecond of work. */
const rowsAtOnce = 5000;
/** Polls of lists may use this share of a source's rate. */
const shareOfRate = 0.5;
/** A list in which nothing changes is looked at less and less often. */
const growth = 1.2;
const maxQuietMilliseconds = 60_000;

/** All lists of a source together stay within their share of its rate. */
function toInterval(
  { requestsPerSecond }: Source,
  ofSource: ReadonlyMap<string, ListPoller>,
  quiet: number,
  { minInterval, random }: ListWatcherOptions,
): number {
  const calls = [...ofSource.values()].reduce((sum, poller) => sum + poller.calls(), 0);
  const shortest = Math.max(minInterval, (calls / (requestsPerSecond * shareOfRate)) * 1000);
  const longest = Math.max(shortest, maxQuietMilliseconds);
  return Math.min(shortest * growth ** quiet, longest) * (1 + random() * 0.1);
}

/** The first page of each container, and as many pages as a list may have. */
function toAllowance({ adapter: { listing } }: Source, maxPages: number): PageAllowance {
  const named = listing === undefined || 'list' in listing.containers ? 1 : listing.containers.length;
  return { pages: Math.max(maxPages, named), takeFirst: () => true };
}

/** Rows that are held for later followers, of all lists together. */
const maxRetainedRows = 50_000;

/** Drops what was held longest. Called again with the same `drop`, it counts the new rows in place of the former ones. */
function createRowCache(): ListPollerOptions['retain'] {
  const rowsOf = new Map<() => void, number>();
  let size = 0;

  function release(drop: () => void): void {
    size -= rowsOf.get(drop) ?? 0;
    rowsOf.delete(drop);
  }

  return (rows, drop) => {
    release(drop);
    if (rows === 0) return;
    rowsOf.set(drop, rows);
    size += rows;
    for (const oldest of rowsOf.keys()) {
      if (size <= maxRetainedRows) return;
      release(oldest);
      oldest();
    }
  };
}
