/** The summary of an operation for log and metrics, over any transport: its kind, its cost and its failures. */
import type { Viewer } from '../auth/viewer.ts';
import type { OperationTally, SourceTally } from '../calls/tally.ts';

/** Nothing of what was asked or answered. */
export interface OperationSummary {
  /** Null for one without a name, or whose document could not be read. */
  readonly name: string | null;
  readonly type: 'query' | 'mutation' | 'subscription' | null;
  /** Of the answer's errors, each once. */
  readonly errorCodes: readonly string[];
}

/** With its code, as it goes out. */
export interface CodedError {
  readonly extensions?: Readonly<Record<string, unknown>>;
}

const maxNameLength = 100;

/** The operation's name, shortened for logs and metrics. */
export function toSummaryName(operationName: string | null | undefined): string | null {
  return operationName?.slice(0, maxNameLength) ?? null;
}

/** Each once, in the order of the alphabet. */
export function toErrorCodes(errors: readonly CodedError[]): readonly string[] {
  return [...new Set(errors.map(({ extensions }) => toCode(extensions?.['code'])))].sort();
}

function toCode(code: unknown): string {
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/** For a log line. @param tally undefined for an operation that was refused */
export function toOperationFields(
  { name, type, errorCodes }: OperationSummary,
  tally: OperationTally | undefined,
  viewer: Viewer,
): object {
  const failures = [...(tally?.failures.values() ?? [])];
  return {
    operation: name,
    type,
    ...toCost([...(tally?.bySource.values() ?? [])]),
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
