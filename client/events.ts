/** What comes when it comes, to be read one by one. */

/** Takes what comes. After `fail` or `end` nothing is taken. */
export interface Sink<Value> {
  readonly put: (value: Value) => void;
  readonly fail: (error: unknown) => void;
  readonly end: () => void;
}

/** Begins to fill a sink. Returns what ends that. */
export type Source<Value> = (sink: Sink<Value>) => () => void;

type Step<Value> = { readonly value: Value } | { readonly failure: unknown };

/**
 * What `source` puts into its sink, in order, and its failure after that. It begins when the first value is asked for, and is
 * ended when the reader stops or the signal is aborted. The signal's reason is thrown at once.
 */
export function readEvents<Value>(
  source: Source<Value>,
  signal: AbortSignal | undefined,
): AsyncIterableIterator<Value, undefined> {
  let stop: (() => void) | undefined;
  const events = new ReadableStream<Step<Value>>(
    {
      pull: (controller) => {
        stop ??= fill(controller, source, signal);
      },
      cancel: () => stop?.(),
    },
    { highWaterMark: 0 },
  );
  const reader = events.getReader();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      const { value: step } = await reader.read();
      if (step === undefined) return { done: true, value: undefined };
      if ('failure' in step) throw step.failure;
      return { done: false, value: step.value };
    },
    return: async () => {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}

/** Returns what the reader calls when it stops. */
function fill<Value>(
  controller: ReadableStreamDefaultController<Step<Value>>,
  source: Source<Value>,
  signal: AbortSignal | undefined,
): () => void {
  signal?.throwIfAborted();
  let isOver = false;
  const finish = (last: () => void): void => {
    if (isOver) return;
    isOver = true;
    signal?.removeEventListener('abort', abort);
    last();
  };
  const close = source({
    put: (value) => {
      if (!isOver) controller.enqueue({ value });
    },
    fail: (failure) =>
      finish(() => {
        controller.enqueue({ failure });
        controller.close();
        close();
      }),
    end: () => finish(() => controller.close()),
  });
  function abort(): void {
    finish(() => {
      controller.error(signal?.reason);
      close();
    });
  }
  signal?.addEventListener('abort', abort);
  return () => finish(close);
}
