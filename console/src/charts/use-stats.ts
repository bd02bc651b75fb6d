/** The counts and the chart of what the address says, asked for anew each minute. */
import { useQuery } from '@urql/preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import {
  ConsoleStatsDocument,
  type ConsoleStatsQuery,
  type ConsoleStatsQueryVariables,
} from '../graph/graphql.generated.ts';
import { usePoll } from '../shared/use-poll.ts';
import { formatAddress, type Address } from '../state/address.ts';
import { now } from '../state/clock.ts';
import { addCounts, countFailed, countUnsaid, type Counts } from '../state/counts.ts';
import { failedCount } from '../state/failed-count.ts';
import { toStatsRequest } from '../state/stats-request.ts';

export interface Stats {
  /** The address that they are about. */
  readonly key: string;
  /** Null until they are known, and where they cannot be. */
  readonly counts: Counts | null;
  /** Jobs that are in no count, because their list says no status. */
  readonly unsaid: number;
  readonly chart: ConsoleStatsQuery['charted'];
  readonly request: ConsoleStatsQueryVariables;
  readonly hasFailed: boolean;
}

const minute = 60_000;

export function useStats(address: Address): Stats {
  const key = formatAddress({ ...address, job: null, open: null, group: null, cursors: {} });
  const [asked, setAsked] = useState(0);
  const request = useMemo(() => toStatsRequest(address, now.peek()), [key, asked]);
  const [{ data, error }] = useQuery({ query: ConsoleStatsDocument, variables: request });
  usePoll(() => setAsked(asked + 1), minute);
  const shown = useKept(key, data);
  const isWhole = shown?.counted != null && (!request.isSplit || shown.recent != null);
  const counts = useMemo(
    () => (isWhole ? addCounts([shown.counted, shown.recent].filter((part) => part != null)) : null),
    [shown],
  );
  useEffect(() => {
    if (counts !== null) failedCount.value = countFailed(counts);
  }, [counts]);
  return {
    key,
    counts,
    unsaid: countUnsaid(shown?.unsaid ?? shown?.counted ?? null),
    chart: shown?.charted ?? null,
    request,
    hasFailed: error !== undefined && !isWhole,
  };
}

/** The latest answer about the same address: where another has none, it stays. */
function useKept(key: string, data: ConsoleStatsQuery | undefined): ConsoleStatsQuery | undefined {
  const kept = useRef<{ readonly key: string; readonly data: ConsoleStatsQuery } | null>(null);
  if (data !== undefined) kept.current = { key, data };
  return kept.current?.key === key ? kept.current.data : undefined;
}
