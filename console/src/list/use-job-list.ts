/** The list as the address asks for it: its page, the rows as they stand now, and whether there is something new. */
import type { CombinedError } from '@urql/core';
import { useQuery } from '@urql/preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ConsoleJobsDocument, type ConsoleJobsQuery, type CoverageFragment } from '../graph/graphql.generated.ts';
import { formatAddress, type Address } from '../state/address.ts';
import { now } from '../state/clock.ts';
import { toListRequest, type ListRequest } from '../state/list-request.ts';
import type { ListedJob } from '../state/rows.ts';
import { useFirstPage, type FirstPage } from './use-first-page.ts';
import { useRows, type RowsById } from './use-rows.ts';

type Page = NonNullable<ConsoleJobsQuery['jobs']>;

export interface JobList {
  /** Null until the first answer, and where there is none. While another is awaited, it is the one before. */
  readonly page: Page | null;
  /** The jobs of the page as they were when it was asked for: what decides where a row stands. */
  readonly listed: readonly ListedJob[];
  readonly request: ListRequest;
  readonly isLoading: boolean;
  /** Why there is no page. */
  readonly error: CombinedError | null;
  readonly rows: RowsById;
  readonly news: FirstPage;
  /** What is not covered, by the latest answer. */
  readonly coverage: CoverageFragment | null;
  readonly reload: () => void;
}

export function useJobList(address: Address): JobList {
  const key = formatAddress({ ...address, job: null });
  const [loads, setLoads] = useState(0);
  // Ranges that end now begin to count when the list is asked for, not with each second.
  const request = useMemo(() => toListRequest(address, now.peek()), [key, loads]);
  const [{ data, error, fetching, stale }, execute] = useQuery({
    query: ConsoleJobsDocument,
    variables: request.variables,
  });
  const page = useLatest(data?.jobs ?? null, fetching || error === undefined);
  const nodes = page?.nodes ?? none;
  // Events change what the jobs say, and the page is given anew; which jobs it has changes with its request only.
  const loadKey = [key, loads, ...nodes.map(({ id }) => id)].join(' ');
  const listed = useMemo(() => nodes, [loadKey]);
  const rows = useRows(nodes, listed, error);
  const news = useFirstPage(request, page, loadKey);
  return {
    page,
    listed,
    request,
    isLoading: fetching || stale,
    error: data?.jobs == null ? (error ?? null) : null,
    rows,
    news,
    coverage: news.coverage ?? page,
    reload: () => {
      news.forget();
      setLoads(loads + 1);
      execute({ requestPolicy: 'network-only' });
    },
  };
}

const none: Page['nodes'] = [];

/** What came last, while nothing has come yet in its place. */
function useLatest<Value>(value: Value | null, isAwaited: boolean): Value | null {
  const latest = useRef<Value | null>(null);
  const shown = value ?? (isAwaited ? latest.current : null);
  useEffect(() => {
    latest.current = shown;
  });
  return shown;
}
