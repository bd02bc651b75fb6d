/** Jobs by what they are runs of: first what fails now, then by the newest run. */
import { ConsoleDefinitionsDocument, type ConsoleDefinitionsQuery } from '../graph/graphql.generated.ts';
import { RunMarks } from '../list/job-marks.tsx';
import { ShortTime } from '../shared/time.tsx';
import type { Address } from '../state/address.ts';
import { formatNumber } from '../state/counts.ts';
import { follow, toLink } from '../state/navigation.ts';
import { toGroupRequest } from '../state/stats-request.ts';
import { formatSpan } from '../state/time.ts';
import { GroupState } from './group-state.tsx';
import { useGroupQuery } from './use-group-query.ts';
import { SafeText } from '../text/safe-text.tsx';

type Definition = NonNullable<ConsoleDefinitionsQuery['jobStats']>['byDefinition'][number];

export function ByJob({ address }: { readonly address: Address }) {
  const { data, error, reload } = useGroupQuery(ConsoleDefinitionsDocument, toGroupRequest, address);
  const stats = data?.jobStats ?? null;
  const definitions = stats?.byDefinition ?? [];
  return (
    <>
      {definitions.length > 0 && (
        <table class="group-table">
          <caption class="unseen">What jobs are runs of</caption>
          <thead>
            <tr>
              <th scope="col">Runs</th>
              <th scope="col">Job</th>
              <th scope="col">Last 12</th>
              <th scope="col">Source</th>
              <th scope="col">Failing since</th>
              <th scope="col">Last good</th>
              <th scope="col">Usually takes</th>
            </tr>
          </thead>
          <tbody>
            {definitions.map((definition) => (
              <DefinitionRow key={`${definition.source.name} ${definition.definition}`} definition={definition} />
            ))}
          </tbody>
        </table>
      )}
      <GroupState
        count={stats === null ? null : definitions.length}
        error={error}
        issues={stats?.issues ?? []}
        none="No job that is a run of something meets these conditions."
        reload={reload}
      />
    </>
  );
}

function DefinitionRow({ definition: runs }: { readonly definition: Definition }) {
  const { definition, source, total, failedSince, failuresInARow, lastGoodAt, medianDurationSeconds, isFlaky } = runs;
  const toJobs: Partial<Address> = { group: null, view: 'all', definitions: [definition], sources: [source.name] };
  const count = failuresInARow.value;
  return (
    <tr class="group-row" data-definition={definition} data-count={total.value}>
      <td class="number">{formatNumber(total.value)}</td>
      <th scope="row" class="group-name">
        {isFlaky === true && <span class="mark mark-flaky">flaky</span>}
        {count > 1 && (
          <span class="mark mark-again">
            ×{count}
            {failuresInARow.isLowerBound && '+'}
          </span>
        )}
        <a href={toLink(toJobs)} onClick={follow(toJobs)}>
          <SafeText text={definition} />
        </a>
      </th>
      <td>
        <RunMarks runs={runs} />
      </td>
      <td class="source-cell">{source.name}</td>
      <td class="created-cell">
        <ShortTime at={failedSince} isEnd />
      </td>
      <td class="created-cell">
        <ShortTime at={lastGoodAt} isEnd />
      </td>
      <td>{medianDurationSeconds === null ? '–' : formatSpan(medianDurationSeconds * 1000)}</td>
    </tr>
  );
}
