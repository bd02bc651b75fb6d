/** Failed jobs by why they failed, across sources: the reason that was last seen first. */
import { ConsoleReasonsDocument, type ConsoleReasonsQuery } from '../graph/graphql.generated.ts';
import { ShortTime } from '../shared/time.tsx';
import type { Address } from '../state/address.ts';
import { formatNumber, type Count } from '../state/counts.ts';
import { follow, toLink } from '../state/navigation.ts';
import { statusesOf } from '../state/sections.ts';
import { toReasonsRequest } from '../state/stats-request.ts';
import { GroupState } from './group-state.tsx';
import { useGroupQuery } from './use-group-query.ts';
import { SafeText } from '../text/safe-text.tsx';

type Reason = NonNullable<ConsoleReasonsQuery['jobStats']>['byReason'][number];

export function ByReason({ address }: { readonly address: Address }) {
  const { data, error, reload } = useGroupQuery(ConsoleReasonsDocument, toReasonsRequest, address);
  const stats = data?.jobStats ?? null;
  const reasons = stats?.byReason ?? [];
  return (
    <>
      {reasons.length > 0 && (
        <table class="group-table">
          <caption class="unseen">Reasons of failures</caption>
          <thead>
            <tr>
              <th scope="col">Jobs</th>
              <th scope="col">Reason</th>
              <th scope="col">First seen</th>
              <th scope="col">Last seen</th>
              <th scope="col">In</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map((reason) => (
              <ReasonRow key={reason.key ?? ''} reason={reason} />
            ))}
          </tbody>
        </table>
      )}
      <GroupState
        count={stats === null ? null : reasons.length}
        error={error}
        issues={stats?.issues ?? []}
        none="No job has failed."
        reload={reload}
      />
    </>
  );
}

function ReasonRow({ reason }: { readonly reason: Reason }) {
  const { key, text, count, firstSeenAt, lastSeenAt, definitionCount, sources, example, exampleFailure } = reason;
  const toJobs: Partial<Address> = { group: null, statuses: statusesOf('failed'), reasons: key === null ? [] : [key] };
  const names = sources.map(({ name }) => name).join(', ');
  const message = [exampleFailure?.code, exampleFailure?.message].filter(Boolean).join(': ');
  return (
    <tr class="group-row" data-reason={key ?? ''} data-count={count.value}>
      <td class="number">
        {key === null ? (
          formatWhole(count)
        ) : (
          <a
            href={toLink(toJobs)}
            onClick={follow(toJobs)}
            aria-label={`${count.value === 1 ? '1 job' : `${count.value} jobs`}: ${text ?? ''}`}
          >
            {formatWhole(count)}
          </a>
        )}
      </td>
      <th scope="row" class="group-name">
        <a
          href={toLink({ job: example.id })}
          onClick={follow({ job: example.id })}
          title={message}
          aria-label={`The newest: ${text ?? 'reason not known'}`}
        >
          {text === null ? 'Reason not known' : <SafeText text={text} />}
        </a>
      </th>
      <td class="created-cell">
        <ShortTime at={firstSeenAt} isEnd />
      </td>
      <td class="created-cell">
        <ShortTime at={lastSeenAt} isEnd />
      </td>
      <td class="source-cell" title={names}>
        {definitionCount.value > 0 &&
          `${formatWhole(definitionCount)} ${definitionCount.value === 1 ? 'job' : 'jobs'} of `}
        {names}
      </td>
    </tr>
  );
}

function formatWhole({ value, isLowerBound }: Count): string {
  return `${formatNumber(value)}${isLowerBound ? '+' : ''}`;
}
