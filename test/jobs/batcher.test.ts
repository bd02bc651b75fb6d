import { describe, expect, it } from 'vitest';
import type { Signal } from '../../src/platform/signal.ts';
import { ProviderError } from '../../src/errors/errors.ts';
import { createBatcher, type BatchContext } from '../../src/jobs/reading/batcher.ts';

interface Call {
  readonly keys: readonly string[];
  readonly signal: Signal;
}

interface World {
  /** Size of each call, in the order in which they were made. */
  readonly sizes: () => readonly number[];
  readonly calls: readonly Call[];
  /** Asks for a key; gives the record, or the code of the error. */
  readonly ask: (key: string, signal?: AbortSignal) => Promise<string>;
}

/** A provider that takes 100 keys per call, and answers as `answer` says. */
function startWorld(answer: (keys: readonly string[]) => ReadonlyMap<string, string | ProviderError>): World {
  const calls: Call[] = [];
  const gather = createBatcher<string, BatchContext>({
    maxKeys: 100,
    call: async (keys, { signal }) => {
      calls.push({ keys, signal });
      await Promise.resolve();
      return answer(keys);
    },
  });
  const nobodyLeaves = new AbortController().signal;
  return {
    calls,
    sizes: () => calls.map(({ keys }) => keys.length),
    ask: (key, signal = nobodyLeaves) =>
      gather(key, { signal }).catch((error: unknown) =>
        error instanceof ProviderError ? error.code : (error as Error).message,
      ),
  };
}

const toKeys = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `job-${index}`);
const answerAll = (keys: readonly string[]): ReadonlyMap<string, string> =>
  new Map(keys.map((key) => [key, `record of ${key}`]));

/** Fails as a whole wherever one of these keys is asked for. */
function refusing(...bad: readonly string[]) {
  return (keys: readonly string[]): ReadonlyMap<string, string> => {
    if (keys.some((key) => bad.includes(key))) throw new ProviderError('PROVIDER_REJECTED');
    return answerAll(keys);
  };
}

describe('the batcher', () => {
  it('asks for a key once that is requested twice in one turn, as by a read for a hint beside another one', async () => {
    const world = startWorld(answerAll);

    const records = await Promise.all([world.ask('a'), world.ask('b'), world.ask('a')]);

    expect(world.calls.map(({ keys }) => keys)).toEqual([['a', 'b']]);
    expect(records).toEqual(['record of a', 'record of b', 'record of a']);
  });

  it('asks for 250 keys of one turn in three calls, each key once', async () => {
    const world = startWorld(answerAll);

    const records = await Promise.all(toKeys(250).map((key) => world.ask(key)));

    expect(world.sizes()).toEqual([100, 100, 50]);
    expect(records).toEqual(toKeys(250).map((key) => `record of ${key}`));
  });

  it('goes out in the same turn of the event loop, without a timer', async () => {
    const world = startWorld(answerAll);

    void world.ask('a');
    await new Promise(setImmediate);

    expect(world.sizes()).toEqual([1]);
  });

  it('says of a key that the answer leaves out that there is no such job', async () => {
    const world = startWorld((keys) => answerAll(keys.filter((key) => key !== 'job-3')));

    const answers = await Promise.all(toKeys(5).map((key) => world.ask(key)));

    expect(answers.filter((answer) => answer === 'JOB_NOT_FOUND')).toHaveLength(1);
    expect(answers[3]).toBe('JOB_NOT_FOUND');
    expect(world.sizes()).toEqual([5]);
  });

  it('lets a key fail alone where the answer says so', async () => {
    const failing = (keys: readonly string[]): ReadonlyMap<string, string | ProviderError> =>
      new Map<string, string | ProviderError>([...answerAll(keys), ['job-1', new ProviderError('PROVIDER_THROTTLED')]]);
    const world = startWorld(failing);

    const answers = await Promise.all(toKeys(3).map((key) => world.ask(key)));

    expect(answers).toEqual(['record of job-0', 'PROVIDER_THROTTLED', 'record of job-2']);
    expect(world.sizes()).toEqual([3]);
  });

  it.each([0, 1, 37, 50, 62, 98, 99])(
    'finds the one bad key, at place %i of 100, by 16 calls more at most',
    async (place) => {
      const world = startWorld(refusing(`job-${place}`));

      const answers = await Promise.all(toKeys(100).map((key) => world.ask(key)));

      expect(answers[place]).toBe('PROVIDER_REJECTED');
      expect(answers.filter((answer) => answer === 'PROVIDER_REJECTED')).toHaveLength(1);
      expect(world.calls.length).toBeLessThanOrEqual(17);
    },
  );

  it('makes 16 calls more at most, however many keys are bad', async () => {
    const world = startWorld(refusing(...toKeys(100).filter((_, index) => index % 7 === 3)));

    const answers = await Promise.all(toKeys(100).map((key) => world.ask(key)));

    expect(world.calls.length).toBeLessThanOrEqual(17);
    expect(new Set(answers.map((answer) => answer.split(' ')[0]))).toEqual(new Set(['record', 'PROVIDER_REJECTED']));
  });

  it('stops at two calls more where no key is at fault', async () => {
    const world = startWorld(() => {
      throw new ProviderError('PROVIDER_ACCESS_DENIED');
    });

    const answers = await Promise.all(toKeys(100).map((key) => world.ask(key)));

    expect(world.sizes()).toEqual([100, 1, 1]);
    expect(new Set(answers)).toEqual(new Set(['PROVIDER_ACCESS_DENIED']));
  });

  it.each(['PROVIDER_UNAVAILABLE', 'PROVIDER_THROTTLED', 'PROVIDER_TIMEOUT'] as const)(
    'never splits a call that ends with %s',
    async (code) => {
      const world = startWorld(() => {
        throw new ProviderError(code);
      });

      const answers = await Promise.all(toKeys(100).map((key) => world.ask(key)));

      expect(world.sizes()).toEqual([100]);
      expect(new Set(answers)).toEqual(new Set([code]));
    },
  );

  it('does not send a key that nobody waits for any more', async () => {
    const world = startWorld(answerAll);
    const leaving = new AbortController();
    const [left, stayed] = [world.ask('a', leaving.signal), world.ask('b')];

    leaving.abort(new Error('gone'));

    expect(await Promise.all([left, stayed])).toEqual(['gone', 'record of b']);
    expect(world.calls.map(({ keys }) => keys)).toEqual([['b']]);
  });

  it('cancels the call when all have left, and not before', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const signals: Signal[] = [];
    const gather = createBatcher<string, BatchContext>({
      maxKeys: 100,
      call: async (keys, { signal }) => {
        signals.push(signal);
        await promise;
        return answerAll(keys);
      },
    });
    const [one, other] = [new AbortController(), new AbortController()];
    const asked = [gather('a', { signal: one.signal }), gather('b', { signal: other.signal })];
    await new Promise(setImmediate);

    one.abort();
    const afterOne = signals[0]?.aborted;
    other.abort();

    expect([afterOne, signals[0]?.aborted]).toEqual([false, true]);
    resolve(undefined);
    await Promise.allSettled(asked);
  });
});
