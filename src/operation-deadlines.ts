/** When operations must be done: each by a time of its own, and all of them sooner where the gateway stops. */
export interface OperationDeadlines {
  /** Calls `onEnd` when the time is over. Gives what stops the clock. */
  readonly start: (onEnd: () => void) => () => void;
  /** Whatever runs then, or begins later, has no time left. */
  readonly endAllAfter: (milliseconds: number) => void;
  readonly close: () => void;
}

/** @param milliseconds of one operation */
export function createOperationDeadlines(milliseconds: number): OperationDeadlines {
  const running = new Set<() => void>();
  let isOver = false;
  let last: NodeJS.Timeout | undefined;

  return {
    start: (onEnd) => {
      // Each is its own, even where two share a callback.
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
