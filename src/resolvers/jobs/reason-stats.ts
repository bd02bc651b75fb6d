/** `JobStats.byReason`: jobs that ended badly, by what their failures have in common. */
import { setImmediate } from 'node:timers/promises';
import type { Source } from '../../jobs/source.ts';
import type { Instant, JobFailure } from '../../provider/contract/job.ts';
import type { JobCountNode } from './connection.ts';
import { isUnsaid, compareLatest, mayHaveEndedBadly, toSeenAt, type JobRunNode, type KnownJob } from './known-job.ts';
import { compareListed } from './listed-job.ts';
import { findReason, hasEndedBadly, type Reason } from './reasons.ts';
import { toCounted } from './counted-jobs.ts';
import type { CountedSpan } from './time-spans.ts';

/** `JobReasonStats` of the graph. Its spans are counted when they are selected. */
export interface ReasonStatsNode extends CountedSpan {
  readonly key: string | null;
  readonly text: string | null;
  readonly count: JobCountNode;
  readonly firstSeenAt: Instant | null;
  readonly lastSeenAt: Instant | null;
  readonly definitionCount: JobCountNode;
  readonly sources: readonly Source[];
  readonly example: JobRunNode;
  readonly exampleFailure: JobFailure | null;
}

/** What the entries are made with. */
export interface ReasonOptions {
  /** How many reasons at most, without the entry of jobs whose reason is not known. */
  readonly first: number;
  /** Of the filter, in the configuration's order. */
  readonly sources: readonly Source[];
  /** Whether jobs of one of the sources are missing. */
  readonly isPartial: boolean;
  /** The spans of time to count in. */
  readonly spans: Omit<CountedSpan, 'jobs'>;
}

/** A job that ended badly. */
interface FailedJob {
  readonly job: KnownJob;
  readonly reason: Reason | null;
}

/** The jobs that ended badly and meet the filter, as far as that is known. */
export function findFailed(jobs: readonly KnownJob[]): readonly KnownJob[] {
  return jobs.filter(({ meets, run: { status } }) => meets === true && status !== null && hasEndedBadly(status));
}

/** The jobs that may have ended badly and meet the filter, or may. */
export function findMaybeFailed(jobs: readonly KnownJob[]): readonly KnownJob[] {
  return jobs.filter((job) => job.meets !== false && isUnsaid(job));
}

/** The jobs that a read would tell more of: how or why they ended. The latest end first, unknown ones last. */
export function findUnreadFailures(jobs: readonly KnownJob[]): readonly KnownJob[] {
  const isLacking = (job: KnownJob): boolean =>
    job.meets === undefined || job.run.status === null || job.failures === undefined;
  return jobs
    .filter((job) => job.meets !== false && mayHaveEndedBadly(job) && isLacking(job))
    .sort((one, other) => compareLatest(one.run.endedAt, other.run.endedAt) || comparePlace(one, other));
}

/** The reason that was last seen first; jobs whose reason is not known make the last entry. */
export async function countByReason(
  jobs: readonly KnownJob[],
  options: ReasonOptions,
): Promise<readonly ReasonStatsNode[]> {
  const failed = await findReasons(findFailed(jobs));
  const isWithoutStatus = options.isPartial || findMaybeFailed(jobs).length > 0 || hasUndecided(jobs);
  const isWithoutFailures = failed.some(({ job: { failures } }) => failures === undefined);
  const groups = Map.groupBy(failed, ({ reason }) => reason?.key ?? null);
  const named = [...groups]
    .flatMap(([key, ofKey]) => (key === null ? [] : [toNode(ofKey, options, isWithoutStatus || isWithoutFailures)]))
    .sort((one, other) => compareLatest(one.lastSeenAt, other.lastSeenAt) || compareTexts(one.key, other.key));
  const unknown = groups.get(null);
  return [
    ...named.slice(0, options.first),
    ...(unknown === undefined ? [] : [toNode(unknown, options, isWithoutStatus)]),
  ];
}

/** Of jobs that may have ended badly, others do not matter. */
function hasUndecided(jobs: readonly KnownJob[]): boolean {
  return jobs.some((job) => job.meets === undefined && mayHaveEndedBadly(job));
}

/** Texts of failures whose reasons are found between two turns of the event loop: a few milliseconds. */
const textsOfTurn = 50;

async function findReasons(jobs: readonly KnownJob[]): Promise<readonly FailedJob[]> {
  const failed: FailedJob[] = [];
  for (const [index, job] of jobs.entries()) {
    if (index % textsOfTurn === textsOfTurn - 1) await setImmediate();
    failed.push({ job, reason: job.failures === undefined ? null : findReason({ failures: job.failures }) });
  }
  return failed;
}

function toNode(
  failed: readonly FailedJob[],
  { sources, spans }: ReasonOptions,
  isLowerBound: boolean,
): ReasonStatsNode {
  const jobs = failed.map(({ job }) => job);
  const [last] = failed.toSorted((one, other) => compareSeen(one.job, other.job));
  if (last === undefined) throw new Error('A reason has no job.');
  const seen = jobs.flatMap(({ run }) => toSeenAt(run) ?? []).sort();
  const definitions = new Set(
    jobs.flatMap(({ source, definition }) =>
      typeof definition === 'string' ? [JSON.stringify([source.name, definition])] : [],
    ),
  );
  const areDefinitionsSaid = jobs.every(({ definition }) => definition !== undefined);
  const present = new Set(jobs.map(({ source }) => source));
  return {
    key: last.reason?.key ?? null,
    text: last.reason?.text ?? null,
    count: { value: jobs.length, isLowerBound },
    firstSeenAt: seen[0] ?? null,
    lastSeenAt: seen.at(-1) ?? null,
    definitionCount: { value: definitions.size, isLowerBound: isLowerBound || !areDefinitionsSaid },
    sources: sources.filter((source) => present.has(source)),
    example: last.job.run,
    exampleFailure: last.reason?.failure ?? null,
    ...spans,
    jobs: jobs.map(toCounted),
  };
}

function compareSeen(one: KnownJob, other: KnownJob): number {
  return compareLatest(toSeenAt(one.run), toSeenAt(other.run)) || comparePlace(one, other);
}

function comparePlace(one: KnownJob, other: KnownJob): number {
  return compareListed(one.listed, other.listed);
}

function compareTexts(one: string | null, other: string | null): number {
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
