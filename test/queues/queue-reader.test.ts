/** When the reader of a queue receives and deletes, by a clock that the test moves. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createYielder } from '../../src/calls/yielder.ts';
import { ProviderError, type ProviderErrorCode } from '../../src/errors/errors.ts';
import type { QueueCalls, QueueMessage } from '../../src/jobs/queues/queue-calls.ts';
import { startQueueReader } from '../../src/jobs/queues/queue-reader.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Receive {
  readonly count: number;
  readonly seconds: number;
  readonly answer: (messages: readonly QueueMessage[]) => Promise<void>;
  readonly fail: (error: Error) => Promise<void>;
}

const messages = (count: number, body = 'x'): readonly QueueMessage[] =>
  Array.from({ length: count }, (_, index) => ({ receiptHandle: `${index}`, body }));
const failure = (code: ProviderErrorCode): ProviderError => new ProviderError(code);

/** Everything that is due now has run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await vi.advanceTimersByTimeAsync(0);
}

/** A reader whose calls wait for the test. `random` is 1: pauses are as long as they get. */
function start({
  remove = () => Promise.resolve(),
  random = 1,
}: { remove?: QueueCalls['remove']; random?: number } = {}) {
  const open: Receive[] = [];
  const log: string[] = [];
  const controller = new AbortController();
  const end = async (receive: Receive | undefined): Promise<void> => {
    open.splice(open.indexOf(receive as Receive), 1);
    await settle();
  };
  const calls: QueueCalls = {
    receive: (count, seconds) =>
      new Promise((resolve, reject) => {
        log.push(`receive ${count} in ${seconds} s`);
        const receive: Receive = {
          count,
          seconds,
          answer: (received) => {
            resolve(received);
            return end(receive);
          },
          fail: (error) => {
            reject(error);
            return end(receive);
          },
        };
        open.push(receive);
      }),
    remove: (removed) => {
      log.push(`delete ${removed.length}`);
      return remove(removed);
    },
  };
  startQueueReader({
    calls,
    yielder: createYielder(),
    monotonic: () => performance.now(),
    random: () => random,
    signal: controller.signal,
    onMessage: (body) => void log.push(`message ${body}`),
    onAnswered: () => void log.push('answered'),
    onFailed: ({ code }) => void log.push(code),
  });
  return {
    log,
    open,
    close: () => {
      controller.abort(new Error('closed'));
    },
    /** The receive that has waited longest. */
    first: () => open[0] as Receive,
  };
}

it('the first receive does not wait for a message, all others do', async () => {
  const { log, first } = start();

  await first().answer([]);
  await first().answer(messages(1));
  await vi.advanceTimersByTimeAsync(20);

  expect(log).toEqual([
    ...[
      'receive 10 in 0 s',
      'answered',
      'receive 10 in 20 s',
      'answered',
      'delete 1',
      'message x',
      'receive 10 in 20 s',
    ],
  ]);
});

it('receives come to four at once while they are full, and to one again when they are not', async () => {
  const { open, first, log } = start();
  const counts: number[] = [];

  for (let round = 0; round < 6; round += 1) {
    await first().answer(messages(10));
    await vi.advanceTimersByTimeAsync(20);
    counts.push(open.length);
  }
  for (let round = 0; round < 5; round += 1) {
    await first().answer(messages(9));
    await vi.advanceTimersByTimeAsync(20);
    counts.push(open.length);
  }

  expect(counts).toEqual([2, 3, 4, 4, 4, 4, 3, 2, 1, 1, 1]);
  expect(log.filter((line) => line.startsWith('delete'))).toHaveLength(11);
});

it('two receivers that end in one turn leave one', async () => {
  const { open, first } = start();
  await first().answer(messages(10));
  await vi.advanceTimersByTimeAsync(20);
  const [one, other] = open.slice();

  void one?.answer([]);
  await other?.answer([]);
  await vi.advanceTimersByTimeAsync(1000);

  expect(open).toHaveLength(1);
});

