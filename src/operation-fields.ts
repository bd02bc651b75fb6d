/** What a log line says of an operation, whichever way it came. */
import type { Viewer } from './auth/viewer.ts';
import type { OperationSummary } from './plugins/operation-summary.ts';
import type { SourceTally } from './upstream/tally.ts';

export function toOperationFields(
  { name, type, errorCodes }: OperationSummary,
  bySource: ReadonlyMap<string, SourceTally>,
  viewer: Viewer,
): object {
  return { operation: name, type, ...toCost(bySource), errors: errorCodes, viewer: viewer.kind };
}

/** Sums over the operation's sources. */
function toCost(bySource: ReadonlyMap<string, SourceTally>): object {
  const tallies = [...bySource.values()];
  return {
    upstreamCalls: tallies.flatMap(({ calls }) => Object.values(calls)).reduce(add, 0),
    cacheHits: tallies.map(({ cacheHits }) => cacheHits).reduce(add, 0),
    shared: tallies.map(({ shared }) => shared).reduce(add, 0),
  };
}

function add(one: number, other: number): number {
  return one + other;
}
