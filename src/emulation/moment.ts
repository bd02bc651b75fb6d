import type { JobWorld } from './emulator.ts';
import type { Random } from './random.ts';

/** The demo's time: when it began, and how long ago that is. */
export interface DemoClock {
  readonly start: Date;
  readonly now: () => Date;
}

/** Everything that a world is made of. The same start, time and seed make the same world. */
export interface DemoSetting {
  readonly clock: DemoClock;
  readonly random: Random;
}

/** A source's world and the ids worth trying, in the provider's own spelling. */
export interface DemoWorld<Jobs> {
  readonly jobs: Jobs;
  /** As they are at the demo's beginning. */
  readonly ids: DemoIds;
  /** The moving jobs that are under way now. */
  readonly listMoving: () => readonly string[];
}

export interface DemoIds {
  /** The job of the first query. */
  readonly first: string;
  /** A job with protected fields worth seeing. */
  readonly protected?: string;
  /** Jobs that can be read, one for every state at least. */
  readonly jobs: readonly string[];
  /** Those of them that change while the demo runs. */
  readonly moving: readonly string[];
  /** Jobs that the provider once had. */
  readonly gone: readonly string[];
  readonly throttled: string;
  readonly denied: string;
  readonly unknown: string;
}

/** Seconds since the demo began; never less than 0, whatever the clock does. */
export function toElapsedSeconds(clock: DemoClock): number {
  return Math.max(0, (clock.now().getTime() - clock.start.getTime()) / 1000);
}

/** So many seconds after the demo began; before it where the number is negative. Whole seconds, as the APIs have them. */
export function toDemoDate(clock: DemoClock, seconds: number): Date {
  return new Date((Math.floor(clock.start.getTime() / 1000) + Math.floor(seconds)) * 1000);
}

/** ISO-8601 in whole seconds: `2025-12-01T08:00:30Z`. */
export function formatSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** One run of a moving job. When it ends, the next one begins, with an id of its own: a job that has ended stays ended. */
export interface DemoRun {
  /** 0 for the run that begins with the demo. */
  readonly number: number;
  /** Begins with the run. */
  readonly clock: DemoClock;
}

/** How many runs are kept beside the first, whose id is well known. */
const keptRuns = 5;

/** The first run and the latest ones; the last of them is under way. */
export function listRuns(clock: DemoClock, runSeconds: number): readonly DemoRun[] {
  const latest = Math.floor(toElapsedSeconds(clock) / runSeconds);
  const first = Math.max(1, latest - keptRuns + 1);
  const numbers = [0, ...Array.from({ length: Math.max(0, latest - first + 1) }, (_, index) => first + index)];
  return numbers.map((number) => ({
    number,
    clock: { start: new Date(clock.start.getTime() + number * runSeconds * 1000), now: clock.now },
  }));
}

/** The run that is under way. */
export function findLatestRun(clock: DemoClock, runSeconds: number): number {
  return listRuns(clock, runSeconds).at(-1)?.number ?? 0;
}

/** How much of the way from one second to another is gone, 0..1. */
export function toShare(elapsed: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (elapsed - from) / (to - from)));
}

/** A world whose jobs are functions of the time, by their ids; `describe` alone knows the ids that fail. */
export function createDemoJobs<Job, Failure>(
  readJobs: () => ReadonlyMap<string, () => Job>,
  failures: ReadonlyMap<string, Failure>,
): { readonly describe: (id: string) => Job | Failure | undefined; readonly list: JobWorld<Job>['list'] } {
  return {
    describe: (id) => failures.get(id) ?? readJobs().get(id)?.(),
    list: () => [...readJobs().values()].map((toJob) => toJob()),
  };
}
