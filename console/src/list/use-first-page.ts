/** Looks every 15 seconds, and when the tab is seen again, whether the list has new jobs. They are counted, never inserted: rows do not move by themselves. */
import { useEffect, useRef, useState } from 'preact/hooks';
import {
  ConsoleFirstPageDocument,
  type ConsoleJobsQuery,
  type ConsoleJobsQueryVariables,
  type CoverageFragment,
} from '../graph/graphql.generated.ts';
import { graph } from '../graph/graph.ts';
import { usePoll } from '../shared/use-poll.ts';
import { pageSize } from '../state/list-request.ts';
import { findNew } from '../state/rows.ts';

const interval = 15_000;

export interface FirstPage {
  readonly count: number;
  /** As the latest look found it. Null before the first. */
  readonly coverage: CoverageFragment | null;
}

type Page = NonNullable<ConsoleJobsQuery['jobs']>;

const nothing: FirstPage = { count: 0, coverage: null };

/** @param key of the shown page's jobs: another one begins anew */
export function useFirstPage(variables: ConsoleJobsQueryVariables, page: Page | null, key: string): FirstPage {
  const [look, setLook] = useState(nothing);
  const known = useRef<ReadonlySet<string>>(new Set());
  const present = useRef(key);
  useEffect(() => {
    present.current = key;
    known.current = new Set(page?.nodes.map(({ id }) => id));
    setLook(nothing);
  }, [key]);
  usePoll(() => {
    if (page === null || page.pageInfo.hasPreviousPage) return;
    void lookAgain(variables).then((jobs) => {
      if (jobs === null || present.current !== key) return;
      const ids = jobs.nodes.map(({ id }) => id);
      const fresh = findNew(ids, known.current, !page.pageInfo.hasNextPage);
      setLook({ count: fresh.length, coverage: jobs });
    });
  }, interval);
  return look;
}

async function lookAgain({ orderBy = null, filter = null }: ConsoleJobsQueryVariables) {
  const { data } = await graph.peek().ask(ConsoleFirstPageDocument, { first: pageSize, orderBy, filter });
  return data?.jobs ?? null;
}
