/** A query that counts jobs in groups, asked again each minute; while another is awaited, the answer before it. */
import type { CombinedError, TypedDocumentNode } from '@urql/core';
import { useQuery } from '@urql/preact';
import { useMemo, useRef } from 'preact/hooks';
import { usePoll } from '../shared/use-poll.ts';
import { formatAddress, type Address } from '../state/address.ts';
import { now } from '../state/clock.ts';

export interface Grouped<Data> {
  /** Null until the first answer. */
  readonly data: Data | null;
  readonly error: CombinedError | null;
  readonly reload: () => void;
}

const minute = 60_000;

export function useGroupQuery<Data, Variables extends object>(
  query: TypedDocumentNode<Data, Variables>,
  toVariables: (address: Address, now: number) => Variables,
  address: Address,
): Grouped<Data> {
  const key = formatAddress({ ...address, job: null, open: null, cursors: {} });
  const variables = useMemo(() => toVariables(address, now.peek()), [key]);
  const [{ data, error }, execute] = useQuery({ query, variables });
  const reload = (): void => execute({ requestPolicy: 'network-only' });
  usePoll(reload, minute);
  const latest = useRef<Data | null>(null);
  if (data !== undefined) latest.current = data;
  return { data: latest.current, error: data === undefined ? (error ?? null) : null, reload };
}
