/** The rows of the list: what the list says of a job, and what is known once it has been read. */
import type {
  ConsoleJobsQuery,
  ConsoleRowsQuery,
  FailureFragment,
  JobStatus,
  ProgressFragment,
} from '../graph/graphql.generated.ts';

/** A job as a list says it. Which of the facts are there depends on its type. */
export type ListedJob = NonNullable<ConsoleJobsQuery['jobs']>['nodes'][number];

/** A job as it stands once read. */
export type ReadJob = NonNullable<NonNullable<ConsoleRowsQuery['jobsById']>[number]>;

export interface Row {
  readonly id: string;
  readonly providerJobId: string;
  readonly provider: string;
  readonly source: string;
  readonly region: string | null;
  readonly name: string | null;
  readonly account: string | null;
  readonly kind: string | null;
  readonly definition: string | null;
  /** Null while it is not known: the list does not say it, and the job has not been read. */
  readonly status: JobStatus | null;
  readonly rawStatus: string | null;
  readonly isTerminal: boolean | null;
  readonly statusMessage: string | null;
  readonly createdAt: string | null;
  readonly endedAt: string | null;
  readonly durationSeconds: number | null;
  readonly fetchedAt: string | null;
  readonly progress: Omit<ProgressFragment, '__typename'> | null;
  readonly failures: readonly Omit<FailureFragment, '__typename'>[];
  /** The codes of what could not be read of it, each once. */
  readonly errorCodes: readonly string[];
}

type Known = Partial<Omit<Row, 'failures' | 'source'>> & { readonly failures?: Row['failures'] | null };

/** What has been read wins over what the list said, unless the read failed. */
export function toRow(listed: ListedJob, read: ReadJob | null, errorCodes: readonly string[]): Row {
  const { id, providerJobId, provider, source, createdAt, kind } = listed;
  const said: Known = listed;
  const state: Known = read?.status == null ? { ...said, ...dropNulls(read ?? {}) } : read;
  return {
    id,
    providerJobId,
    provider,
    source: source.name,
    region: source.region,
    account: source.account,
    kind,
    definition: state.definition ?? said.definition ?? null,
    name: state.name ?? said.name ?? null,
    status: state.status ?? null,
    rawStatus: state.rawStatus ?? null,
    isTerminal: state.isTerminal ?? null,
    statusMessage: state.statusMessage ?? null,
    createdAt: state.createdAt ?? createdAt,
    endedAt: state.endedAt ?? null,
    durationSeconds: state.durationSeconds ?? null,
    fetchedAt: state.fetchedAt ?? null,
    progress: state.progress ?? null,
    failures: state.failures ?? [],
    errorCodes,
  };
}

function dropNulls(facts: Known): Known {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
}

/** Jobs of which rows show more than lists say: those that move, that failed, and those whose status no list says. */
export function needsRead(job: ListedJob): boolean {
  if (!('status' in job) || job.status === null) return true;
  return job.isTerminal !== true || badStatuses.has(job.status);
}

const badStatuses: ReadonlySet<string> = new Set(['FAILED', 'PARTIALLY_SUCCEEDED', 'TIMED_OUT']);

