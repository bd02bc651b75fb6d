/** What the runs of a definition say, without a browser. */
import type { ConsoleRunsQuery } from '../graph/graphql.generated.ts';
import { formatSpan } from '../state/time.ts';
import { toStatusLook } from '../state/status.ts';

type Stats = NonNullable<ConsoleRunsQuery['jobStats']>;
export type DefinitionRuns = Stats['byDefinition'][number];
export type Run = DefinitionRuns['runs'][number];

/** For example `usually 2 min 5 s`; null where it is not known. */
export function describeUsual(stats: Pick<DefinitionRuns, 'medianDurationSeconds'> | null): string | null {
  const seconds = stats?.medianDurationSeconds ?? null;
  return seconds === null ? null : `usually ${formatSpan(seconds * 1000)}`;
}

/** For example `Failed 3 times in a row`; null where the newest run that counts is good. */
export function describeFailing({
  failedSince,
  failuresInARow: { value, isLowerBound },
}: Pick<DefinitionRuns, 'failedSince' | 'failuresInARow'>): string | null {
  if (failedSince === null) return null;
  if (value === 1 && !isLowerBound) return 'Failed once';
  return `Failed ${isLowerBound ? 'at least ' : ''}${value} ${value === 1 ? 'time' : 'times'} in a row`;
}

/** The run to compare with: the newest good one that is older than this, else the one before it. Null where there is none. */
export function chooseOther(runs: readonly Run[], id: string): Run | null {
  const place = runs.findIndex((run) => run.id === id);
  const older = place === -1 ? runs : runs.slice(place + 1);
  return older.find(({ status }) => status === 'SUCCEEDED') ?? older[0] ?? runs.find((run) => run.id !== id) ?? null;
}

/** How high a run's bar is, from 0.15 to 1, by the longest of them. A run whose length is not known has the lowest. */
export function toHeights(runs: readonly Pick<Run, 'durationSeconds'>[]): readonly number[] {
  const longest = Math.max(...runs.map(({ durationSeconds }) => durationSeconds ?? 0), 1);
  return runs.map(({ durationSeconds }) => Math.max(0.15, (durationSeconds ?? 0) / longest));
}

/** For example `Failed, 2026-11-22 17:04 UTC, 2 min 5 s`. */
export function describeRun({ status, createdAt, durationSeconds }: Run): string {
  return [
    status === null ? 'Status not said' : toStatusLook(status).word,
    createdAt === null ? null : `${createdAt.slice(0, 16).replace('T', ' ')} UTC`,
    durationSeconds === null ? null : formatSpan(durationSeconds * 1000),
  ]
    .filter((part) => part !== null)
    .join(', ');
}
