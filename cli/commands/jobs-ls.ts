/** `jobs ls`: the jobs of all sources, their numbers, or the list while it changes. */
import { readPages } from '../../client/list-jobs.ts';
import { withOptionNames } from '../asked-wrong.ts';
import { idColumn, textColumn, type Row } from '../columns.ts';
import { exits, UsageFault } from '../exit.ts';
import { isOfFailures, toFilter, type Filter, type FilterOptions } from '../filter.ts';
import { dropUnlisted, isFailure, noteIssues, toCoverageStatus, type CoverageOptions, type Issue } from '../issues.ts';
import { toJobColumns, toJobFields } from '../job-rows.ts';
import { askForKnownSources } from '../known-sources.ts';
import { countQuery, toListQuery, totalQuery } from '../operations.ts';
import { chooseFields } from '../options.ts';
import { chooseOwnFields } from '../own-fields.ts';
import type { Session } from '../session.ts';
import { watchList } from './watched-list.ts';

/** Of `jobs ls`. `limit` is the text as it was given. */
export interface ListOptions extends FilterOptions, CoverageOptions {
  readonly sort: 'newest' | 'oldest' | 'active';
  readonly limit?: string;
  readonly count?: boolean;
  readonly watch?: boolean;
}

const orders = { newest: 'NEWEST_FIRST', oldest: 'OLDEST_FIRST', active: 'ACTIVE_FIRST' } as const;
const maxPageSize = 100;
const defaultLimit = '20';

/** Prints the list, its counts or its changes; returns the exit status. Throws `CommandFault`. */
export async function listJobs(session: Session, options: ListOptions): Promise<number> {
  const filter = await toFilter(options, session.context.now());
  const limit = readLimit(options.limit);
  const form = { isOfFailures: isOfFailures(filter) };
  if (options.count === true)
    return withOptionNames(session, filter.sources ?? [], () => countJobs(session, filter, options));
  if (options.watch === true) {
    if (options.sort !== 'newest') throw new UsageFault('--watch lists the newest jobs; leave --sort out.');
    if (limit > maxPageSize) session.note(`! --watch shows the newest ${maxPageSize} at most.`);
    const first = Math.min(limit, maxPageSize);
    return withOptionNames(session, filter.sources ?? [], () => watchList(session, { filter, first }));
  }
  const chosen = await chooseFields(session.options, 'Job', toJobFields(session.options, form));
  if ('names' in chosen) return session.names(chosen.names);
  const asked = { query: toListQuery(chosen.selection), orderBy: orders[options.sort], filter, limit };
  const list = await withOptionNames(session, filter.sources ?? [], () =>
    printPages(session, asked, toJobColumns(session.options, form)),
  );
  if (list.hasMore) session.note(await describeRest(session, list.count, filter));
  const status = await finish(session, list, { ...options, filter });
  if (status !== exits.done && list.count === 0) sayUnknown(session);
  const isCutUnasked = list.hasMore && options.limit === undefined && options.requireComplete === true;
  return isCutUnasked ? exits.partial : status;
}

/** Without a line on standard output, a script that does not see the exit status takes a list of ids for a list of no job. */
function sayUnknown({ options: { output, json }, text }: Session): void {
  if (output === 'id' && json === undefined) text('! not covered\n');
}

function readLimit(text = defaultLimit): number {
  if (!/^\d{1,7}$/.test(text))
    throw new UsageFault(`--limit must be a whole number, 0 for all, but got ${JSON.stringify(text)}.`);
  return Number(text) === 0 ? Infinity : Number(text);
}

interface Page {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly issues: readonly Issue[];
}

/** What a list or a count has found. */
interface Listed {
  readonly count: number;
  readonly issues: readonly Issue[];
}

interface AskedList {
  readonly query: string;
  readonly orderBy: string;
  readonly filter: Filter;
  readonly limit: number;
}

