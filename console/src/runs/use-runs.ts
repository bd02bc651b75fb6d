/** The newest runs of what a job is a run of, as its source's list says them. Asked for again when the job ends. */
import { useEffect, useState } from 'preact/hooks';
import type { JobDetail } from '../detail/job-detail.ts';
import { graph } from '../graph/graph.ts';
import { ConsoleRunsDocument } from '../graph/graphql.generated.ts';
import type { DefinitionRuns } from './runs-words.ts';

export interface Runs {
  /** Null until they are known, and where they cannot be. */
  readonly stats: DefinitionRuns | null;
  /** Why there are none, or not all, as the gateway's sentences. */
  readonly issues: readonly string[];
  readonly isReading: boolean;
}

/** As many as fit in a line. */
const count = 12;

/** @param job null while it is read */
export function useRuns(job: JobDetail | null): Runs {
  const [runs, setRuns] = useState<Runs>({ stats: null, issues: [], isReading: true });
  const present = graph.value;
  const source = job?.source.name ?? null;
  const definition = job?.definition ?? null;
  useEffect(() => {
    if (source === null || definition === null) return undefined;
    let isLeft = false;
    const variables = { source, definition, runs: count };
    void present.ask(ConsoleRunsDocument, variables, { saysRefusal: false }).then(({ data, error }) => {
      if (isLeft) return;
      const said = data?.jobStats?.issues.map(({ message }) => message) ?? [];
      const fault = error === undefined ? [] : [error.graphQLErrors[0]?.message ?? 'The graph does not answer.'];
      setRuns({ stats: data?.jobStats?.byDefinition[0] ?? null, issues: [...said, ...fault], isReading: false });
    });
    return () => {
      isLeft = true;
    };
  }, [present, source, definition, job?.isTerminal]);
  return runs;
}
