/** One job with all its open fields, past the cache, and again whenever something about it changes. */
import type { CombinedError } from '@urql/core';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ConsoleJobChangedDocument, ConsoleJobDetailDocument } from '../graph/graphql.generated.ts';
import { graph } from '../graph/graph.ts';
import type { JobDetail } from './job-detail.ts';
import { toProblems, type FieldProblem, type Problem } from './problems.ts';

export interface DetailState {
  /** Null until it has been read; later it stays, even where it cannot be read again. */
  readonly job: JobDetail | null;
  /** Why the job could not be read, the last time. */
  readonly problem: Problem | null;
  /** Fields that could not be read. */
  readonly fieldProblems: readonly FieldProblem[];
}

const nothing: DetailState = { job: null, problem: null, fieldProblems: [] };

/** `state` and a way to read it again. */
export function useJobDetail(id: string): DetailState & { readonly reload: () => void } {
  const [state, setState] = useState(nothing);
  const shown = useRef<JobDetail | null>(null);
  const present = graph.value;

  const reload = useCallback(async (): Promise<void> => {
    const { data, error } = await present.ask(ConsoleJobDetailDocument, { id });
    // Another token has come in the meantime: its own answer follows.
    if (graph.peek() !== present) return;
    shown.current = data?.job ?? shown.current;
    setState({ job: shown.current, ...toProblems(error, data?.job == null) });
  }, [id, present]);

  const isOpen = state.job !== null && state.job.isTerminal !== true;
  useEffect(() => void reload(), [reload]);
  useEffect(() => {
    if (!isOpen) return undefined;
    const changes = present.client.subscription(ConsoleJobChangedDocument, { ids: [id] });
    const watch = changes.subscribe(({ data, error }) => {
      if (isNews(data?.jobUpdated, error, shown.current)) void reload();
    });
    return () => watch.unsubscribe();
  }, [id, present, isOpen, reload]);

  return { ...state, reload: () => void reload() };
}

/** The first event says what is shown already. */
function isNews(event: object | null | undefined, error: CombinedError | undefined, job: JobDetail | null): boolean {
  if (event == null) return error !== undefined && error.graphQLErrors.length > 0;
  const shown: Readonly<Record<string, unknown>> = { ...job };
  return Object.entries(event).some(([name, value]) => JSON.stringify(value) !== JSON.stringify(shown[name]));
}