it('tries follow a failure after 1 s, then 2 s, and so on to a minute, and begin anew after an answer', async () => {
  const { first, open, log } = start();
  const pauses: number[] = [];

  for (let round = 0; round < 9; round += 1) {
    await first().fail(failure(round % 2 === 0 ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_TIMEOUT'));
    const failedAt = performance.now();
    while (open.length === 0) await vi.advanceTimersByTimeAsync(100);
    pauses.push(Math.round(performance.now() - failedAt));
  }
  await first().answer(messages(1));
  await vi.advanceTimersByTimeAsync(20);
  await first().fail(failure('PROVIDER_THROTTLED'));
  await vi.advanceTimersByTimeAsync(999);
  const early = open.length;
  await vi.advanceTimersByTimeAsync(1);

  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect([early, open.length]).toEqual([0, 1]);
  expect(new Set(log.filter((line) => line.startsWith('receive')))).toEqual(
    new Set(['receive 10 in 0 s', 'receive 10 in 20 s']),
  );
  expect(first().seconds).toBe(0);
});

it('pauses are spread over their second half', async () => {
  const { first, open } = start({ random: 0 });

  await first().fail(failure('PROVIDER_UNAVAILABLE'));
  await vi.advanceTimersByTimeAsync(499);
  const early = open.length;
  await vi.advanceTimersByTimeAsync(1);

  expect([early, open.length]).toEqual([0, 1]);
});

it('where several receives fail, one goes on', async () => {
  const { open, first, log } = start();
  for (let round = 0; round < 3; round += 1) {
    await first().answer(messages(10));
    await vi.advanceTimersByTimeAsync(20);
  }
  for (const receive of open.slice()) await receive.fail(failure('PROVIDER_UNAVAILABLE'));
  const during = open.length;

  await vi.advanceTimersByTimeAsync(1000);

  expect([during, open.length]).toEqual([0, 1]);
  expect(log.filter((line) => line === 'PROVIDER_UNAVAILABLE')).toHaveLength(4);
});

it('after an answer that is too large or cannot be read, one message is asked for, once', async () => {
  const { first, log } = start();

  await first().fail(failure('PROVIDER_BAD_RESPONSE'));
  await vi.advanceTimersByTimeAsync(1000);
  await first().answer(messages(1));
  await vi.advanceTimersByTimeAsync(20);

  expect(log.filter((line) => line.startsWith('receive'))).toEqual([
    ...['receive 10 in 0 s', 'receive 1 in 0 s', 'receive 10 in 20 s'],
  ]);
});

it('a fault of this program is a failure, and ends nothing', async () => {
  const { first, open, log } = start();

  await first().fail(new TypeError('a fault'));
  await vi.advanceTimersByTimeAsync(1000);

  expect([log.at(-2), open.length]).toEqual(['PROVIDER_UNAVAILABLE', 1]);
});

it('a delete that fails or hangs holds up no message, and four hanging ones hold up the next receive', async () => {
  const { first, open, log } = start({ remove: () => new Promise(() => undefined) });
  const failing = start({ remove: () => Promise.reject(failure('PROVIDER_ACCESS_DENIED')) });

  for (let round = 0; round < 4; round += 1) {
    await first().answer(messages(1));
    await failing.first().answer(messages(1));
    await vi.advanceTimersByTimeAsync(20);
  }

  expect(log.filter((line) => line === 'message x')).toHaveLength(4);
  expect([open.length, failing.open.length]).toEqual([0, 1]);
});

it('a server that does not wait for messages is asked once a second', async () => {
  const { first, open } = start();
  await first().answer([]);
  let receives = 0;

  for (let passed = 0; passed < 10_000; passed += 100) {
    if (open.length > 0) receives += 1;
    await open[0]?.answer([]);
    await vi.advanceTimersByTimeAsync(100);
  }

  expect(receives).toBe(10);
});

it('a flood of large messages is taken at 5 MB a second by each receiver', async () => {
  const { first, open } = start();

  await first().answer(messages(9, 'x'.repeat(100_000)));
  await vi.advanceTimersByTimeAsync(150);
  const early = open.length;
  await vi.advanceTimersByTimeAsync(150);

  expect([early, open.length]).toEqual([0, 1]);
});

it('nothing is received, read or waited for after the end', async () => {
  const { first, open, log, close } = start();
  const paused = start();
  await paused.first().fail(failure('PROVIDER_UNAVAILABLE'));
  const last = first();

  close();
  paused.close();
  await last.answer(messages(1));
  await vi.advanceTimersByTimeAsync(120_000);

  expect([open.length, paused.open.length, vi.getTimerCount()]).toEqual([0, 0, 0]);
  expect(log).not.toContain('message x');
});
