/**
 * The orders of the job list, and the places of jobs in them, by what the rows say. A cursor is a place: opaque, versioned,
 * bound to the filter and order that it was made with.
 */
import type { Instant } from '../../provider/contract/job.ts';
import type { ReadRow } from '../../jobs/lists/container-pages.ts';
import type { JobOrder } from '../types.generated.ts';
import { createHash } from 'node:crypto';
import { InputError } from '../../errors/errors.ts';

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
    // A job whose row does not say whether it has ended is not read for that: it must not be hidden, so it counts as not ended.
    toRankAndTime: (row) => (row.facts.isTerminal ? { rank: 1, time: row.facts.endedAt } : byCreation(row)),
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

const version = 2;
/** Far above the length of any cursor that is issued. */
const maxCursorLength = 2000;

/** @param listKey the filter and order in a form that is equal for equal ones */
export function formatCursor({ rank, time, id }: Place, listKey: string): string {
  const body = JSON.stringify([version, rank, time, id]);
  return Buffer.from(`${toChecksum(body, listKey)}${body}`).toString('base64url');
}

/**
 * Throws `InputError` for a cursor that is damaged, of another version, filter or order.
 * @param argument its name
 */
export function parseCursor(cursor: string, listKey: string, argument: string): Place {
  const text = cursor.length > maxCursorLength ? '' : Buffer.from(cursor, 'base64url').toString();
  const body = text.slice(checksumLength);
  if (text === '' || toChecksum(body, listKey) !== text.slice(0, checksumLength)) {
    throw new InputError(
      `\`${argument}\` must be a cursor of this list with this filter and order, but got another text.`,
      { argument },
    );
  }
  const [, rank, time, id] = JSON.parse(body) as [number, Place['rank'], Place['time'], Place['id']];
  return { rank, time, id };
}

const checksumLength = 16;

/** Detects cursors that were changed or come from elsewhere. Not a secret: a cursor contains nothing to protect. */
function toChecksum(body: string, listKey: string): string {
  return createHash('sha256').update(`jobgraph cursor\n${listKey}\n${body}`).digest('hex').slice(0, checksumLength);
}
