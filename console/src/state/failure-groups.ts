/** Failed jobs, grouped by what went wrong and where. */
import type { ConsoleFailuresQuery } from '../graph/graphql.generated.ts';
import { toKnownStatus, toStatusLook, type KnownStatus } from './status.ts';

type FailedJob = NonNullable<ConsoleFailuresQuery['jobs']>['nodes'][number];

export interface FailureGroup {
  /** The provider's code; the status in words where it gives none. */
  readonly code: string;
  readonly source: string;
  readonly statuses: readonly KnownStatus[];
  /** Newest first, as the list gives them. */
  readonly jobs: readonly FailedJob[];
  /** What the newest job of the group that says something says. */
  readonly message: string | null;
}

export const failedStatuses = ['FAILED', 'PARTIALLY_SUCCEEDED', 'TIMED_OUT'] as const satisfies readonly KnownStatus[];

/** The largest group first. A job counts once, by its first failure. */
export function groupFailures(jobs: readonly FailedJob[]): readonly FailureGroup[] {
  const groups = Map.groupBy(jobs, (job) => JSON.stringify([toCode(job), job.source.name]));
  return [...groups.values()]
    .map((ofGroup) => ({
      code: toCode(ofGroup[0]),
      source: ofGroup[0]?.source.name ?? '',
      statuses: [...new Set(ofGroup.map(toStatus))],
      jobs: ofGroup,
      message: ofGroup.map(toMessage).find((text) => text !== null) ?? null,
    }))
    .toSorted((one, other) => other.jobs.length - one.jobs.length);
}

function toCode(job: FailedJob | undefined): string {
  return job?.failures?.find(({ code }) => code)?.code ?? toStatusLook(toStatus(job)).word;
}

function toStatus(job: FailedJob | undefined): KnownStatus {
  return toKnownStatus(job?.status ?? 'UNKNOWN');
}

function toMessage({ failures, statusMessage }: FailedJob): string | null {
  return (failures?.find(({ message }) => message)?.message ?? statusMessage) || null;
}
