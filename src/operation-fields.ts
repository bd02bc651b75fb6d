/** What a log line says of an operation, whichever way it came. */
import type { Viewer } from './auth/viewer.ts';
import type { OperationSummary } from './plugins/operation-summary.ts';
import type { OperationTally, SourceTally } from './upstream/tally.ts';

/** @param tally undefined for an operation that was refused */
export function toOperationFields(
  { name, type, errorCodes }: OperationSummary,
  tally: OperationTally | undefined,
  viewer: Viewer,
): object {
  const failures = tally?.failures() ?? [];
  return {
    operation: name,
    type,
    ...toCost([...(tally?.bySource().values() ?? [])]),
    errors: errorCodes,
    ...(failures.length === 0 ? {} : { failures }),
    viewer: viewer.kind,
  };
}

/** Sums over the operation's sources. */
function toCost(tallies: readonly SourceTally[]): object {
  return {
    upstreamCalls: tallies.flatMap(({ calls }) => Object.values(calls)).reduce(add, 0),
    cacheHits: tallies.map(({ cacheHits }) => cacheHits).reduce(add, 0),
    shared: tallies.map(({ shared }) => shared).reduce(add, 0),
  };
}

function add(one: number, other: number): number {
  return one + other;
}
