/** Deadlines of operations: each has its own, and all end sooner if the gateway stops. */
export interface OperationDeadlines {
  /** Calls `onEnd` at the deadline. Returns a function that cancels it. */
  readonly start: (onEnd: () => void) => () => void;
  /** When an operation that starts now ends, in milliseconds of the monotonic clock. */
  readonly endsAt: () => number;
  /** Ends the time of running and later operations. */
  readonly endAllAfter: (milliseconds: number) => void;
  readonly close: () => void;
}

/**
 * @param milliseconds of one operation
 * @param monotonic milliseconds of a clock that only runs forward
 */
export function createOperationDeadlines(milliseconds: number, monotonic: () => number): OperationDeadlines {
  const running = new Set<() => void>();
  let isOver = false;
  let last: NodeJS.Timeout | undefined;

  return {
    start: (onEnd) => {
      // Every entry is distinct, even if two share a callback.
      const end = (): void => {
        running.delete(end);
        onEnd();
      };
      const timer = setTimeout(end, isOver ? 0 : milliseconds);
      running.add(end);
      return () => {
        clearTimeout(timer);
        running.delete(end);
      };
    },
    endsAt: () => monotonic() + (isOver ? 0 : milliseconds),
    endAllAfter: (left) => {
      last ??= setTimeout(() => {
        isOver = true;
        for (const end of [...running]) end();
      }, left);
    },
    close: () => {
      clearTimeout(last);
    },
  };
}
