/** A clock that moves only when it is told to. */
export interface ManualClock {
  readonly now: () => Date;
  advance(milliseconds: number): void;
}

export function createManualClock(start: Date | string): ManualClock {
  let time = new Date(start).getTime();
  if (Number.isNaN(time)) throw new RangeError(`start must be a date, but got: ${String(start)}`);
  return {
    now: () => new Date(time),
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}
