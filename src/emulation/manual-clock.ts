/** A clock that moves only when it is told to. */
export interface ManualClock {
  readonly now: () => Date;
  /** Milliseconds that have passed, however the time of day was set. */
  readonly monotonic: () => number;
  advance(milliseconds: number): void;
  /** Sets the time of day forward, or back where negative; no time passes. */
  set(milliseconds: number): void;
}

export function createManualClock(start: Date | string): ManualClock {
  let time = new Date(start).getTime();
  if (Number.isNaN(time)) throw new RangeError(`start must be a date, but got: ${String(start)}`);
  let passed = 0;
  return {
    now: () => new Date(time),
    monotonic: () => passed,
    advance: (milliseconds) => {
      time += milliseconds;
      passed += milliseconds;
    },
    set: (milliseconds) => {
      time += milliseconds;
    },
  };
}
