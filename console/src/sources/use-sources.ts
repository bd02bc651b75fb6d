/** The sources as every part of the page needs them: asked for once, however many parts show them. */
import type { CombinedError } from '@urql/core';
import { useQuery } from '@urql/preact';
import { useRef } from 'preact/hooks';
import { ConsoleSourcesDocument } from '../graph/graphql.generated.ts';
import type { Source } from '../state/source-health.ts';

export type { Source } from '../state/source-health.ts';

export interface Sources {
  /** Null until they are known. */
  readonly sources: readonly Source[] | null;
  readonly error: CombinedError | null;
  readonly reload: () => void;
}

/** Empty until they are known. */
export function useSources(): readonly Source[] {
  return useSourcesState().sources ?? none;
}

export function useSourcesState(): Sources {
  const [{ data, error }, execute] = useQuery({ query: ConsoleSourcesDocument, variables: {} });
  // Where the gateway does not answer, they are as they last were.
  const latest = useRef<readonly Source[] | null>(null);
  if (data?.jobSources != null) latest.current = data.jobSources;
  return {
    sources: latest.current,
    error: error ?? null,
    reload: () => execute({ requestPolicy: 'network-only' }),
  };
}

const none: readonly Source[] = [];
