/** A clock that moves only by its methods. */
export interface ManualClock {
  readonly now: () => Date;
  /** Milliseconds that have passed, unaffected by `set`. */
  readonly monotonic: () => number;
  advance(milliseconds: number): void;
  /** Moves the time of day forward, or back if negative, without passing time. */
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
