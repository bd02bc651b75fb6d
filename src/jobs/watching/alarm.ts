/** The next time at which something is due. */

/** Rings once, at the earliest of the times that it is set to. */
interface Alarm {
  /** By the monotonic clock; at once if the time is over. */
  readonly setAt: (at: number) => void;
  /** Forgets the times, and cancels what rang. */
  readonly stop: () => void;
}

/** @param ring may return what cancels it */
export function createAlarm(monotonic: () => number, ring: () => (() => void) | undefined): Alarm {
  let setFor = Infinity;
  let timer: NodeJS.Timeout | undefined;
  let cancel: (() => void) | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    cancel?.();
    [setFor, cancel] = [Infinity, undefined];
  };
  return {
    setAt: (at) => {
      if (at >= setFor) return;
      stop();
      setFor = at;
      const wake = (): void => {
        cancel = ring();
      };
      timer = setTimeout(wake, Math.max(0, at - monotonic()));
    },
    stop,
  };
}
