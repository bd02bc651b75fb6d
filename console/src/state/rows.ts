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
  readonly kind: string | null;
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
    kind,
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

/** The jobs of the default view under their headings. A row stays in its group while it is shown, whatever becomes of it. */
export interface RowGroup {
  /** `unsaid`: the list does not say where they stand. */
  readonly name: 'active' | 'recent' | 'unsaid';
  readonly jobs: readonly ListedJob[];
}

/** @param cutoff see ListRequest */
export function groupListed(jobs: readonly ListedJob[], cutoff: number): readonly RowGroup[] {
  const recent = jobs
    .filter((job) => hasEnded(job) && endOf(job) >= cutoff)
    .toSorted((one, other) => endOf(other) - endOf(one));
  const groups: readonly RowGroup[] = [
    { name: 'active', jobs: jobs.filter((job) => saysStatus(job) && !hasEnded(job)) },
    { name: 'recent', jobs: recent },
    { name: 'unsaid', jobs: jobs.filter((job) => !saysStatus(job)) },
  ];
  return groups.filter((group) => group.jobs.length > 0);
}

/**
 * Whether nothing recent can follow a page of the default view: its last job, of those that the graph places by their status,
 * is too old.
 */
export function reachesCutoff(jobs: readonly ListedJob[], cutoff: number): boolean {
  const last = jobs.findLast((job) => saysStatus(job) && job.__typename !== 'AwsBatchJob');
  return last !== undefined && hasEnded(last) && !(endOf(last) >= cutoff);
}

/** Whether the list says the job's status. */
function saysStatus(job: ListedJob): boolean {
  return 'status' in job && job.status !== null;
}

function hasEnded(job: ListedJob): boolean {
  return 'isTerminal' in job && job.isTerminal === true;
}

/** Milliseconds since 1970; not a number where it is not known. */
function endOf(job: ListedJob): number {
  return 'endedAt' in job && job.endedAt !== null ? Date.parse(job.endedAt) : Number.NaN;
}
