/** The list of jobs. */
import { useQuery } from '@urql/preact';
import { Overview } from '../charts/overview.tsx';
import { ConsoleJobsDocument } from '../graph/graphql.generated.ts';
import { StatusBadge } from '../shared/status-badge.tsx';
import { Time } from '../shared/time.tsx';
import { Timeline } from '../timeline/timeline.tsx';

export function ListView() {
  const [{ data }] = useQuery({ query: ConsoleJobsDocument, variables: { first: 50 } });
  const rows = data?.jobs?.nodes ?? [];
  return (
    <>
      <Overview />
      <Timeline rows={rows} />
      <table>
        <tbody>
          {rows.map(({ id, status, name, createdAt }) => (
            <tr key={id} data-job-id={id} data-status={status}>
              <td>
                <StatusBadge status={status} />
              </td>
              <td>{name ?? id}</td>
              <td>
                <Time at={createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
