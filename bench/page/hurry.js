/**
 * Makes a process, or a page, live faster than the clock on the wall: its times and timers go so many times faster. Uses nothing
 * outside of itself, because it is given to the browser as text.
 */
export function hurry(factor) {
  const { Date: WallDate, setTimeout: later, setInterval: again, performance } = globalThis;
  const startedAt = WallDate.now();
  const monotonic = performance.now.bind(performance);
  const begun = monotonic();
  const now = () => Math.floor(startedAt + (monotonic() - begun) * factor);

  globalThis.Date = class Date extends WallDate {
    constructor(...parts) {
      super(...(parts.length === 0 ? [now()] : parts));
    }

    static now() {
      return now();
    }
  };
  performance.now = () => begun + (monotonic() - begun) * factor;
  globalThis.setTimeout = Object.assign((act, delay = 0, ...rest) => later(act, delay / factor, ...rest), later);
  globalThis.setInterval = Object.assign((act, delay = 0, ...rest) => again(act, delay / factor, ...rest), again);
}
