import type { JsonObject, JsonValue } from './json.ts';
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

/** The fraction of the span `from`..`to` that has elapsed, 0..1. */
export function toShare(elapsed: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (elapsed - from) / (to - from)));
}

/**
 * A sample job whose dates are numbers of seconds since the demo began, with the dates themselves, as the provider
 * writes them.
 * @param names of the members that are dates, however deep
 */
export function withDates(
  clock: DemoClock,
  sample: JsonObject,
  names: RegExp,
  format: (date: Date) => string | number,
): JsonObject {
  const fill = (name: string, value: JsonValue): JsonValue => {
    if (typeof value === 'number' && names.test(name)) return format(toDemoDate(clock, value));
    if (typeof value !== 'object' || value === null) return value;
    return isList(value) ? value.map((item) => fill('', item)) : fillAll(value);
  };
  const fillAll = (object: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) => [name, value === undefined ? value : fill(name, value)]),
    );
  return fillAll(sample);
}

function isList(value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] {
  return Array.isArray(value);
}
