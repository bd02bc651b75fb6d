/** The sections that the list of jobs is shown in. Each has a count, pages and a request to the graph of its own. */
import { statuses, toStatusLook, type KnownStatus } from './status.ts';

/** `all` is the one section of the view of all jobs; the others are those of the default view, in their order. */
export const sectionNames = ['failed', 'active', 'ended', 'all'] as const;
export type SectionName = (typeof sectionNames)[number];

/** What decides which sections there are. */
export interface SectionConditions {
  readonly view: string;
  readonly statuses: readonly KnownStatus[];
  readonly codes: readonly string[];
  readonly reasons: readonly string[];
}

/** The section of the default view that a job with this status stands in. */
export function toSection(status: KnownStatus): Exclude<SectionName, 'all'> {
  const { group } = toStatusLook(status);
  if (group === 'badly') return 'failed';
  return group === 'active' || status === 'UNKNOWN' ? 'active' : 'ended';
}

/** The statuses of a section; those of `all` are all. */
export function statusesOf(section: SectionName): readonly KnownStatus[] {
  return section === 'all' ? statuses : statuses.filter((status) => toSection(status) === section);
}

/** The sections of a view, without those that no job can stand in under these conditions. */
export function listSections({ view, statuses: taken, codes, reasons }: SectionConditions): readonly SectionName[] {
  if (view !== 'now') return ['all'];
  // Failures and their reasons are conditions on jobs that ended badly.
  const possible: readonly SectionName[] =
    codes.length > 0 || reasons.length > 0 ? ['failed'] : ['failed', 'active', 'ended'];
  return possible.filter((name) => taken.length === 0 || statusesOf(name).some((status) => taken.includes(status)));
}

/** The sections that are open where the address does not say: jobs that ended well are, if somebody asked for their status. */
export function defaultOpen(conditions: SectionConditions): readonly SectionName[] {
  return listSections(conditions).filter((name) => name !== 'ended' || conditions.statuses.length > 0);
}
