import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError, type ProviderErrorCode } from '../../src/errors/errors.ts';
import {
  createRetryBudget,
  retry,
  RetryableFailure,
  type RetryBudget,
  type RetryOptions,
} from '../../src/calls/retry.ts';
import { readRetryAfter } from '../../src/provider/contract/retry-after.ts';

const unavailable = new RetryableFailure(new ProviderError('PROVIDER_UNAVAILABLE'));

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function toOptions(options: Partial<RetryOptions> = {}): RetryOptions {
  return {
    budget: createRetryBudget(),
    signal: new AbortController().signal,
    deadlineAt: 25_000,
    monotonic: Date.now,
    random: () => 1,
    ...options,
  };
}

interface Outcome {
  /** When each attempt started. */
  readonly attempts: readonly number[];
  readonly endedAt: number;
  readonly result: unknown;
}

/** Runs attempts that fail one after the other as given, and then succeed. */
async function run(failures: readonly Error[], options: RetryOptions): Promise<Outcome> {
  const attempts: number[] = [];
  const running = retry(async () => {
    attempts.push(Date.now());
    const failure = failures[attempts.length - 1];
    if (failure !== undefined) throw failure;
    return 'answer';
  }, options).then(
    (result) => ({ attempts, endedAt: Date.now(), result }),
    (error: unknown) => ({ attempts, endedAt: Date.now(), result: error }),
  );
  await vi.runAllTimersAsync();
  return running;
}

/** How many retries of that price are left. */
function countLeft(budget: RetryBudget, price = 5): number {
  let count = 0;
  while (budget.spend(price) !== undefined) count += 1;
  return count;
}

describe('a retry', () => {
  it('is made twice at most, the second one after twice the wait', async () => {
    const { attempts, result } = await run([unavailable, unavailable, unavailable], toOptions());

    expect(attempts).toEqual([0, 100, 300]);
    expect(result).toBe(unavailable.error);
  });

  it('ends with the first success', async () => {
    const outcome = await run([unavailable], toOptions());

    expect(outcome).toEqual({ attempts: [0, 100], endedAt: 100, result: 'answer' });
  });

  it.each<ProviderErrorCode>(['JOB_NOT_FOUND', 'PROVIDER_ACCESS_DENIED', 'PROVIDER_REJECTED', 'PROVIDER_BAD_RESPONSE'])(
    'is not made of an attempt that ended for good (%s)',
    async (code) => {
      const error = new ProviderError(code);

      const outcome = await run([error], toOptions());

      expect(outcome).toEqual({ attempts: [0], endedAt: 0, result: error });
    },
  );

  it.each<[ProviderErrorCode, number, number, readonly number[]]>([
    ['PROVIDER_UNAVAILABLE', 0, 0, [0, 0, 0]],
    ['PROVIDER_UNAVAILABLE', 0.5, 0, [0, 50, 150]],
    ['PROVIDER_UNAVAILABLE', 1, 0, [0, 100, 300]],
    ['PROVIDER_TIMEOUT', 1, 0, [0, 100, 300]],
    ['PROVIDER_THROTTLED', 0, 0, [0, 0, 0]],
    ['PROVIDER_THROTTLED', 0.5, 0, [0, 250, 750]],
    ['PROVIDER_THROTTLED', 1, 0, [0, 500, 1500]],
    // The provider's wish is the least, and is itself bounded.
    ['PROVIDER_THROTTLED', 0.5, 3000, [0, 3000, 6000]],
    ['PROVIDER_THROTTLED', 1, 200, [0, 500, 1500]],
    ['PROVIDER_UNAVAILABLE', 1, 3_600_000, [0, 20_000, 40_000]],
  ])('of %s, at random %d, asked to wait %d ms, comes in time', async (code, random, retryAfter, expected) => {
    const failure = new RetryableFailure(new ProviderError(code), retryAfter === 0 ? null : retryAfter);

    const { attempts } = await run(
      [failure, failure, failure],
      toOptions({ deadlineAt: Infinity, random: () => random }),
    );

    expect(attempts).toEqual(expected);
  });

  it('is not waited for when it would come after the deadline', async () => {
    const { attempts, endedAt, result } = await run([unavailable, unavailable], toOptions({ deadlineAt: 250 }));

    expect({ attempts, endedAt }).toEqual({ attempts: [0, 100], endedAt: 100 });
    expect(result).toBe(unavailable.error);
  });

  it('ends at once, and gives its tokens back, when nobody waits any more', async () => {
    const controller = new AbortController();
    const budget = createRetryBudget();
    setTimeout(() => {
      controller.abort(new Error('gone'));
    }, 40);

    const outcome = await run([unavailable], toOptions({ budget, signal: controller.signal }));

    expect(outcome).toEqual({ attempts: [0], endedAt: 40, result: new Error('gone') });
    expect(countLeft(budget)).toBe(100);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the budget', () => {
  it('pays for 100 retries, and for 50 after a timeout', () => {
    expect(countLeft(createRetryBudget(), 5)).toBe(100);
    expect(countLeft(createRetryBudget(), 10)).toBe(50);
  });

  it.each<[ProviderErrorCode, number]>([
    ['PROVIDER_UNAVAILABLE', 1100],
    ['PROVIDER_TIMEOUT', 1050],
  ])('bounds what an outage costs: 1,000 reads that end in %s make %d attempts', async (code, expected) => {
    const budget = createRetryBudget();
    const failure = new RetryableFailure(new ProviderError(code));
    let attempts = 0;

    for (let read = 0; read < 1000; read += 1) {
      const outcome = await run([failure, failure, failure], toOptions({ budget, deadlineAt: Infinity }));
      attempts += outcome.attempts.length;
    }

    expect(attempts).toBe(expected);
  });

  it('gets back what a retry that succeeds took, a token for every other success, and never overflows', async () => {
    const budget = createRetryBudget();
    countLeft(budget);
    budget.refill(5);

    await run([unavailable], toOptions({ budget }));
    const afterRetry = countLeft(budget, 1);
    for (let read = 0; read < 600; read += 1) await run([], toOptions({ budget }));

    expect(afterRetry).toBe(5);
    expect(countLeft(budget, 1)).toBe(500);
  });
});

describe('Retry-After', () => {
  const now = new Date('2026-01-01T00:00:00Z');

  it.each<[Record<string, string>, number | null]>([
    [{}, null],
    [{ 'retry-after': '2' }, 2000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }, 7000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 23:59:00 GMT' }, 0],
    [{ 'retry-after': '3601' }, 3_600_000],
    [{ 'retry-after': '99999999999' }, 3_600_000],
    [{ 'retry-after': '9'.repeat(400) }, 3_600_000],
    [{ 'retry-after': 'Sat, 01 Jan 2056 00:00:00 GMT' }, 3_600_000],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-1' }, null],
    [{ 'retry-after': '1e9' }, null],
    [{ 'x-amz-retry-after': '1500' }, 1500],
    [{ 'x-amz-retry-after': '1500', 'retry-after': '9' }, 1500],
    [{ 'x-amz-retry-after': '99999999999' }, 3_600_000],
    [{ 'x-amz-retry-after': 'soon', 'retry-after': '9' }, 9000],
  ])('%j is %s milliseconds', (headers, expected) => {
    expect(readRetryAfter({ status: 503, headers, body: Buffer.alloc(0) }, now)).toBe(expected);
  });
});
