/** `jobs ls`: the jobs of all sources, their numbers, or the list while it changes. */
import { textColumn, type Row } from '../columns.ts';
import { CommandFault, exits } from '../exit.ts';
import { toFilter, type FilterOptions } from '../filter.ts';
import { noteIssues, type Issue } from '../issues.ts';
import { toJobColumns, toJobFields } from '../job-rows.ts';
import { countQuery, toListQuery } from '../operations.ts';
import { chooseFields } from '../options.ts';
import { chooseOwnFields } from '../own-fields.ts';
import type { Session } from '../session.ts';
import { watchList } from './watched-list.ts';

/** Of `jobs ls`. `limit` is the text as it was given. */
export interface ListOptions extends FilterOptions {
  readonly sort: 'newest' | 'oldest' | 'active';
  readonly limit: string;
  readonly count?: boolean;
  readonly watch?: boolean;
  readonly requireComplete?: boolean;
}

const orders = { newest: 'NEWEST_FIRST', oldest: 'OLDEST_FIRST', active: 'ACTIVE_FIRST' } as const;
const maxPageSize = 100;

/** Prints the list, its counts or its changes; returns the exit status. Throws `CommandFault`. */
export async function listJobs(session: Session, options: ListOptions): Promise<number> {
  const filter = await toFilter(options, session.surroundings.now());
  const limit = readLimit(options.limit);
  if (options.count === true) return countJobs(session, filter, options);
  const chosen = await chooseFields(session.options, 'Job', toJobFields(session.options));
  if ('names' in chosen) return session.names(chosen.names);
  if (options.watch === true) {
    if (options.sort !== 'newest')
      throw new CommandFault(exits.usage, '--watch lists the newest jobs; leave --sort out.');
    if (limit > maxPageSize) session.note(`! --watch shows the newest ${maxPageSize} at most.`);
    return watchList(session, { ...chosen, filter, first: Math.min(limit, maxPageSize) });
  }
  const issues: Issue[] = [];
  const rows: Row[] = [];
  const columns = toJobColumns(session.options);
  let isContinued = false;
  for await (const page of readPages(session, { ...chosen, filter, limit, orderBy: orders[options.sort] })) {
    issues.push(...page.issues);
    if (session.takesParts) await session.rows(columns, page.nodes, { isContinued });
    else rows.push(...page.nodes);
    isContinued = true;
  }
  if (!session.takesParts) await session.rows(columns, rows);
  return finish(session, issues, options);
}

function readLimit(text: string): number {
  if (!/^\d{1,7}$/.test(text))
    throw new CommandFault(exits.usage, `--limit must be a whole number, 0 for all, but got ${JSON.stringify(text)}.`);
  return Number(text) === 0 ? Infinity : Number(text);
}

interface Page {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly issues: readonly Issue[];
}

interface Pages {
  readonly selection: string;
  readonly filter: object;
  readonly orderBy: string;
  readonly limit: number;
}

/** Each page with the issues that stay: one that a limit of the gateway ended is gone on from; on the last, older jobs are missing. */
async function* readPages(
  session: Session,
  { selection, filter, orderBy, limit }: Pages,
): AsyncGenerator<Pick<Page, 'nodes' | 'issues'>> {
  const query = toListQuery(selection);
  let count = 0;
  let after: string | null = null;
  do {
    const first = Math.min(limit - count, maxPageSize);
    const page = (await session.askFor('jobs', { query, variables: { first, after, orderBy, filter } })) as Page;
    count += page.nodes.length;
    const { hasNextPage, endCursor } = page.pageInfo;
    after = hasNextPage && count < limit ? endCursor : null;
    const isLast = after === null;
    yield { nodes: page.nodes, issues: page.issues.filter(({ code }) => code !== 'LIST_TRUNCATED' || isLast) };
    session.surroundings.signal.throwIfAborted();
  } while (after !== null);
}

function finish(session: Session, issues: readonly Issue[], { requireComplete }: ListOptions): number {
  noteIssues(session, issues);
  return requireComplete === true && issues.length > 0 ? exits.partial : exits.done;
}

interface Count {
  readonly status: string | null;
  readonly count: number;
}

interface Stats {
  readonly bySource: readonly { readonly source: { readonly name: string }; readonly byStatus: readonly Count[] }[];
  readonly issues: readonly Issue[];
}

async function countJobs(session: Session, filter: object, options: ListOptions): Promise<number> {
  const fields = chooseOwnFields(session.options, ['source', 'status', 'count']);
  if ('names' in fields) return session.names(fields.names);
  const { bySource, issues } = (await session.askFor('jobStats', {
    query: countQuery,
    variables: { filter },
  })) as Stats;
  const rows = bySource.flatMap(({ source, byStatus }) =>
    byStatus.map(({ status, count }) => fields.pick({ source: source.name, status, count })),
  );
  await session.rows(
    [{ ...textColumn('SOURCE', 'source'), isId: true }, textColumn('STATUS', 'status'), textColumn('JOBS', 'count')],
    rows,
  );
  return finish(session, issues, options);
}
