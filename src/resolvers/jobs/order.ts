/** The orders of the job list, and the places of jobs in them: by what the rows say. */
import { isTerminal, type Instant } from '../../job.ts';
import type { ReadRow } from '../../jobs/container-pages.ts';
import type { JobOrder } from '../types.generated.ts';

/** A job's place in an order: first by rank, then by time, where unknown ones come last, then by id. */
export interface Place {
  readonly rank: number;
  readonly time: Instant | null;
  /** The graph's id of the job. */
  readonly id: string;
}

interface Order {
  /** 1: the earliest time first; -1: the latest. */
  readonly direction: 1 | -1;
  readonly toRankAndTime: (row: ReadRow) => Pick<Place, 'rank' | 'time'>;
}

const byCreation: Order['toRankAndTime'] = ({ facts }) => ({ rank: 0, time: facts.createdAt });

const orders: Readonly<Record<JobOrder, Order>> = {
  NEWEST_FIRST: { direction: -1, toRankAndTime: byCreation },
  OLDEST_FIRST: { direction: 1, toRankAndTime: byCreation },
  ACTIVE_FIRST: {
    direction: -1,
    // A job whose row does not say its status is not read for that: it must not be hidden, so it counts as not ended.
    toRankAndTime: (row) => (isTerminal(row.facts.status) ? { rank: 1, time: row.facts.endedAt } : byCreation(row)),
  },
};

/** @param id the graph's id of the job */
export function toPlace(order: JobOrder, row: ReadRow, id: string): Place {
  return { ...orders[order].toRankAndTime(row), id };
}

/** For sorting. */
export function comparePlaces(order: JobOrder, one: Place, other: Place): number {
  if (one.rank !== other.rank) return one.rank - other.rank;
  if (one.time !== other.time) {
    if (one.time === null) return 1;
    if (other.time === null) return -1;
    return one.time > other.time ? orders[order].direction : -orders[order].direction;
  }
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
