import type { JobWorld } from './emulator.ts';
import type { Random } from './random.ts';

/** The demo's clock: when the demo began, and how long ago that was. */
export interface DemoClock {
  readonly start: Date;
  readonly now: () => Date;
}

/** The inputs of a world. The same start, time and seed make the same world. */
export interface DemoSetting {
  readonly clock: DemoClock;
  readonly random: Random;
}

/** A source's world and sample ids, in the provider's spelling. */
export interface DemoWorld<Jobs> {
  readonly jobs: Jobs;
  /** As at the demo's start. */
  readonly ids: DemoIds;
  /** The moving jobs that are running now. */
  readonly listMoving: () => readonly string[];
}

/** The sample jobs of a provider, in its own spelling. */
export interface DemoIds {
  /** The job of the first query. */
  readonly first: string;
  /** A job whose protected fields hold values. */
  readonly protected?: string;
  /** Jobs that can be read, at least one for every state. */
  readonly jobs: readonly string[];
  /** Those that change while the demo runs. */
  readonly moving: readonly string[];
  /** Jobs that the provider no longer has. */
  readonly gone: readonly string[];
  readonly throttled: string;
  readonly denied: string;
  readonly unknown: string;
}

/** Seconds since the demo began; never negative, even if the clock is set back. */
export function toElapsedSeconds(clock: DemoClock): number {
  return Math.max(0, (clock.now().getTime() - clock.start.getTime()) / 1000);
}

/** The date this many seconds after the demo began, or before it if negative. In whole seconds, like the APIs' dates. */
export function toDemoDate(clock: DemoClock, seconds: number): Date {
  return new Date((Math.floor(clock.start.getTime() / 1000) + Math.floor(seconds)) * 1000);
}

/** ISO-8601 in whole seconds: `2025-12-01T08:00:30Z`. */
export function formatSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** One run of a moving job. When it ends, the next run begins under a new id: a job that has ended stays ended. */
export interface DemoRun {
  /** 0 for the run that begins with the demo. */
  readonly number: number;
  /** Its zero is the run's start. */
  readonly clock: DemoClock;
}

/** How many runs are kept beside the first, whose id is in the documents. */
const keptRuns = 5;

/** The first run and the latest ones; the last of them is still running. */
export function listRuns(clock: DemoClock, runSeconds: number): readonly DemoRun[] {
  const latest = Math.floor(toElapsedSeconds(clock) / runSeconds);
  const first = Math.max(1, latest - keptRuns + 1);
  const numbers = [0, ...Array.from({ length: Math.max(0, latest - first + 1) }, (_, index) => first + index)];
  return numbers.map((number) => ({
    number,
    clock: { start: new Date(clock.start.getTime() + number * runSeconds * 1000), now: clock.now },
  }));
}

/** The number of the current run. */
export function findLatestRun(clock: DemoClock, runSeconds: number): number {
  return listRuns(clock, runSeconds).at(-1)?.number ?? 0;
}

/** The fraction of the span `from`..`to` that has elapsed, 0..1. */
export function toShare(elapsed: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (elapsed - from) / (to - from)));
}

/** A world whose jobs are functions of time, by id. Ids that fail are known to `describe` only. */
export function createDemoJobs<Job, Failure>(
  readJobs: () => ReadonlyMap<string, () => Job>,
  failures: ReadonlyMap<string, Failure>,
): { readonly describe: (id: string) => Job | Failure | undefined; readonly list: JobWorld<Job>['list'] } {
  return {
    describe: (id) => failures.get(id) ?? readJobs().get(id)?.(),
    list: () => [...readJobs().values()].map((toJob) => toJob()),
  };
}