async function printPages(
  session: Session,
  { query, orderBy, filter, limit }: AskedList,
  columns: ReturnType<typeof toJobColumns>,
): Promise<Listed & { readonly hasMore: boolean }> {
  const issues: Issue[] = [];
  const rows: Row[] = [];
  const pages = readPages({ first: limit, pageSize: maxPageSize }, async (page) => {
    return (await session.askFor('jobs', { query, variables: { ...page, orderBy, filter } })) as Page;
  });
  let count = 0;
  let isContinued = false;
  let hasMore = false;
  try {
    for await (const { page, isLast } of pages) {
      // A limit of the gateway ends a page and the next page continues there; after the last page, older jobs are missing.
      issues.push(...page.issues.filter(({ code }) => code !== 'LIST_TRUNCATED' || isLast));
      if (session.isStreamed) await session.rows(columns, page.nodes, { isContinued });
      else rows.push(...page.nodes);
      isContinued = true;
      count += page.nodes.length;
      hasMore = page.pageInfo.hasNextPage;
      session.context.signal.throwIfAborted();
    }
  } catch (error) {
    if (count === 0) sayUnknown(session);
    throw error;
  }
  if (!session.isStreamed) await session.rows(columns, rows);
  return { count, issues, hasMore };
}

/** For a person with how many there are; in a pipe nothing more is asked. */
async function describeRest(session: Session, count: number, filter: Filter): Promise<string> {
  const advice = '--limit 0 for all';
  if (!session.context.stdout.isTerminal) return `! more jobs: ${count} listed; ${advice}`;
  const { data } =
    session.options.quiet === true ? {} : await session.ask({ query: totalQuery, variables: { filter } });
  const { total } = (data?.['jobStats'] ?? {}) as Partial<Totals>;
  if (total === undefined || total.value <= count) return `${count} of more; ${advice}`;
  return `${count} of ${total.isLowerBound ? 'at least ' : ''}${total.value}; ${advice}`;
}

interface Totals {
  readonly total: { readonly value: number; readonly isLowerBound: boolean };
}

async function finish(
  session: Session,
  { count, issues: all }: Listed,
  { filter, ...options }: CoverageOptions & { readonly filter: Filter },
): Promise<number> {
  const issues = dropUnlisted(all, filter.sources ?? []);
  noteIssues(session, issues);
  const isInDoubt = options.allowPartial === true && count === 0 && issues.some(isFailure);
  return toCoverageStatus(issues, options, !isInDoubt || (await hasCovered(session, filter, issues)));
}

/** Whether a source that was meant has answered, though it has no such job. */
async function hasCovered(
  session: Session,
  { sources, providers }: Filter,
  issues: readonly Issue[],
): Promise<boolean> {
  const known = await askForKnownSources(session);
  return known
    .filter(
      ({ canList, name, provider }) =>
        canList && (sources ?? [name]).includes(name) && (providers ?? [provider]).includes(provider),
    )
    .some(({ name }) => !issues.some((issue) => issue.source.name === name && isFailure(issue)));
}

interface Count {
  readonly status: string | null;
  readonly count: number;
}

interface Stats {
  readonly bySource: readonly { readonly source: { readonly name: string }; readonly byStatus: readonly Count[] }[];
  readonly issues: readonly Issue[];
}

async function countJobs(session: Session, filter: Filter, options: ListOptions): Promise<number> {
  const fields = chooseOwnFields(session.options, ['source', 'status', 'count']);
  if ('names' in fields) return session.names(fields.names);
  const request = { query: countQuery, variables: { filter } };
  const { bySource, issues } = (await session.askFor('jobStats', request)) as Stats;
  const rows = bySource.flatMap(({ source, byStatus }) =>
    byStatus.map(({ status, count }) => fields.pick({ source: source.name, status, count })),
  );
  await session.rows([idColumn('SOURCE', 'source'), textColumn('STATUS', 'status'), textColumn('JOBS', 'count')], rows);
  return finish(session, { count: bySource.length, issues }, { ...options, filter });
}
