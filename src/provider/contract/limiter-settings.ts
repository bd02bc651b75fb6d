/** How hard a source may be asked. */
export interface LimiterSettings {
  /** Calls that may start per second, sustained. */
  readonly requestsPerSecond: number;
  /** Calls that may start at once after a quiet time. */
  readonly burst: number;
  /** Calls in flight. */
  readonly concurrency: number;
  /** Calls that may wait. One more takes a slot from the requester with the most, or is refused at once. */
  readonly queue: number;
}
