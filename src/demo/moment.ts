import type { JobWorld } from '../emulation/emulator.ts';
import type { Random } from '../emulation/random.ts';

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
  readonly ids: DemoIds;
}

export interface DemoIds {
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

/** How much of the way from one second to another is gone, 0..1. */
export function toShare(elapsed: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (elapsed - from) / (to - from)));
}

/** A world whose jobs are functions of the time, by their ids; `describe` alone knows the ids that fail. */
export function createDemoJobs<Job, Failure>(
  jobs: ReadonlyMap<string, () => Job>,
  failures: ReadonlyMap<string, Failure>,
): { readonly describe: (id: string) => Job | Failure | undefined; readonly list: JobWorld<Job>['list'] } {
  return {
    describe: (id) => failures.get(id) ?? jobs.get(id)?.(),
    list: () => [...jobs.values()].map((toJob) => toJob()),
  };
}
