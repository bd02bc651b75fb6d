/** Looks every 15 seconds, and when the tab is seen again, whether the list has new jobs. They are counted, never inserted: rows do not move by themselves. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ConsoleFirstPageDocument, type ConsoleJobsQuery, type CoverageFragment } from '../graph/graphql.generated.ts';
import { graph } from '../graph/graph.ts';
import { refusal } from '../graph/session.ts';
import { now } from '../state/clock.ts';
import { pageSize, type ListRequest } from '../state/list-request.ts';
import { findNew } from '../state/rows.ts';

const interval = 15_000;

export interface FirstPage {
  readonly count: number;
  /** As the latest look found it. Null before the first. */
  readonly coverage: CoverageFragment | null;
  /** When the graph last answered, in milliseconds since 1970. Null before the first answer. */
  readonly answeredAt: number | null;
  /** True once a look has had no answer, until one has. */
  readonly isStale: boolean;
  readonly forget: () => void;
}

type Page = NonNullable<ConsoleJobsQuery['jobs']>;
type Look = Pick<FirstPage, 'count' | 'coverage' | 'answeredAt' | 'isStale'>;

const nothing: Look = { count: 0, coverage: null, answeredAt: null, isStale: false };

/** @param key of the shown page's jobs: another one begins anew */
export function useFirstPage({ variables }: ListRequest, page: Page | null, key: string): FirstPage {
  const [look, setLook] = useState(nothing);
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    known.current = new Set(page?.nodes.map(({ id }) => id));
    setLook({ ...nothing, answeredAt: page === null ? null : now.peek() });
  }, [key]);
  const isFirst = page !== null && !page.pageInfo.hasPreviousPage;
  useEffect(() => {
    if (!isFirst) return undefined;
    const { orderBy = null, filter = null } = variables;
    let isOver = false;
    const ask = async (): Promise<void> => {
      if (document.visibilityState !== 'visible' || refusal.peek() !== null) return;
      const { data } = await graph.peek().ask(ConsoleFirstPageDocument, { first: pageSize, orderBy, filter });
      if (isOver) return;
      const jobs = data?.jobs;
      if (jobs == null) {
        setLook((present) => ({ ...present, isStale: true }));
        return;
      }
      const fresh = findNew(
        jobs.nodes.map(({ id }) => id),
        known.current,
        !page.pageInfo.hasNextPage,
      );
      setLook({ count: fresh.length, coverage: jobs, answeredAt: now.peek(), isStale: false });
    };
    const timer = window.setInterval(() => void ask(), interval);
    const onVisible = (): void => void ask();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      isOver = true;
      window.clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [key, isFirst]);
  return { ...look, forget: () => setLook(nothing) };
}
