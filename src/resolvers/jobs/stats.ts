/** `Query.jobStats`: jobs counted by the rows of the sources' lists. A job is read only where `maxReads` allows it. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Instant } from '../../provider/contract/job.ts';
import type { Source } from '../../jobs/source.ts';
import { requestOf } from '../asked.ts';
import type { GatewayContext } from '../context.ts';
import { allowanceOf, type JobCountNode } from './connection.ts';
import { countByStatus, toCounted, type StatusCount } from './counted-jobs.ts';
import { findGap } from './coverage.ts';
import { createIssues, toNumber, type Issues, type SourceIssue } from './issues.ts';
import { toKnownJob, type KnownJob } from './known-job.ts';
import { scanRows } from './rows.ts';
import { readFields, type StatsFields } from './stats-fields.ts';
import { createStatsReads } from './stats-reads.ts';
import { readStatsField, type StatsRequest } from './stats-request.ts';
import type { CountedSpan } from './time-spans.ts';
import { createUnlisted, type Unlisted } from './unlisted.ts';

/** The jobs of one source that meet the filter. */
interface SourceCount {
  readonly source: Source;
  readonly total: JobCountNode;
  readonly byStatus: readonly StatusCount[];
  readonly newestCreatedAt: Instant | null;
}

/** `JobStats` of the graph. Its spans are counted when they are selected. */
export interface JobStatsNode extends CountedSpan, StatsFields {
  readonly total: JobCountNode;
  readonly byStatus: readonly StatusCount[];
  readonly bySource: readonly SourceCount[];
  readonly issues: readonly SourceIssue[];
  readonly fetchedAt: Instant | null;
}

/** Throws a `GraphQLError` for invalid arguments. A source that fails becomes an issue. */
export async function readJobStats(context: GatewayContext, info: GraphQLResolveInfo): Promise<JobStatsNode> {
  const request = requestOf(context, info, readStatsField);
  const { filter, scanned, requested } = request;
  const { readContext, loaderOf } = context;
  const issues = createIssues(filter.sources, readContext.tally);
  noteGaps(request, issues);
  const allowance = allowanceOf(context, info);
  const { jobs: listed, fetchedAt } = await scanRows({
    filter: scanned,
    readContext,
    pagesOf: allowance.pagesOf,
    issues,
  });
  const jobs = listed.map((job) => toKnownJob(job, filter));

  const cut: ReadonlySet<Source> = new Set(issues.all().map(({ source }) => source));
  const unread = toUnread(jobs, issues);
  const unlisted = createUnlisted();
  noteLacking(jobs, request, unlisted);
  const spans = { created: filter.created, ended: filter.ended, now: context.now() };
  const reads = createStatsReads({ filter, requested, loaderOf, allowance, issues });
  const fields = await readFields(jobs, { request, cut, spans, reads, unlisted });
  unlisted.record(issues);
  if (request.countsEnds) noteUnreportedEnds(jobs, request, issues);

  const incomplete = new Set(jobs.flatMap(({ source, meets }) => (meets === undefined ? [source] : []))).union(cut);
  const counted = jobs.filter(({ meets }) => meets === true);
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
    ...spans,
    ...fields,
  };
}

/** Newest first. */
function toSourceCount(source: Source, known: readonly KnownJob[], isLowerBound: boolean): SourceCount {
  const jobs = known.map(toCounted);
  return {
    source,
    total: { value: jobs.length, isLowerBound },
    byStatus: countByStatus(jobs),
    newestCreatedAt: jobs[0]?.createdAt ?? null,
  };
}

/** Records why sources are not asked. */
function noteGaps({ filter }: StatsRequest, issues: Issues): void {
  for (const source of filter.sources) {
    const gap = findGap(source, filter);
    if (gap !== undefined) issues.noteGap(source, gap);
  }
}

/** The sources without any data: they failed, or were not asked. */
function toUnread(jobs: readonly KnownJob[], issues: Issues): ReadonlySet<Source> {
  const failed = issues.all().filter(({ code }) => code !== 'LIST_TRUNCATED');
  return new Set(failed.map(({ source }) => source)).difference(new Set(jobs.map(({ source }) => source)));
}

/** The counts that rows alone give. */
function noteLacking(
  jobs: readonly KnownJob[],
  { countsRows, countsStatuses }: StatsRequest,
  unlisted: Unlisted,
): void {
  if (countsRows) unlisted.noteUndecided(jobs);
  if (countsStatuses)
    unlisted.note(
      jobs.filter(({ meets, run: { status } }) => meets === true && status === null),
      'STATUS_NOT_LISTED',
      'counted under a status of null',
    );
}

/** Records the sources whose jobs cannot be counted by their end. */
function noteUnreportedEnds(jobs: readonly KnownJob[], { scanned: { sources } }: StatsRequest, issues: Issues): void {
  for (const source of sources) {
    if (source.adapter.listing?.reportsEnd !== false) continue;
    const ofSource = jobs.filter((job) => job.source === source && job.meets === true);
    issues.noteUnlisted(
      source,
      'NOT_REPORTED',
      `The provider does not say when its jobs ended: ${toNumber(ofSource.length)} not counted by their end.`,
    );
  }
}
