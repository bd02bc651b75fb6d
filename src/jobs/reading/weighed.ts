/** Facts of an answer beside its result: how many bytes it had, and when it came. */
import type { Read } from '../../provider/contract/adapter.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Instant } from '../../provider/contract/job.ts';

/** The weight of an entry in a store: the bytes of the answer that it was read from. */
export interface Weight {
  readonly bytes: number;
}

/** A result with the bytes of its answer. */
export interface Weighed<T> extends Weight {
  readonly result: T;
  /** The answer's, if the read revalidates. */
  readonly etag?: string;
}

/** The same read, with the weight added to its result. */
export function weighed<T>(read: Read<T>): Read<Weighed<T>> {
  return {
    ...read,
    toResult: (answer, onUnreadable) => {
      const weight = { result: read.toResult(answer, onUnreadable), bytes: answer.body.byteLength };
      const etag = read.revalidates === true ? answer.headers['etag'] : undefined;
      return etag === undefined ? weight : { ...weight, etag };
    },
  };
}

/** The overhead of any entry in addition to its text, in bytes. */
const bytesOfRecord = 500;

/** The bytes that a store counts for an answer, and for the rows that it was read into. */
export function toWeight(bytes: number, rows = 0): number {
  return Math.ceil(bytes) + bytesOfRecord * (1 + rows);
}

/** When an answer came: one instant for all its jobs, so that they are fresh for the same time. */
export interface Arrival {
  readonly fetchedAt: Instant;
  /** By the monotonic clock. */
  readonly readAt: number;
}

/** Now: called once for an answer. */
export function toArrival({ now, monotonic }: Clock): Arrival {
  return { fetchedAt: new Date(now()).toISOString(), readAt: monotonic() };
}
