/** The rows of a page as they stand now: what lists do not say is read once for all of them, and what moves is watched. */
import type { CombinedError } from '@urql/core';
import { useQuery, useSubscription } from '@urql/preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ConsoleJobUpdatedDocument, ConsoleRowsDocument } from '../graph/graphql.generated.ts';
import { chooseWatched, groupErrors, needsRead, toRow, type ListedJob, type Row } from '../state/rows.ts';

export type RowsById = ReadonlyMap<string, Row>;

/**
 * @param jobs as they stand now
 * @param listed as they were when the page was asked for, and the same value until another is
 * @param listError errors of the page that the jobs stand on, at `jobs.nodes`
 */
export function useRows(
  jobs: readonly ListedJob[],
  listed: readonly ListedJob[],
  listError: CombinedError | undefined,
): RowsById {
  const ids = useMemo(() => listed.filter(needsRead).map(({ id }) => id), [listed]);
  const [read] = useQuery({ query: ConsoleRowsDocument, variables: { ids }, pause: ids.length === 0 });
  const rows = useMemo(() => {
    const listErrors = groupErrors(listError?.graphQLErrors ?? [], 2);
    const readErrors = groupErrors(read.error?.graphQLErrors ?? [], 1);
    const entries = jobs.map((job, place) => {
      const readPlace = ids.indexOf(job.id);
      const found = read.data?.jobsById?.[readPlace];
      const errors = new Set([...(listErrors.get(place) ?? []), ...(readErrors.get(readPlace) ?? [])]);
      return [job.id, toRow(job, found?.id === job.id ? found : null, [...errors])] as const;
    });
    return new Map<string, Row>(entries);
  }, [jobs, ids, read.data, read.error, listError]);
  useWatch(rows);
  return rows;
}

/** Events change the queries, and so the rows. */
function useWatch(rows: RowsById): void {
  const [watched, setWatched] = useState<readonly string[]>([]);
  useEffect(() => {
    setWatched((present) => chooseWatched(present, [...rows.values()]));
  }, [rows]);
  useSubscription({
    query: ConsoleJobUpdatedDocument,
    variables: { ids: watched },
    pause: watched.length === 0,
  });
}
