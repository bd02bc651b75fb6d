/** Filters the rows that one look at a source's list shows. Followers with equal filters share the judged rows. */
import { formatJobId } from '../../jobs/reading/job-id.ts';
import type { ReadRow } from '../../jobs/lists/container-pages.ts';
import type { ListSnapshot } from '../../jobs/watching/list-watcher.ts';
import type { RowCursor } from '../../jobs/watching/shared-rows.ts';
import type { Source } from '../../jobs/source.ts';
import { type RequestedFields, toRowCost } from '../../jobs/reading/plan.ts';
import type { CheckedFilter } from './filter.ts';
import { createIssues, type Issues, type SourceIssue } from './issues.ts';
import { createJudge, type Judge } from './judge.ts';
import { judgeRow, toJudgedFacts } from './verdict.ts';
import type { ListedJob } from './listed-job.ts';
import { toPlace } from './order.ts';

/** The result of a look when a number of jobs has been found. */
export interface Sifted {
  /** Those that meet the filter, newest first. */
  readonly jobs: readonly ListedJob[];
  /** Number of rows that were judged or ruled out. */
  readonly rows: number;
  /** About the source, not about single jobs. */
  readonly issues: readonly SourceIssue[];
  /** Whether a part of the list, or a job that had to be read, could not be read. */
  readonly hasFailed: boolean;
}

/** Goes through the rows only as far as a follower needs. */
export interface Sieve {
  /**
   * Takes rows until `count` jobs meet the filter or the look ends. If a row says too little, its job is read, within a
   * limit of calls. Throws when `isWanted` is false.
   */
  readonly findFirst: (count: number, isWanted: () => boolean) => Promise<Sifted>;
  /** The job as these first `rows` show it if it does not meet the filter there; undefined otherwise. */
  readonly findFailed: (job: ListedJob, rows: number) => Promise<ListedJob | undefined>;
}

/** One look at a source, and the filter for its rows. */
interface SieveOptions {
  readonly snapshot: ListSnapshot;
  readonly source: Source;
  readonly filter: CheckedFilter;
  /** The text of a row in which the filter's words are searched. */
  readonly textOf: (row: ReadRow) => string;
}

/** How many jobs are read together, beyond those that there is still room for. */
const maxBatch = 100;
/** The calls that one look may make to read jobs whose rows do not say whether they meet the filter. */
const maxReadCalls = 100;

/** A sieve for one look. Followers with equal filters share it. */
export function createSieve(options: SieveOptions): Sieve {
  const { snapshot, source, filter } = options;
  const { issues, hasFailed } = createSourceIssues(source);
  const candidates = createCandidates(options, issues);
  const requested: RequestedFields = { facts: toJudgedFacts(filter), secrets: nothing };
  const { judge } = createJudge({
    filter,
    filterRequestedOf: () => requested,
    loaderOf: () => snapshot.loader,
    issues,
  });
  const search = createSearch(candidates, judge, {
    noteFound: (): Found => {
      if (candidates.isTruncated()) issues.noteGap(source, 'LIST_TRUNCATED');
      return { rows: candidates.place(), issues: issues.all(), hasFailed: hasFailed() };
    },
    mayRead: (reads) => {
      const { calls, jobsPerCall } = toRowCost(source.adapter, requested);
      const isWithin = Math.ceil(reads / jobsPerCall) * calls < maxReadCalls;
      if (!isWithin) issues.noteGap(source, 'LIST_TRUNCATED');
      return isWithin;
    },
  });
  let working: Promise<void> = Promise.resolve();

  return {
    findFirst: async (count, isWanted) => {
      if (search.needsMore(count))
        await (working = working.catch(() => undefined).then(() => search.extend(count, isWanted)));
      return search.first(count);
    },
    findFailed: async (job, rows) => {
      const { row, place = rows } = snapshot.find(job.row.key) ?? {};
      if (row === undefined || place >= rows) return undefined;
      const listed = candidates.toListed(row);
      if (listed !== undefined && (listed.isDecided || (await judge(listed)) !== false)) return undefined;
      return { ...job, row, place: toPlace('NEWEST_FIRST', row, job.id), isDecided: false };
    },
  };
}

type Found = Omit<Sifted, 'jobs'>;

