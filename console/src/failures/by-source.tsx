/** Jobs by source, in the order of the configuration. */
import { ConsoleBySourceDocument, type ConsoleBySourceQuery } from '../graph/graphql.generated.ts';
import { StatusSign } from '../shared/status-badge.tsx';
import { ShortTime } from '../shared/time.tsx';
import type { Address } from '../state/address.ts';
import { formatNumber, nameStatus } from '../state/counts.ts';
import { follow, toLink } from '../state/navigation.ts';
import { toKnownStatus } from '../state/status.ts';
import { toGroupRequest } from '../state/stats-request.ts';
import { GroupState } from './group-state.tsx';
import { useGroupQuery } from './use-group-query.ts';

type SourceCount = NonNullable<ConsoleBySourceQuery['jobStats']>['bySource'][number];

export function BySource({ address }: { readonly address: Address }) {
  const { data, error, reload } = useGroupQuery(ConsoleBySourceDocument, toGroupRequest, address);
  const stats = data?.jobStats ?? null;
  const sources = stats?.bySource ?? [];
  return (
    <>
      {sources.length > 0 && (
        <table class="group-table">
          <caption class="unseen">Jobs by source</caption>
          <thead>
            <tr>
              <th scope="col">Jobs</th>
              <th scope="col">Source</th>
              <th scope="col">By status</th>
              <th scope="col">Newest</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <SourceRow key={source.source.name} counted={source} />
            ))}
          </tbody>
        </table>
      )}
      <GroupState
        count={stats === null ? null : sources.length}
        error={error}
        issues={stats?.issues ?? []}
        none="No source has such jobs."
        reload={reload}
      />
    </>
  );
}

function SourceRow({ counted: { source, total, byStatus, newestCreatedAt } }: { readonly counted: SourceCount }) {
  const toJobs: Partial<Address> = { group: null, sources: [source.name] };
  return (
    <tr class="group-row" data-group-source={source.name} data-count={total.value}>
      <td class="number">
        {formatNumber(total.value)}
        {total.isLowerBound && '+'}
      </td>
      <th scope="row" class="group-name">
        <a href={toLink(toJobs)} onClick={follow(toJobs)}>
          {source.name}
        </a>
      </th>
      <td class="source-statuses">
        {byStatus.map(({ status, count }) => (
          <span key={status} class="count-link" title={nameStatus(status === null ? null : toKnownStatus(status))}>
            {status !== null && <StatusSign status={status} />} {formatNumber(count)}
            <span class="unseen"> {nameStatus(status === null ? null : toKnownStatus(status))}</span>
            {status === null && ' not said'}
          </span>
        ))}
      </td>
      <td class="created-cell">
        <ShortTime at={newestCreatedAt} isEnd={false} />
      </td>
    </tr>
  );
}
