/** The time of day, and time that passes. */
export interface Clock {
  /** Milliseconds since 1970, for moments that are shown, signed or compared with others' moments. May be set back or forward. */
  readonly now: () => number;
  /** Milliseconds since some moment, for how long something lasts. Only ever runs forward. */
  readonly monotonic: () => number;
}
