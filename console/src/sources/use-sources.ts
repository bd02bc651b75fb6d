/** The sources as every part of the page needs them: asked for once, however many parts show them. */
import { useQuery } from '@urql/preact';
import { ConsoleSourcesDocument, type ConsoleSourcesQuery } from '../graph/graphql.generated.ts';

export type Source = NonNullable<ConsoleSourcesQuery['jobSources']>[number];

/** Empty until they are known. */
export function useSources(): readonly Source[] {
  const [{ data }] = useQuery({ query: ConsoleSourcesDocument, variables: {} });
  return data?.jobSources ?? none;
}

const none: readonly Source[] = [];