/** A field's error, as the graph sends it. */
export interface FieldError {
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** The codes of a list's errors by the job's place in it, each once: one job that is gone has an error at each field. */
export function groupErrors(errors: readonly FieldError[], depth: number): ReadonlyMap<number, readonly string[]> {
  const groups = new Map<number, string[]>();
  for (const { path, extensions } of errors) {
    const place = path?.[depth];
    const code = extensions?.['code'];
    if (typeof place !== 'number' || typeof code !== 'string') continue;
    const codes = groups.get(place) ?? [];
    if (!codes.includes(code)) groups.set(place, [...codes, code]);
  }
  return groups;
}

/**
 * The ids of a first page that nobody has seen. Jobs also come onto a page because others left it: they come behind all
 * that were there, so only those before one of these are new, unless the shown page was the whole list.
 */
export function findNew(page: readonly string[], known: ReadonlySet<string>, isWhole: boolean): readonly string[] {
  const lastKnown = page.findLastIndex((id) => known.has(id));
  const candidates = isWhole ? page : page.slice(0, Math.max(0, lastKnown));
  return candidates.filter((id) => !known.has(id));
}

/** The most ids that one subscription takes. */
const watchLimit = 100;

/** What to watch. A watch that covers all that moves goes on as it is: a new one would read every job again. */
export function chooseWatched(present: readonly string[], rows: readonly Row[]): readonly string[] {
  const moving = rows.filter(({ status, isTerminal }) => status !== null && isTerminal !== true).map(({ id }) => id);
  return moving.every((id) => present.includes(id)) ? present : moving.slice(0, watchLimit);
}

/** Where the jobs of a page of what has not ended stand. */
export interface ActivePage {
  /** Those that have not ended, first as the list says it, then as a read of the job does. */
  readonly jobs: readonly ListedJob[];
  /** How many are being read, because their list says no status. */
  readonly pending: number;
  /** Those that have ended as a read says, while neither list nor read says when. */
  readonly endless: readonly ListedJob[];
}

/** How a job without a listed status stands, once that is known. */
export type Standing = 'active' | 'endless' | 'gone';

/** @param standings of jobs without a listed status, by their ids */
export function placeActive(jobs: readonly ListedJob[], standings: ReadonlyMap<string, Standing>): ActivePage {
  const said = jobs.filter((job) => saysStatus(job) && !hasEnded(job));
  const unsaid = jobs.filter((job) => !saysStatus(job) && !hasEnded(job));
  const standing = (wanted: Standing) => unsaid.filter(({ id }) => standings.get(id) === wanted);
  return {
    jobs: [...said, ...standing('active')],
    pending: unsaid.filter(({ id }) => !standings.has(id)).length,
    endless: standing('endless'),
  };
}

/** Null while it is not known. A job that could not be read must not be hidden, unless its provider does not know it any more. */
export function toStanding(row: Row): Standing | null {
  if (row.status !== null) return row.isTerminal === true ? 'endless' : 'active';
  if (row.errorCodes.length === 0) return null;
  return row.errorCodes.includes('JOB_GONE') || row.errorCodes.includes('JOB_NOT_FOUND') ? 'gone' : 'active';
}

/** Whether jobs that have not ended may follow a page on which they stand first. */
export function endsActive(jobs: readonly ListedJob[]): boolean {
  return jobs.some(hasEnded);
}

/** Whether the list says the job's status. */
export function saysStatus(job: ListedJob): boolean {
  return 'status' in job && job.status !== null;
}

function hasEnded(job: ListedJob): boolean {
  return 'isTerminal' in job && job.isTerminal === true;
}

type Named = Pick<Row, 'name' | 'kind' | 'definition' | 'providerJobId'>;

/** What people call a job: what it is a run of, then the run; a number alone stands behind words. Never empty. */
export function toTitle({ name, kind, definition, providerJobId }: Named): string {
  if (definition === null || definition === '') return name || kind || providerJobId;
  const isNumber = !/[a-z]/i.test(definition);
  const run = name ?? (isNumber ? kind : null);
  if (run === null || run === '' || run === definition) return definition;
  if (run.startsWith(definition)) return run;
  return isNumber ? `${run} › ${definition}` : `${definition} › ${run}`;
}

/** Why a job failed, or what it says while it moves: no code that only repeats the status, no message of success. */
export function toReason({
  failures,
  statusMessage,
  status,
  rawStatus,
}: Pick<Row, 'failures' | 'statusMessage' | 'status' | 'rawStatus'>): {
  readonly code: string | null;
  readonly text: string | null;
} {
  const [failure] = failures;
  const repeats = [status, rawStatus, 'failed', 'failure'].map(toLetters);
  const code = failure?.code != null && !repeats.includes(toLetters(failure.code)) ? failure.code : null;
  const said =
    statusMessage !== null && /^(job )?(complete|completed|succeeded|success)\W*$/i.test(statusMessage)
      ? null
      : statusMessage;
  const text = failure?.message ?? (status === 'SUCCEEDED' ? null : said);
  return { code, text: text === code ? null : text };
}

function toLetters(text: string | null | undefined): string {
  return (text ?? '').replaceAll(/[^a-z]/gi, '').toLowerCase();
}
