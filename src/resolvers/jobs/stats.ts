/** `Query.jobStats`: jobs counted by the rows of the sources' lists. Reads no job. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Instant } from '../../job.ts';
import type { Source } from '../../jobs/source.ts';
import { holdsInRow } from '../../provider/plan.ts';
import type { GatewayContext } from '../context.ts';
import { withGraphQLErrors } from '../read-job.ts';
import type { QueryJobStatsArgs } from '../types.generated.ts';
import { allowanceOf, type JobCountNode } from './connection.ts';
import { countByStatus, type CountedJob, type StatusCount } from './counted-jobs.ts';
import { readFilter } from './filter.ts';
import { createIssues, type Issues, type SourceIssue } from './issues.ts';
import type { ListedJob } from './listed-job.ts';
import { scanRows } from './rows.ts';
import type { CountedSpan } from './time-spans.ts';

/** The jobs of one source that meet the filter. */
export interface SourceCount {
  readonly source: Source;
  readonly total: JobCountNode;
  readonly byStatus: readonly StatusCount[];
  readonly newestCreatedAt: Instant | null;
}

/** `JobStats` of the graph. Its spans are counted when they are asked for. */
export interface JobStatsNode extends CountedSpan {
  readonly total: JobCountNode;
  readonly byStatus: readonly StatusCount[];
  readonly bySource: readonly SourceCount[];
  readonly issues: readonly SourceIssue[];
  readonly fetchedAt: Instant | null;
}

/** Throws a `GraphQLError` for an invalid filter. A source that fails becomes an issue. */
export async function readJobStats(
  args: QueryJobStatsArgs,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<JobStatsNode> {
  const filter = withGraphQLErrors(() => readFilter(context.sources, args.filter));
  const { readContext } = context;
  const issues = createIssues(filter.sources, readContext.tally);
  const { pagesOf } = allowanceOf(context, info);
  const { jobs, fetchedAt } = await scanRows({ filter, readContext, pagesOf, issues });

  const unread = toUnread(jobs, issues);
  noteUndecided(jobs, issues);
  const incomplete = new Set(issues.all().map(({ source }) => source));
  const counted = jobs.filter(({ isDecided }) => isDecided);
  noteNoStatus(counted, issues);
  const ofSource = Map.groupBy(counted, ({ source }) => source);
  const all = counted.map(toCounted);
  return {
    total: { value: all.length, isLowerBound: incomplete.size > 0 },
    byStatus: countByStatus(all),
    bySource: filter.sources
      .filter((source) => !unread.has(source))
      .map((source) => toSourceCount(source, ofSource.get(source) ?? [], incomplete.has(source))),
    issues: issues.all(),
    fetchedAt,
    jobs: all,
    created: filter.created,
    now: context.now(),
  };
}

/** Newest first. */
function toSourceCount(source: Source, listed: readonly ListedJob[], isLowerBound: boolean): SourceCount {
  const jobs = listed.map(toCounted);
  return {
    source,
    total: { value: jobs.length, isLowerBound },
    byStatus: countByStatus(jobs),
    newestCreatedAt: jobs[0]?.createdAt ?? null,
  };
}

function toCounted(job: ListedJob): CountedJob {
  const { status, createdAt } = job.row.facts;
  return { status: saysStatus(job) ? status : null, createdAt };
}

function saysStatus({ source, row }: ListedJob): boolean {
  return holdsInRow(source.adapter, row.alsoHolds, 'status');
}

/** The sources of which nothing is known: they failed, or were not asked. */
function toUnread(jobs: readonly ListedJob[], issues: Issues): ReadonlySet<Source> {
  const failed = issues.all().filter(({ code }) => code !== 'LIST_TRUNCATED');
  return new Set(failed.map(({ source }) => source)).difference(new Set(jobs.map(({ source }) => source)));
}

/** Jobs that only a read of them could judge. */
function noteUndecided(jobs: readonly ListedJob[], issues: Issues): void {
  for (const job of jobs) {
    if (job.isDecided) continue;
    const [code, what] = saysStatus(job)
      ? (['NOT_REPORTED', 'when some of its jobs ended'] as const)
      : (['STATUS_NOT_LISTED', 'the status of some of its jobs'] as const);
    issues.noteUnlisted(
      job.source,
      code,
      `The provider's list does not say ${what}, so it is not known whether they meet the filter: they are not counted.`,
    );
  }
}

function noteNoStatus(counted: readonly ListedJob[], issues: Issues): void {
  for (const job of counted)
    if (!saysStatus(job))
      issues.noteUnlisted(
        job.source,
        'STATUS_NOT_LISTED',
        "The provider's list does not say the status of some of its jobs: they are counted under a status of null.",
      );
}
