/** The newest runs of each definition, counted anew each minute. */
import { useQuery } from '@urql/preact';
import { useMemo, useRef } from 'preact/hooks';
import { ConsoleMarksDocument } from '../graph/graphql.generated.ts';
import { usePoll } from '../shared/use-poll.ts';
import type { Address } from '../state/address.ts';
import { toFilter } from '../state/list-request.ts';
import { indexRuns, type Runs } from '../state/marks.ts';
import { cleared } from '../state/chips.ts';

export type RunsByKey = ReadonlyMap<string, Runs>;

const minute = 60_000;

/** By what `toRunsKey` gives; empty until they are known. */
export function useMarks(address: Address): RunsByKey {
  const { sources, providers, accounts, labels } = address;
  // Other conditions leave out runs that the words need.
  const filter = toFilter({ ...address, ...cleared, sources, providers, accounts, labels });
  const [{ data }, execute] = useQuery({ query: ConsoleMarksDocument, variables: { filter } });
  usePoll(() => execute({ requestPolicy: 'network-only' }), minute);
  const latest = useRef<RunsByKey>(new Map());
  return useMemo(() => {
    if (data?.jobStats != null) latest.current = indexRuns(data.jobStats.byDefinition);
    return latest.current;
  }, [data]);
}
