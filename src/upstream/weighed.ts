import type { Read } from './adapter.ts';

/** What something weighs in a store: the bytes of the answer that it was read from. */
export interface Weight {
  readonly bytes: number;
}

export interface Weighed<T> extends Weight {
  readonly result: T;
}

/** The same read, its result with its weight. */
export function weighed<T>(read: Read<T>): Read<Weighed<T>> {
  return { ...read, toResult: (answer) => ({ result: read.toResult(answer), bytes: answer.body.byteLength }) };
}
