/** The counts and the chart of what the address says, asked for anew each minute. */
import { useQuery } from '@urql/preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
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
  const parts = [data?.counted, data?.recent].filter((part) => part != null);
  const isWhole = data?.counted != null && (!request.isSplit || data.recent != null);
  const counts = useMemo(() => (isWhole ? addCounts(parts) : null), [data]);
  useEffect(() => {
    if (counts !== null) failedCount.value = countFailed(counts);
  }, [counts]);
  return {
    key,
    counts,
    unsaid: countUnsaid(data?.unsaid ?? data?.counted ?? null),
    chart: data?.charted ?? null,
    request,
    hasFailed: error !== undefined && !isWhole,
  };
}
