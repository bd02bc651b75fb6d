/** Two runs side by side: the fields that differ, and no others. Loaded when runs are compared. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { FactObject } from '../detail/facts.ts';
import type { JobDetail } from '../detail/job-detail.ts';
import { graph } from '../graph/graph.ts';
import { ConsoleJobDetailDocument } from '../graph/graphql.generated.ts';
import { StatusBadge } from '../shared/status-badge.tsx';
import { Duration, Time } from '../shared/time.tsx';
import { follow, toLink } from '../state/navigation.ts';
import { SafeText } from '../text/safe-text.tsx';
import { compareFacts, type Difference } from './compare.ts';

export interface CompareViewProps {
  readonly job: JobDetail;
  readonly otherId: string;
}

export function CompareView({ job, otherId }: CompareViewProps) {
  const [other, setOther] = useState<JobDetail | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    void graph
      .peek()
      .ask(ConsoleJobDetailDocument, { id: otherId }, { saysRefusal: false })
      .then(({ data, error }) => {
        setOther(data?.job ?? null);
        const said = error?.graphQLErrors[0]?.message ?? 'The graph does not answer.';
        setProblem(data?.job == null ? said : null);
      });
  }, [otherId]);
  const differences = useMemo(
    () => (other === null ? [] : compareFacts(job as FactObject, other as FactObject)),
    [job, other],
  );
  if (problem !== null) return <p role="alert">The other run could not be read: {problem}</p>;
  if (other === null) return <p class="note">Reading the other run …</p>;
  return <Comparison job={job} other={other} differences={differences} />;
}

interface ComparisonProps {
  readonly job: JobDetail;
  readonly other: JobDetail;
  readonly differences: readonly Difference[];
}

function Comparison({ job, other, differences }: ComparisonProps) {
  return (
    <div class="table-frame" role="group" aria-label="What differs" tabIndex={0}>
      <table class="facts-table compare-table">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <RunHead title="This run" job={job} />
            <RunHead title="Other run" job={other} isLinked />
          </tr>
        </thead>
        <tbody>
          {differences.map(({ path, one, other: there }) => (
            <tr key={path} data-difference={path}>
              <th scope="row">{path}</th>
              <td>{one === null ? <span class="muted">–</span> : <SafeText text={one} />}</td>
              <td>{there === null ? <span class="muted">–</span> : <SafeText text={there} />}</td>
            </tr>
          ))}
          {differences.length === 0 && (
            <tr>
              <td colSpan={3}>No open field differs but times and ids. Protected fields are not compared.</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

interface RunHeadProps {
  readonly title: string;
  readonly job: JobDetail;
  readonly isLinked?: boolean;
}

function RunHead({ title, job, isLinked = false }: RunHeadProps) {
  const { id, status, rawStatus, createdAt, durationSeconds, fetchedAt, isTerminal } = job;
  return (
    <th scope="col">
      {isLinked ? (
        <a href={toLink({ job: id })} onClick={follow({ job: id })}>
          {title}
        </a>
      ) : (
        title
      )}
      <span class="compare-run">
        <StatusBadge status={status} rawStatus={rawStatus} /> <Time at={createdAt} />
        {' · '}
        <Duration durationSeconds={durationSeconds} fetchedAt={fetchedAt} isTerminal={isTerminal} />
      </span>
    </th>
  );
}
