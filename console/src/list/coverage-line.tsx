/** Under the filters: how much of what was asked for the list covers, and why not all. */
import { Icon } from '../shared/icon.tsx';
import { Time } from '../shared/time.tsx';
import type { Address } from '../state/address.ts';
import { summarizeCoverage, toCoverage, type Gap, type SourceName } from '../state/coverage.ts';
import { follow, toLink } from '../state/navigation.ts';
import type { JobList } from './use-job-list.ts';

export interface CoverageLineProps {
  readonly list: Pick<JobList, 'coverage' | 'reload'> & {
    readonly page: { readonly pageInfo: { readonly hasNextPage: boolean } } | null;
  };
  readonly address: Address;
  readonly sources: readonly SourceName[];
}

/** Gaps that are spelt out; the others are counted, and are in the view of the sources. */
const spelt = 3;

export function CoverageLine({ list, address, sources }: CoverageLineProps) {
  const { coverage, page } = list;
  if (coverage === null || page === null || sources.length === 0) return <p class="coverage" role="status" />;
  const state = toCoverage(coverage.issues, sources, address, page.pageInfo.hasNextPage);
  const { covered, total, gaps, goneJobs } = state;
  return (
    <p
      class={gaps.length === 0 ? 'coverage whole' : 'coverage partial'}
      role="status"
      data-coverage={`${covered}/${total}`}
      data-state={gaps.length === 0 ? undefined : 'partial'}
    >
      {gaps.length > 0 && <Icon name="warning" />}
      <span class="summary">{summarizeCoverage(state)}</span>
      {gaps.slice(0, spelt).map((gap) => (
        <GapText key={`${gap.source} ${gap.code}`} gap={gap} />
      ))}
      {gaps.length > spelt && (
        <a href={toLink({ view: 'sources' })} onClick={follow({ view: 'sources' })}>
          and {gaps.length - spelt} more
        </a>
      )}
      {goneJobs > 0 && <span>{goneJobs === 1 ? '1 listed job is' : `${goneJobs} listed jobs are`} gone.</span>}
      {gaps.some(({ isRetryable }) => isRetryable) && (
        <button type="button" class="plain" onClick={list.reload}>
          Try again
        </button>
      )}
      {coverage.fetchedAt !== null && (
        <span class="age">
          as of <Time at={coverage.fetchedAt} />
        </span>
      )}
    </p>
  );
}

function GapText({ gap: { source, code, sentence } }: { readonly gap: Gap }) {
  return (
    <span class="gap" data-source={source} data-code={code} title={code ?? undefined}>
      <strong>{source}</strong>: {sentence.replace(/\.$/, '')}.
    </span>
  );
}
