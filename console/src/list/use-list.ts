/** All sections of the view, with the jobs that stand in each. */
import { useMemo } from 'preact/hooks';
import { isOpen, type Address } from '../state/address.ts';
import { endsActive, placeActive, type ListedJob } from '../state/rows.ts';
import { defaultOpen, listSections, type SectionName } from '../state/sections.ts';
import { useSection, type Section } from './use-section.ts';
import { useStandings } from './use-standings.ts';

export interface PlacedSection extends Section {
  readonly isOpen: boolean;
  /** Those whose rows are shown, in their order. */
  readonly jobs: readonly ListedJob[];
  /** How many jobs are being read before they can be placed. */
  readonly pending: number;
  /** Jobs that have ended at a time that is not known. */
  readonly endless: readonly ListedJob[];
  /** How many of the jobs are here because of what a read says: no count has them. */
  readonly placed: number;
  /** Whether another page follows that the section shows. */
  readonly hasMore: boolean;
}

/** In the order in which they are shown. */
export function useList(address: Address): readonly PlacedSection[] {
  const shown = listSections(address);
  const open = shown.filter((name) => isOpen(address, name, defaultOpen(address)) && address.group === null);
  const isPaused = (name: SectionName): boolean => !open.includes(name);
  const failed = useSection(address, 'failed', isPaused('failed'));
  const active = useActive(useSection(address, 'active', isPaused('active')));
  const ended = useSection(address, 'ended', isPaused('ended'));
  const all = useSection(address, 'all', isPaused('all'));
  const placed = [toPlaced(failed), active, toPlaced(ended), toPlaced(all)];
  return placed
    .filter(({ name }) => shown.includes(name))
    .map((section) => ({ ...section, isOpen: open.includes(section.name) }));
}

function toPlaced(section: Section): PlacedSection {
  return {
    ...section,
    isOpen: true,
    jobs: section.listed,
    pending: 0,
    endless: [],
    placed: 0,
    hasMore: section.page?.pageInfo.hasNextPage === true,
  };
}

function useActive(section: Section): PlacedSection {
  const { listed, rows } = section;
  const standings = useStandings(listed, rows);
  const { jobs, pending, endless } = useMemo(() => placeActive(listed, standings), [listed, standings]);
  const placed = toPlaced(section);
  const read = [...standings.values()].filter((standing) => standing === 'active').length;
  return { ...placed, jobs, pending, endless, placed: read, hasMore: placed.hasMore && !endsActive(listed) };
}
