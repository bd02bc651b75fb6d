/** `JobStats.byDefinition`: the runs of each definition of which a job meets the filter. */
import type { Source } from '../../jobs/source.ts';
import type { JobCountNode } from './connection.ts';
import { toHealth, type HealthOfRuns } from './health-of-runs.ts';
import { compareListed } from './listed-job.ts';
import { compareLatest, isUnsaid, type JobRunNode, type KnownJob } from './known-job.ts';

/** `JobDefinitionStats` of the graph. */
export interface DefinitionStatsNode extends HealthOfRuns {
  readonly source: Source;
  readonly definition: string;
  readonly total: JobCountNode;
  readonly runs: readonly JobRunNode[];
  readonly hasEarlierRuns: boolean;
}

/** How many definitions, and how many runs of each, are shown at most. */
export interface DefinitionsAsked {
  readonly first: number;
  readonly runs: number;
}

/** Which sources' rows may lack jobs. */
interface DefinitionCoverage {
  /** Sources whose lists were not read to their end. */
  readonly cut: ReadonlySet<Source>;
  /** Whether times of creation narrow the jobs. */
  readonly isBounded: boolean;
}

/** The runs of one definition of a source, newest first. */
interface DefinitionRuns {
  readonly source: Source;
  readonly definition: string;
  readonly jobs: readonly KnownJob[];
}

/** @param jobs by source, each newest first, whether they meet the filter or not */
function groupRuns(jobs: readonly KnownJob[]): readonly DefinitionRuns[] {
  return [...Map.groupBy(jobs, ({ source }) => source)].flatMap(([source, ofSource]) =>
    [...Map.groupBy(ofSource, ({ definition }) => definition)].flatMap(([definition, runs]) =>
      typeof definition === 'string' ? [{ source, definition, jobs: runs }] : [],
    ),
  );
}

/** The runs that meet the filter make a definition one that is counted. */
function isCounted({ jobs }: DefinitionRuns): boolean {
  return jobs.some(({ meets }) => meets === true);
}

/** Those that fail first, the latest failure first; then those with the newest run. */
export function countByDefinition(
  jobs: readonly KnownJob[],
  { first, runs }: DefinitionsAsked,
  { cut, isBounded }: DefinitionCoverage,
): readonly DefinitionStatsNode[] {
  const undefinedIn = new Set(jobs.flatMap(({ source, definition }) => (definition === undefined ? [source] : [])));
  const undecidedIn = new Set(jobs.flatMap(({ source, meets }) => (meets === undefined ? [source] : [])));
  const counted = groupRuns(jobs)
    .filter(isCounted)
    .map((group) => {
      const { source, definition } = group;
      const isCut = cut.has(source);
      const isPartial = undefinedIn.has(source);
      return {
        group,
        node: {
          source,
          definition,
          total: {
            value: group.jobs.filter(({ meets }) => meets === true).length,
            isLowerBound: isCut || isPartial || undecidedIn.has(source),
          },
          runs: group.jobs.slice(0, runs).map(({ run }) => run),
          hasEarlierRuns: group.jobs.length > runs || isCut || isBounded,
          ...toHealth(group.jobs, isCut || isBounded, isPartial),
        },
      };
    });
  return counted
    .sort((one, other) => compareCounted(one, other))
    .slice(0, first)
    .map(({ node }) => node);
}

interface Counted {
  readonly group: DefinitionRuns;
  readonly node: DefinitionStatsNode;
}

/** Equal ones stay in the order of the configuration, and then of their newest runs. */
function compareCounted(one: Counted, other: Counted): number {
  const [fails, othersFail] = [one, other].map(({ node }) => node.failuresInARow.value > 0);
  if (fails !== othersFail) return fails === true ? -1 : 1;
  const newestOf = ({ group }: Counted): string | null => group.jobs[0]?.run.createdAt ?? null;
  return fails === true
    ? compareLatest(one.node.failedSince, other.node.failedSince)
    : compareLatest(newestOf(one), newestOf(other));
}

/** The newest runs decide how a definition stands; its status is read of so many. */
const readRuns = 12;

/** The jobs that a read would tell more of, newest first: their status, or what they are runs of. */
export function findUnreadRuns(jobs: readonly KnownJob[], { runs }: DefinitionsAsked): readonly KnownJob[] {
  const unread = [
    ...jobs.filter(({ definition }) => definition === undefined),
    ...groupRuns(jobs)
      .filter(({ jobs: ofGroup }) => ofGroup.some(({ meets }) => meets !== false))
      .flatMap((group) => group.jobs.slice(0, Math.max(runs, readRuns)).filter(({ run }) => run.status === null)),
  ];
  return unread.sort((one, other) => compareListed(one.listed, other.listed));
}

/** The runs of counted definitions whose end is not known. */
export function findUnsaidRuns(jobs: readonly KnownJob[]): readonly KnownJob[] {
  return groupRuns(jobs)
    .filter(isCounted)
    .flatMap((group) => group.jobs.filter(isUnsaid));
}
