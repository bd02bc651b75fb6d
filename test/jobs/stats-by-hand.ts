/** `byDefinition` and `byReason` of a depot's jobs, counted by hand: slowly, from what the rows are known to say. */
import { createHash } from 'node:crypto';
import type { DepotJob } from './depot.ts';

/** How a source lists the depot's jobs. */
export interface Lists {
  readonly name: string;
  readonly rows: 'keys' | 'some' | 'whole';
  readonly saysDefinition: boolean;
  readonly saysFailed: boolean;
}

export interface Asked {
  readonly statuses: readonly string[] | null;
  readonly definitions: readonly string[] | null;
  readonly createdAfter: string | null;
  readonly first: number;
  readonly runs: number;
  readonly maxReads: number;
}

type Fact = 'status' | 'definition' | 'failures';

interface Seen {
  readonly source: string;
  readonly id: string;
  readonly job: DepotJob;
  readonly knows: ReadonlySet<Fact>;
  /** What the filter says of the row: yes, no, or undefined. */
  readonly meets: boolean | undefined;
}

const everything: readonly Fact[] = ['status', 'definition', 'failures'];

function listFacts({ rows, saysDefinition, saysFailed }: Lists, { status }: DepotJob): readonly Fact[] {
  if (rows !== 'some') return everything;
  const ofStatus: readonly Fact[] = status === 'FAILED' ? (saysFailed ? ['status'] : []) : ['status', 'failures'];
  return saysDefinition ? [...ofStatus, 'definition'] : ofStatus;
}

function judge({ statuses, definitions }: Asked, job: DepotJob, knows: ReadonlySet<Fact>): boolean | undefined {
  const conditions = [
    statuses === null ? true : knows.has('status') ? statuses.includes(job.status) : undefined,
    definitions === null
      ? true
      : knows.has('definition')
        ? definitions.includes(job.definition ?? 'nothing')
        : undefined,
  ];
  if (conditions.includes(false)) return false;
  return conditions.includes(undefined) ? undefined : true;
}

const byTime = (one: string | null, other: string | null): number => (other ?? '').localeCompare(one ?? '');
const byCreation = (one: Seen, other: Seen): number =>
  byTime(one.job.createdAt, other.job.createdAt) || (one.id < other.id ? -1 : 1);

/** All rows within the span of creation, newest first. */
export function toRows(sources: readonly Lists[], jobs: readonly DepotJob[], asked: Asked): readonly Seen[] {
  return sources
    .flatMap((source) =>
      jobs.map((job) => {
        const knows = new Set(listFacts(source, job));
        return { source: source.name, id: `${source.name}:${job.key}`, job, knows, meets: judge(asked, job, knows) };
      }),
    )
    .filter(({ job }) => asked.createdAfter === null || (job.createdAt ?? '') >= asked.createdAfter)
    .sort(byCreation);
}

function read(rows: readonly Seen[], wanted: readonly Seen[], asked: Asked): readonly Seen[] {
  const ids = new Set(wanted.slice(0, asked.maxReads).map(({ id }) => id));
  const knows = new Set(everything);
  return rows.map((row) =>
    ids.has(row.id) ? { ...row, knows, meets: row.meets ?? judge(asked, row.job, knows) } : row,
  );
}

const count = (value: number, isLowerBound: boolean) => ({ value, isLowerBound });
const isUnsaid = ({ knows }: Seen): boolean => !knows.has('status');
const endOf = ({ job, knows }: Seen): string | null => (knows.has('status') ? (job.endedAt ?? null) : null);

const sameRuns = (one: Seen, other: Seen): boolean =>
  one.source === other.source && one.knows.has('definition') && one.job.definition === other.job.definition;

function letterOf(seen: Seen): string {
  if (isUnsaid(seen)) return 'u';
  return { SUCCEEDED: 'g', FAILED: 'b', QUEUED: '', RUNNING: '' }[seen.job.status];
}

/** With the issues that follow, as `source CODE`. */
export interface ByHand {
  readonly entries: readonly object[];
  readonly issues: readonly string[];
}

const lacking = (seen: Seen): string => (isUnsaid(seen) ? 'STATUS_NOT_LISTED' : 'DEFINITION_NOT_LISTED');

