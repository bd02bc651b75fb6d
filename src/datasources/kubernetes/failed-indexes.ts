/** The indexes of an Indexed Job as the provider writes them: numbers and ranges, e.g. `1,3-5,7`. */
import { BadAnswer } from '../../provider/contract/adapter.ts';

/** An index or a range of them, both ends included. */
export interface IndexRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** In ascending order, without overlaps. Throws `BadAnswer` for any other text. */
export function parseIndexes(text: string): readonly IndexRange[] {
  if (text === '') return [];
  const ranges = text
    .split(',')
    .map(parseRange)
    .sort((one, other) => (one.first < other.first ? -1 : one.first > other.first ? 1 : 0));
  const apart: IndexRange[] = [];
  for (const range of ranges) {
    const before = apart.at(-1);
    if (before === undefined || range.first > before.last) apart.push(range);
    else if (range.last > before.last) apart[apart.length - 1] = { first: before.first, last: range.last };
  }
  return apart;
}

function parseRange(text: string): IndexRange {
  const [, first, last = first] = /^(\d{1,20})(?:-(\d{1,20}))?$/.exec(text) ?? [];
  if (first === undefined || last === undefined || BigInt(last) < BigInt(first))
    throw new BadAnswer('status.failedIndexes', 'text', 'other text');
  return { first: BigInt(first), last: BigInt(last) };
}

/** How many indexes the ranges contain together. */
export function countIndexes(ranges: readonly IndexRange[]): bigint {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

/** Every index as text. Only for ranges that were counted: a range may be of any length. */
export function listIndexes(ranges: readonly IndexRange[]): readonly string[] {
  return ranges.flatMap(({ first, last }) =>
    Array.from({ length: Number(last - first) + 1 }, (_, offset) => String(first + BigInt(offset))),
  );
}
