/** A section of the list as the address asks for it: its page, the rows as they stand now, and whether there is something new. */
import { signal } from '@preact/signals';
import type { CombinedError } from '@urql/core';
import { useQuery } from '@urql/preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { ConsoleJobsDocument, type ConsoleJobsQuery, type CoverageFragment } from '../graph/graphql.generated.ts';
import { formatAddress, type Address } from '../state/address.ts';
import { now } from '../state/clock.ts';
import { toSectionRequest } from '../state/list-request.ts';
import type { ListedJob } from '../state/rows.ts';
import type { SectionName } from '../state/sections.ts';
import { useFirstPage, type FirstPage } from './use-first-page.ts';
import { useRows, type RowsById } from './use-rows.ts';

type Page = NonNullable<ConsoleJobsQuery['jobs']>;

export interface Section {
  readonly name: SectionName;
  /** Null until the first answer, and where there is none. While another is awaited, it is the one before. */
  readonly page: Page | null;
  /** The jobs of the page as they were when it was asked for: what decides where a row stands. */
  readonly listed: readonly ListedJob[];
  readonly isLoading: boolean;
  /** Whether what is shown belongs to another address. */
  readonly isOther: boolean;
  /** Why there is no page. */
  readonly error: CombinedError | null;
  readonly rows: RowsById;
  readonly news: FirstPage;
  /** What is not covered, by the latest answer. */
  readonly coverage: CoverageFragment | null;
}

/** Each change asks for all sections anew. */
const loads = signal(0);

export function reloadSections(): void {
  loads.value += 1;
}

/** @param isPaused true while the section is closed: nothing is asked for then */
export function useSection(address: Address, name: SectionName, isPaused: boolean): Section {
  const key = `${name} ${formatAddress({ ...address, job: null, open: null, group: null, cursors: {} })} ${address.cursors[name] ?? ''}`;
  const count = loads.value;
  // Ranges that end now begin to count when the list is asked for, not with each second.
  const variables = useMemo(() => toSectionRequest(address, name, now.peek()), [key, count]);
  const [{ data, error, fetching, stale }, execute] = useQuery({
    query: ConsoleJobsDocument,
    variables,
    pause: isPaused,
  });
  const asked = useRef(count);
  useEffect(() => {
    if (asked.current === count) return;
    asked.current = count;
    if (!isPaused) execute({ requestPolicy: 'network-only' });
  }, [count]);
  const answer = isPaused ? null : (data?.jobs ?? null);
  const latest = useLatest({ page: answer, key }, !isPaused && (fetching || error === undefined));
  const page = latest.page;
  const nodes = page?.nodes ?? none;
  // Events change what the jobs say, and the page is given anew; which jobs it has changes with its request only.
  const loadKey = [latest.key, count, ...nodes.map(({ id }) => id)].join(' ');
  const listed = useMemo(() => nodes, [loadKey]);
  const rows = useRows(nodes, listed, error);
  const news = useFirstPage(variables, page, loadKey);
  return {
    name,
    page,
    listed,
    isLoading: !isPaused && (fetching || stale),
    isOther: latest.key !== key,
    error: data?.jobs == null ? (error ?? null) : null,
    rows,
    news,
    coverage: news.coverage ?? page,
  };
}

const none: Page['nodes'] = [];

interface Keyed {
  readonly page: Page | null;
  readonly key: string;
}

/** What came last, while nothing has come yet in its place. */
function useLatest(present: Keyed, isAwaited: boolean): Keyed {
  const latest = useRef<Keyed>(present);
  const shown = present.page !== null ? present : isAwaited ? latest.current : present;
  useEffect(() => {
    latest.current = shown;
  });
  return shown;
}
