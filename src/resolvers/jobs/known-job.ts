/** A listed job, as far as its row or a read gives the counted facts. */
import type { ReadRecord } from '../../jobs/reading/reader.ts';
import type { Source } from '../../jobs/source.ts';
import {
  toDurationSeconds,
  type Instant,
  type JobFacts,
  type JobFailure,
  type JobStatus,
} from '../../provider/contract/job.ts';
import { holdsInRow } from '../../jobs/reading/plan.ts';
import type { CheckedFilter } from './filter.ts';
import type { ListedJob } from './listed-job.ts';
import { hasEndedBadly } from './reasons.ts';
import { judgeFacts, judgeRow, toSearchedText } from './verdict.ts';

/** `JobRun` of the graph. Null where neither the row nor a read says it, too. */
export interface JobRunNode {
  /** The graph's id. */
  readonly id: string;
  readonly name: string | null;
  readonly status: JobStatus | null;
  readonly createdAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly durationSeconds: number | null;
}

/** Undefined: not said, so that a read may. */
export interface KnownJob {
  readonly source: Source;
  /** Its row, and its place, newest first. */
  readonly listed: ListedJob;
  readonly run: JobRunNode;
  readonly hasEnded: boolean | undefined;
  readonly saysEnd: boolean;
  readonly definition: string | null | undefined;
  readonly failures: readonly JobFailure[] | undefined;
  /** Whether it meets the filter. */
  readonly meets: boolean | undefined;
}

type Says = (fact: string) => boolean;

/** By its row. */
export function toKnownJob(listed: ListedJob, filter: CheckedFilter): KnownJob {
  const { source, row, id } = listed;
  const verdict = judgeRow(filter, source, row, filter.words.length === 0 ? '' : toSearchedText(row, id));
  return {
    ...toSaid(listed, row, (fact) => holdsInRow(source.adapter, row.alsoHolds, fact)),
    meets: verdict === 'undecided' ? undefined : verdict === 'passes',
  };
}

/** By a read of the facts that rows may lack. What its row decided of the filter stays. */
export function toReadJob({ listed, meets }: KnownJob, record: ReadRecord, filter: CheckedFilter): KnownJob {
  return { ...toSaid(listed, record, () => true), meets: meets ?? judgeFacts(filter, record.facts) };
}

function toSaid(
  listed: ListedJob,
  { facts, fetchedAt }: Pick<ReadRecord, 'facts' | 'fetchedAt'>,
  says: Says,
): Omit<KnownJob, 'meets'> {
  const { source, id } = listed;
  return {
    source,
    listed,
    run: toRun(id, source, facts, fetchedAt, says),
    hasEnded: says('isTerminal') ? facts.isTerminal : undefined,
    saysEnd: says('endedAt'),
    definition: says('definition') ? facts.definition : undefined,
    failures: says('failures') ? facts.failures : undefined,
  };
}

function toRun(id: string, source: Source, facts: JobFacts, fetchedAt: Instant, says: Says): JobRunNode {
  return {
    id,
    name: says('name') ? facts.name : null,
    status: says('status') ? facts.status : null,
    createdAt: facts.createdAt,
    endedAt: says('endedAt') ? facts.endedAt : null,
    durationSeconds: says('durationSeconds')
      ? toDurationSeconds(facts, fetchedAt, source.adapter.reportsStart ?? true)
      : null,
  };
}

/** Whether it is not known how the job ended, or whether it has. */
export function isUnsaid({ run: { status }, hasEnded }: Pick<KnownJob, 'run' | 'hasEnded'>): boolean {
  return status === null && hasEnded !== false;
}

/** Whether the job ended badly, or may have. */
export function mayHaveEndedBadly(job: KnownJob): boolean {
  return job.run.status === null ? isUnsaid(job) : hasEndedBadly(job.run.status);
}

/** When a job was last seen: its end, else its creation. */
export function toSeenAt({ endedAt, createdAt }: JobRunNode): Instant | null {
  return endedAt ?? createdAt;
}

/** For sorting: the latest first, null last; 0 for equal ones. */
export function compareLatest(one: Instant | null, other: Instant | null): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one > other ? -1 : 1;
}
