/** A section's name, how many jobs it has, what is new among them, and the way to open and close it. */
import { Icon } from '../shared/icon.tsx';
import { defaultOpen, toSection, type SectionName } from '../state/sections.ts';
import { formatNumber, type Counts } from '../state/counts.ts';
import { countMarks } from '../state/marks.ts';
import { nameRange } from '../state/chips.ts';
import { recentSpan, rangeTime } from '../state/list-request.ts';
import { address, go } from '../state/navigation.ts';
import { columnCount } from './columns.ts';
import type { PlacedSection } from './use-list.ts';
import type { RunsByKey } from './use-marks.ts';

export interface SectionHeadingProps {
  readonly section: PlacedSection;
  readonly counts: Counts | null;
  readonly runs: RunsByKey;
  readonly onShowNew: () => void;
}

export function SectionHeading({ section, counts, runs, onShowNew }: SectionHeadingProps) {
  const { name, isOpen, news, page } = section;
  const count = counts === null ? null : countSection(counts, name) + section.placed;
  return (
    <tr class="section-head">
      <th scope="rowgroup" colSpan={columnCount}>
        <span class="section-line">
          <button type="button" class="section-toggle" aria-expanded={isOpen} onClick={() => toggle(name)}>
            <Icon name={isOpen ? 'down' : 'right'} />
            <span class="name">{nameSection(name)}</span>{' '}
            <span class="number">{count === null ? '' : formatNumber(count)}</span>
          </button>
          {name === 'failed' && <span class="sub">{describeMarks(section, runs)}</span>}
          {isOpen && page !== null && section.jobs.length === 0 && section.pending === 0 && (
            <span class="sub" data-empty-section>
              no job
            </span>
          )}
          <span class="new-jobs" aria-live="polite">
            {news.count > 0 && (
              <button type="button" class="new-button" onClick={onShowNew}>
                {news.count === 1 ? '1 new job' : `${news.count} new jobs`}
              </button>
            )}
          </span>
        </span>
      </th>
    </tr>
  );
}

function toggle(name: SectionName): void {
  const present = address.peek();
  const byDefault = defaultOpen(present);
  const open = present.open ?? byDefault;
  const next = open.includes(name) ? open.filter((other) => other !== name) : [...open, name];
  const isDefault = next.length === byDefault.length && next.every((one) => byDefault.includes(one));
  go({ open: isDefault ? null : next }, 'replace');
}

function countSection({ byStatus }: Counts, name: SectionName): number {
  return byStatus
    .filter(({ status }) => status !== null && toSection(status) === name)
    .reduce((sum, { count }) => sum + count, 0);
}

function nameSection(name: SectionName): string {
  const { value } = address;
  if (name === 'active') return 'Active';
  const span = nameRange(value.range ?? { last: recentSpan });
  const time = rangeTime(value) === 'created' ? ', created' : '';
  return `${name === 'failed' ? 'Failed' : 'Ended well or cancelled'}${time} ${span}`;
}

/** For example `3 new · 2 again · 1 flaky`. */
function describeMarks({ jobs, rows }: PlacedSection, runs: RunsByKey): string {
  const counts = countMarks(
    jobs.flatMap(({ id }) => rows.get(id) ?? []),
    runs,
  );
  return (['new', 'again', 'flaky'] as const)
    .flatMap((kind) => (counts[kind] > 0 ? [`${counts[kind]} ${kind}`] : []))
    .join(' · ');
}