/** The jobs that have been found so far. */
interface Search {
  readonly needsMore: (count: number) => boolean;
  readonly first: (count: number) => Sifted;
  /** Must not be called while it runs. */
  readonly extend: (count: number, isWanted: () => boolean) => Promise<void>;
}

interface SearchNotes {
  /** Returns the current state. Called when one more job has been found. */
  readonly noteFound: () => Found;
  /** Whether more jobs may be read, after so many. */
  readonly mayRead: (reads: number) => boolean;
}

function createSearch(candidates: Candidates, judge: Judge['judge'], { noteFound, mayRead }: SearchNotes): Search {
  const passed: ListedJob[] = [];
  const found: Found[] = [];
  /** The next jobs in order that are not decided yet, until they are read. */
  let undecided: ListedJob[] = [];
  let reads = 0;
  let hasEnded = false;

  const needsMore = (count: number): boolean => passed.length < count && !hasEnded;

  function pass(job: ListedJob): void {
    passed.push(job);
    found.push(noteFound());
  }

  async function readUndecided(): Promise<void> {
    const batch = undecided;
    undecided = [];
    reads += batch.filter(({ isDecided }) => !isDecided).length;
    const verdicts = await Promise.all(batch.map(judge));
    for (const [index, job] of batch.entries()) if (verdicts[index] === true) pass(job);
  }

  async function collect(size: number, isWanted: () => boolean): Promise<void> {
    do {
      const job = await candidates.next(isWanted);
      hasEnded = job === undefined;
      if (job?.isDecided === true && undecided.length === 0) pass(job);
      else if (job !== undefined) undecided.push(job);
    } while (!hasEnded && undecided.length > 0 && undecided.length < size);
  }

  return {
    needsMore,
    first: (count) => ({ jobs: passed.slice(0, count), ...(found[count - 1] ?? noteFound()) }),
    extend: async (count, isWanted) => {
      let grown = 0;
      while (needsMore(count)) {
        const size = Math.max(count - passed.length, grown);
        await collect(size, isWanted);
        if (undecided.length === 0) continue;
        await readUndecided();
        // The fewer jobs pass, the larger the batches.
        grown = Math.min(size * 2, maxBatch);
        if (needsMore(count)) hasEnded = !mayRead(reads);
      }
    },
  };
}

/** The rows that the filter does not rule out. */
interface Candidates extends Pick<RowCursor, 'isTruncated'> {
  /** Undefined at the end of those that the filter can pass. */
  readonly next: (isWanted: () => boolean) => Promise<ListedJob | undefined>;
  /** Undefined if the filter rules it out. */
  readonly toListed: (row: ReadRow) => ListedJob | undefined;
  /** How many rows were looked at. */
  readonly place: () => number;
}

/** Rows that are judged between two turns. */
const rowsOfTurn = 100;

function createCandidates({ snapshot, source, filter, textOf }: SieveOptions, issues: Issues): Candidates {
  const { next, isTruncated } = snapshot.open((error) => {
    issues.note(source, error);
  });
  let place = 0;
  let untilTurn = 0;

  function toListed(row: ReadRow): ListedJob | undefined {
    const verdict = judgeRow(filter, source, row, textOf(row));
    if (verdict === 'fails') return undefined;
    const id = formatJobId(source.name, row.key);
    return { source, row, id, place: toPlace('NEWEST_FIRST', row, id), isDecided: verdict === 'passes' };
  }

  return {
    next: async (isWanted) => {
      for (;;) {
        if (untilTurn === 0) await snapshot.yielder.acquire(rowsOfTurn);
        if (!isWanted()) throw new Error('The list is not watched any more.');
        untilTurn = (untilTurn || rowsOfTurn) - 1;
        place += 1;
        const read = next();
        const row = read instanceof Promise ? await read : read;
        if (row === undefined || isOlder(row, filter)) return undefined;
        const job = toListed(row);
        if (job !== undefined) return job;
      }
    },
    toListed,
    place: () => place,
    isTruncated,
  };
}

const nothing: ReadonlySet<string> = new Set();

/** Rows come newest first. */
function isOlder({ facts: { createdAt } }: ReadRow, { created: { from } }: CheckedFilter): boolean {
  return from !== null && createdAt !== null && createdAt < from;
}

/** Collects issues of the source as a whole. Jobs that are gone are no gap in the list. */
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
