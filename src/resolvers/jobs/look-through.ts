/** Finds a source's newest jobs that meet a filter in one look at its list. */
import { formatJobId } from '../../job.ts';
import type { ListLook } from '../../jobs/list-watcher.ts';
import type { RowCursor } from '../../jobs/shared-rows.ts';
import type { Source } from '../../jobs/source.ts';
import { toRowCost } from '../../provider/plan.ts';
import type { RequestedFields } from '../../provider/requested-fields.ts';
import type { CheckedFilter } from './filter.ts';
import { createIssues, type Issues, type SourceIssue } from './issues.ts';
import { createJudge } from './judge.ts';
import type { ListedJob } from './listed-job.ts';
import { toPlace } from './order.ts';
import { judgeRow, toJudgedFacts } from './verdict.ts';

/** Which jobs of a source a subscriber watches. */
export interface Wanted {
  /** How many at most. */
  readonly first: number;
  readonly filter: CheckedFilter;
  /** Jobs that met the filter before, by their ids. */
  readonly known: ReadonlyMap<string, ListedJob>;
}

/** What one look at a source showed. */
export interface LookedThrough {
  /** Newest first. */
  readonly jobs: readonly ListedJob[];
  /** Known jobs that the look showed, and that do not meet the filter any more. */
  readonly left: ReadonlyMap<string, ListedJob>;
  /** About the source, not about single jobs. */
  readonly issues: readonly SourceIssue[];
  /** Whether a part of the list, or a job that had to be read, could not be read. */
  readonly hasFailed: boolean;
}

/** How many jobs are judged together, beyond those that there is still room for. */
const maxBatch = 100;
/** The calls that one look may make to read jobs whose rows do not say whether they meet the filter. */
const maxReadCalls = 100;

/** Takes rows until `first` jobs meet the filter or the look ends. Rows that say too little are read, within a limit of calls. */
export async function lookThrough(look: ListLook, source: Source, wanted: Wanted): Promise<LookedThrough> {
  const { first, filter, known } = wanted;
  const { issues, hasFailed } = createSourceIssues(source);
  const cursor = look.open((error) => {
    issues.note(source, error);
  });
  const ask: RequestedFields = { facts: toJudgedFacts(filter), secrets: nothing, secretsOfMasked: nothing };
  const { judge } = createJudge({ filter, filterAskOf: () => ask, loaderOf: () => look.loader, issues });
  const left = new Map<string, ListedJob>();
  const onFail = (job: ListedJob): void => {
    if (known.has(job.id)) left.set(job.id, job);
  };
  const found: ListedJob[] = [];
  let [size, reads] = [0, 0];
  while (found.length < first) {
    size = Math.max(first - found.length, Math.min(size * 2, maxBatch));
    const batch = await takeRows(cursor, size, source, filter, onFail);
    reads += batch.filter(({ isDecided }) => !isDecided).length;
    const verdicts = await Promise.all(batch.map(judge));
    for (const [index, job] of batch.entries())
      if (verdicts[index] === true) found.push(job);
      else if (verdicts[index] === false) onFail(job);
    if (batch.length < size) break;
    if (countCalls(source, ask, reads) >= maxReadCalls && found.length < first) {
      issues.noteGap(source, 'LIST_TRUNCATED');
      break;
    }
  }
  if (cursor.isTruncated()) issues.noteGap(source, 'LIST_TRUNCATED');
  return { jobs: found.slice(0, first), left, issues: issues.all(), hasFailed: hasFailed() };
}

const nothing: ReadonlySet<string> = new Set();

function countCalls({ adapter }: Source, ask: RequestedFields, jobs: number): number {
  const { calls, jobsPerCall } = toRowCost(adapter, ask);
  return Math.ceil(jobs / jobsPerCall) * calls;
}

/** The next rows that the filter does not rule out; fewer only at the end of those that it can pass. */
async function takeRows(
  cursor: RowCursor,
  count: number,
  source: Source,
  filter: CheckedFilter,
  onFail: (job: ListedJob) => void,
): Promise<readonly ListedJob[]> {
  const jobs: ListedJob[] = [];
  const { from } = filter.created;
  while (jobs.length < count) {
    const row = await cursor.next();
    if (row === undefined) break;
    // Rows come newest first.
    if (from !== null && row.facts.createdAt !== null && row.facts.createdAt < from) break;
    const id = formatJobId(source.name, row.key);
    const verdict = judgeRow(filter, source, row, id);
    const job = { source, row, id, place: toPlace('NEWEST_FIRST', row, id), isDecided: verdict === 'passes' };
    if (verdict === 'fails') onFail(job);
    else jobs.push(job);
  }
  return jobs;
}

/** Those of a whole source. Jobs that are gone are no gap in the list. */
function createSourceIssues(source: Source): { readonly issues: Issues; readonly hasFailed: () => boolean } {
  const issues = createIssues([source]);
  let hasFailed = false;
  return {
    issues: {
      ...issues,
      note: (of, error) => {
        hasFailed = true;
        issues.note(of, error);
      },
      noteGone: () => undefined,
    },
    hasFailed: () => hasFailed,
  };
}