export function definitionsByHand(rows: readonly Seen[], asked: Asked): ByHand {
  const unread = rows.filter((row) => {
    if (!row.knows.has('definition')) return true;
    const runs = rows.filter((other) => other.knows.has('definition') && sameRuns(other, row));
    const isNear = runs.indexOf(row) < Math.max(12, asked.runs);
    return (
      typeof row.job.definition === 'string' && isUnsaid(row) && isNear && runs.some(({ meets }) => meets !== false)
    );
  });
  const known = read(rows, unread, asked);
  const isBounded = asked.createdAfter !== null;
  const groups = known
    .filter(({ knows, job }) => knows.has('definition') && typeof job.definition === 'string')
    .filter((row, index, all) => all.findIndex((other) => sameRuns(other, row)) === index)
    .map((row) => known.filter((other) => other.knows.has('definition') && sameRuns(other, row)))
    .filter((runs) => runs.some(({ meets }) => meets === true));
  const entries = groups.map((runs) => {
    const source = runs[0]?.source;
    const ofSource = known.filter((row) => row.source === source);
    const lacksDefinitions = ofSource.some(({ knows }) => !knows.has('definition'));
    const counted = runs.filter((run) => letterOf(run) !== '');
    const word = counted.map(letterOf).join('');
    const row = word.length - word.replace(/^b+/, '').length;
    const oldest = counted[row - 1];
    return {
      newest: runs[0]?.job.createdAt ?? null,
      entry: {
        source: { name: source },
        definition: runs[0]?.job.definition,
        total: count(
          runs.filter(({ meets }) => meets === true).length,
          lacksDefinitions || ofSource.some(({ meets }) => meets === undefined),
        ),
        runs: runs.slice(0, asked.runs).map((run) => ({
          id: run.id,
          status: isUnsaid(run) ? null : run.job.status,
          createdAt: run.job.createdAt,
          endedAt: endOf(run),
        })),
        hasEarlierRuns: runs.length > asked.runs || isBounded,
        failedSince: oldest === undefined ? null : (endOf(oldest) ?? oldest.job.createdAt),
        failuresInARow: count(row, lacksDefinitions || (row === word.length ? isBounded : word[row] === 'u')),
      },
    };
  });
  const sorted = entries.sort((one, other) => {
    const [fails, othersFail] = [one, other].map(({ entry }) => entry.failuresInARow.value > 0);
    if (fails !== othersFail) return fails === true ? -1 : 1;
    return fails === true ? byTime(one.entry.failedSince, other.entry.failedSince) : byTime(one.newest, other.newest);
  });
  return {
    entries: sorted.map(({ entry }) => entry),
    issues: [
      ...known.filter(({ meets }) => meets === undefined).map((row) => `${row.source} ${lacking(row)}`),
      ...known.filter(({ knows }) => !knows.has('definition')).map(({ source }) => `${source} DEFINITION_NOT_LISTED`),
      ...groups.flatMap((runs) => runs.filter(isUnsaid).map(({ source }) => `${source} STATUS_NOT_LISTED`)),
    ],
  };
}

const textOf = ({ knows, job: { failure } }: Seen): string | null =>
  knows.has('failures') ? (failure?.replace(/\d/g, '#') ?? null) : null;
const keyOf = (text: string | null): string | null =>
  text && createHash('sha256').update(text.toLowerCase()).digest('hex').slice(0, 16);
const seenAt = (seen: Seen): string | null => endOf(seen) ?? seen.job.createdAt;

export function reasonsByHand(rows: readonly Seen[], names: readonly string[], asked: Asked): ByHand {
  const mayHaveFailed = (row: Seen): boolean => isUnsaid(row) || row.job.status === 'FAILED';
  const unread = rows
    .filter((row) => row.meets !== false && mayHaveFailed(row))
    .filter((row) => row.meets === undefined || isUnsaid(row) || !row.knows.has('failures'))
    .toSorted((one, other) => byTime(endOf(one), endOf(other)) || byCreation(one, other));
  const known = read(rows, unread, asked);
  const unsaid = known.filter((row) => row.meets !== false && isUnsaid(row));
  const undecided = known.filter((row) => row.meets === undefined && mayHaveFailed(row));
  const failed = known.filter((row) => row.meets === true && !isUnsaid(row) && row.job.status === 'FAILED');
  const mute = failed.filter(({ knows }) => !knows.has('failures'));
  const entries = [...new Set(failed.map(textOf))].map((text) => {
    const jobs = failed
      .filter((row) => textOf(row) === text)
      .sort((one, other) => byTime(seenAt(one), seenAt(other)) || byCreation(one, other));
    const times = jobs.map(seenAt).filter((time) => time !== null);
    const isLower = unsaid.length + undecided.length > 0 || (text !== null && mute.length > 0);
    const definitions = jobs.filter(({ knows }) => knows.has('definition')).map(({ job }) => job.definition ?? null);
    const places = jobs.map(({ source, knows, job }) =>
      knows.has('definition') && typeof job.definition === 'string' ? `${source} ${job.definition}` : null,
    );
    return {
      key: keyOf(text),
      text,
      count: count(jobs.length, isLower),
      firstSeenAt: times.at(-1) ?? null,
      lastSeenAt: times[0] ?? null,
      definitionCount: count(
        new Set(places).difference(new Set([null])).size,
        isLower || definitions.length < jobs.length,
      ),
      sources: names.filter((name) => jobs.some(({ source }) => source === name)).map((name) => ({ name })),
      example: { id: jobs[0]?.id },
    };
  });
  const named = entries
    .filter(({ key }) => key !== null)
    .sort((one, other) => byTime(one.lastSeenAt, other.lastSeenAt) || ((one.key ?? '') < (other.key ?? '') ? -1 : 1));
  return {
    entries: [...named.slice(0, asked.first), ...entries.filter(({ key }) => key === null)],
    issues: [
      ...undecided.map((row) => `${row.source} ${lacking(row)}`),
      ...unsaid.map(({ source }) => `${source} STATUS_NOT_LISTED`),
      ...mute.map(({ source }) => `${source} FAILURES_NOT_LISTED`),
    ],
  };
}
