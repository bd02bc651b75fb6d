/** The time of day, and time that passes. */
export interface Clock {
  /** Milliseconds since 1970, for times that are shown, signed or compared with other systems' times. May be set back or forward. */
  readonly now: () => number;
  /** Milliseconds since an arbitrary time, for durations. Only runs forward. */
  readonly monotonic: () => number;
}
