/** How much of what was asked for the list covers, and why not all: in short, and in full where it is opened. */
import { Icon } from '../shared/icon.tsx';
import { Menu } from '../shared/menu.tsx';
import { Time } from '../shared/time.tsx';
import type { Address } from '../state/address.ts';
import { mergeCoverage, summarizeCoverage, toCoverage, type Gap, type SourceName } from '../state/coverage.ts';
import { reloadSections, type Section } from './use-section.ts';

export interface CoverageLineProps {
  readonly sections: readonly Pick<Section, 'coverage' | 'page'>[];
  readonly address: Address;
  readonly sources: readonly SourceName[];
}

/** Troubles that are named without being asked for. */
const named = 1;

export function CoverageLine({ sections, address, sources }: CoverageLineProps) {
  const parts = sections.flatMap(({ coverage }) => coverage ?? []);
  if (parts.length === 0 || sources.length === 0) return <p class="coverage" role="status" />;
  const { issues, fetchedAt } = mergeCoverage(parts);
  const hasNextPage = sections.some(({ page }) => page?.pageInfo.hasNextPage === true);
  const state = toCoverage(issues, sources, address, hasNextPage);
  const { covered, total, gaps, troubles, goneJobs } = state;
  const others = gaps.filter((gap) => !troubles.includes(gap));
  return (
    <div
      class={troubles.length === 0 ? 'coverage' : 'coverage partial'}
      role="status"
      data-coverage={`${covered}/${total}`}
      data-state={gaps.length === 0 ? undefined : 'partial'}
    >
      {troubles.length > 0 && <Icon name="warning" />}
      <span class="summary">{summarizeCoverage(state)}</span>
      {troubles.slice(0, named).map((gap) => (
        <GapText key={`${gap.source} ${gap.code}`} gap={gap} />
      ))}
      {(gaps.length > 0 || goneJobs > 0) && (
        <Menu label={troubles.length > named ? `and ${troubles.length - named} more` : 'Why'}>
          <p class="sub">
            As of <Time at={fetchedAt} />
          </p>
          {[...troubles.slice(named), ...others].map((gap) => (
            <GapText key={`${gap.source} ${gap.code}`} gap={gap} />
          ))}
          {goneJobs > 0 && <p>{goneJobs === 1 ? '1 listed job is' : `${goneJobs} listed jobs are`} gone.</p>}
        </Menu>
      )}
      {gaps.some(({ isRetryable }) => isRetryable) && (
        <button type="button" class="plain" onClick={reloadSections}>
          Try again
        </button>
      )}
    </div>
  );
}

function GapText({ gap: { source, code, sentence } }: { readonly gap: Gap }) {
  return (
    <span class="gap" data-source={source} data-code={code} title={`${source}: ${sentence}`}>
      <strong>{source}</strong>: {sentence.replace(/\.$/, '')}.
    </span>
  );
}
