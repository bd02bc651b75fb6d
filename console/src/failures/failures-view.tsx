/** What failed of late, grouped by code and source. */
import { useQuery } from '@urql/preact';
import { ConsoleFailuresDocument } from '../graph/graphql.generated.ts';
import { refusal } from '../graph/session.ts';
import { CoverageLine } from '../list/coverage-line.tsx';
import { describeError } from '../list/describe-error.ts';
import { Loading } from '../list/list-state.tsx';
import { Message } from '../shared/message.tsx';
import { StatusBadge } from '../shared/status-badge.tsx';
import { Time } from '../shared/time.tsx';
import { useSources } from '../sources/use-sources.ts';
import { home } from '../state/address.ts';
import { cleared } from '../state/chips.ts';
import { failedStatuses, groupFailures, type FailureGroup } from '../state/failure-groups.ts';
import { follow, toLink } from '../state/navigation.ts';

const variables = { filter: { statuses: [...failedStatuses] } };

export function FailuresView() {
  const [{ data, error, fetching }, execute] = useQuery({ query: ConsoleFailuresDocument, variables });
  const sources = useSources();
  const page = data?.jobs ?? null;
  const reload = () => execute({ requestPolicy: 'network-only' });
  if (refusal.value !== null)
    return <Message state="signed-out" icon="lock" title="Failures are not shown until you have signed in." />;
  if (page === null) {
    if (error === undefined || fetching) return <Loading />;
    const { title, detail } = describeError(error);
    return (
      <Message state="error" icon="warning" title={title}>
        {detail !== null && <p>{detail}</p>}
        <button type="button" onClick={reload}>
          Try again
        </button>
      </Message>
    );
  }
  const { nodes, pageInfo } = page;
  return (
    <section class="failures-view" aria-label="Failures" aria-busy={fetching}>
      <div class="list-status">
        <h2>Failures</h2>
        <CoverageLine list={{ page, coverage: page, reload }} address={home} sources={sources} />
      </div>
      {nodes.length === 0 ? (
        <Message state="empty" title="No job has failed." />
      ) : (
        <>
          <p class="sub">
            {pageInfo.hasNextPage ? 'The 100 newest failed jobs' : `${nodes.length} failed job${nodes[1] ? 's' : ''}`}
          </p>
          <ul>
            {groupFailures(nodes).map((group) => (
              <Group key={`${group.code} ${group.source}`} group={group} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Group({ group: { code, source, statuses, jobs, message } }: { readonly group: FailureGroup }) {
  const toJobs = { ...cleared, view: 'all', sources: [source], statuses, job: null } as const;
  const newest = jobs[0]?.id ?? null;
  return (
    <li class="source-item" data-code={code} data-source={source}>
      <div>
        <h3>{code}</h3>
        <p class="sub">{source}</p>
      </div>
      <div>
        {statuses.map((status) => (
          <p key={status}>
            <StatusBadge status={status} />
          </p>
        ))}
        <p class="sub">
          newest <Time at={jobs[0]?.createdAt} />
        </p>
      </div>
      <div>
        <p>
          <a href={toLink(toJobs)} onClick={follow(toJobs)}>
            {jobs.length} {jobs.length === 1 ? 'job' : 'jobs'}
            <span class="unseen">
              : {code} in {source}
            </span>
          </a>
          {' · '}
          <a href={toLink({ job: newest })} onClick={follow({ job: newest })}>
            the newest<span class="unseen">{` of ${code} in ${source}`}</span>
          </a>
        </p>
        {message !== null && <p class="sub">{message}</p>}
      </div>
    </li>
  );
}
