/** The events of one subscriber, made when it requests them: other events are not kept. */

/** What a subscription does beside waiting. */
interface UpdateSource<Update> {
  /** The next event; undefined if it has not come yet, null after the last one. An error fails the request. */
  readonly take: () => Update | null | undefined;
  /** Called once or more, at the end. */
  readonly stop: () => void;
}

/** The events, and how their source says that there may be another one. */
interface UpdateIterator<Update> {
  readonly updates: AsyncIterableIterator<Update>;
  readonly notify: () => void;
}

/** One request at a time. Thousands of subscribers wait in it: each has one promise, and no function that waits for another. */
export function createUpdateIterator<Update>({ take, stop }: UpdateSource<Update>): UpdateIterator<Update> {
  let isDone = false;
  let answerRequest: (() => void) | undefined;
  const notify = (): void => answerRequest?.();

  function finish(): Promise<IteratorReturnResult<undefined>> {
    isDone = true;
    stop();
    notify();
    return Promise.resolve({ value: undefined, done: true });
  }

  function request(resolve: (result: IteratorResult<Update> | Promise<IteratorResult<Update>>) => void): void {
    const update = isDone ? null : take();
    if (update === undefined) return;
    answerRequest = undefined;
    resolve(update === null ? finish() : { value: update, done: false });
  }

  const updates: AsyncIterableIterator<Update> = {
    next: () =>
      new Promise((resolve, reject) => {
        answerRequest = () => {
          try {
            request(resolve);
          } catch (error) {
            answerRequest = undefined;
            reject(error instanceof Error ? error : new Error('The update failed.', { cause: error }));
          }
        };
        answerRequest();
      }),
    return: finish,
    throw: finish,
    [Symbol.asyncIterator]: () => updates,
  };
  return { updates, notify };
}
