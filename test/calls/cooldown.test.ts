import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Adapter } from '../../src/provider/contract/adapter.ts';
import { createLimiter, type Limiter } from '../../src/calls/limiter.ts';
import { createTokenBucket } from '../../src/calls/token-bucket.ts';
import { readRetryAfter } from '../../src/provider/contract/retry-after.ts';
import { openTestSource, type TestSource, type TestSourceOptions } from '../jobs/test-source.ts';

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const start = Date.parse('2026-01-01T00:00:00Z');
const second = 1000;

/** As GitHub says it: what is left of its limit, and when it begins anew. */
const toHold: NonNullable<Adapter['toCooldown']> = (answer, now) => {
  const { 'x-ratelimit-remaining': left, 'x-ratelimit-reset': reset } = answer.headers;
  if (left === '0') return Number(reset) * second - now.getTime();
  return answer.status === 429 || answer.status === 403 ? readRetryAfter(answer, now) : null;
};
const toError: Adapter['toError'] = ({ status }) => ({
  code: null,
  requestId: null,
  ...(status === 403 ? { meaning: 'PROVIDER_THROTTLED' } : {}),
});

let now: number;
let replies: Reply[];
let calls: string[];
let source: TestSource;
const server = createServer((request: IncomingMessage, response) => {
  calls.push(request.url ?? '');
  const { status = 200, headers = {} } = replies.shift() ?? {};
  response.writeHead(status, { date: new Date(now).toUTCString(), ...headers }).end('{}');
});

beforeEach(async () => {
  now = start;
  replies = [];
  calls = [];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  await source.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function open(options: Partial<TestSourceOptions> = {}): TestSource {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  source = openTestSource({ url, now: () => now, adapter: { toCooldown: toHold, toError }, ...options });
  return source;
}

const minute = 60 * second;
/** What GitHub answers where its limit is used up for so long. */
const usedUpFor = (seconds: number) => ({
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': String(start / second + seconds),
});

describe('an answer that ends the calls for a while', () => {
  it.each([
    ['a limit that is used up', { status: 403, headers: usedUpFor(240) }],
    ['a wait in seconds', { status: 429, headers: { 'retry-after': '240' } }],
    ['a wait until a date', { status: 403, headers: { 'retry-after': 'Thu, 01 Jan 2026 00:04:00 GMT' } }],
  ])('(%s) is PROVIDER_THROTTLED at once, and so is all that is asked until then, without a call', async (_, reply) => {
    const { read, attempts } = open();
    replies.push(reply);

    await expect(read('a')).rejects.toMatchObject({ code: 'PROVIDER_THROTTLED', causeKind: 'THROTTLED' });
    await expect(read('b')).rejects.toMatchObject({ code: 'PROVIDER_THROTTLED', causeKind: 'HELD' });
    // A call may wait for 18 s: it starts with a fifth of its 5 s left at least.
    now = start + 4 * minute - 19_001;
    await expect(read('c')).rejects.toMatchObject({ code: 'PROVIDER_THROTTLED' });
    expect(calls).toEqual(['/jobs/a']);
    now = start + 4 * minute;
    await read('d');

    expect(calls).toEqual(['/jobs/a', '/jobs/d']);
    expect(attempts()).toEqual(['PROVIDER_THROTTLED', null]);
  });

  it('may be a success: the last call that the provider takes', async () => {
    const { read, stateChanges, source: opened } = open();
    replies.push({ headers: usedUpFor(240) });

    await read('a');
    expect(opened.health()).toMatchObject({ state: 'DEGRADED', lastErrorCode: null });
    await expect(read('b')).rejects.toMatchObject({ code: 'PROVIDER_THROTTLED', causeKind: 'HELD' });
    now += 4 * minute;

    expect(calls).toEqual(['/jobs/a']);
    expect(opened.health().state).toBe('UNTRIED');
    expect(stateChanges().at(-1)).toBeDefined();
    expect(stateChanges()).toContainEqual({ state: 'DEGRADED', code: 'PROVIDER_THROTTLED', cause: 'HELD' });
  });

  it('ends all operations whose own deadline comes before, though the source’s does not', async () => {
    const { source: opened } = open();
    replies.push({ headers: usedUpFor(10) });
    const read = (key: string, endsAt: number): Promise<unknown> =>
      opened.reader.read(
        { key, facts: new Set(['*']), secrets: new Set() },
        { requester: 'ada', operation: {}, signal: new AbortController().signal, endsAt },
      );
    await read('a', start + 9 * second);

    await expect(read('b', start + 9 * second)).rejects.toMatchObject({ code: 'PROVIDER_THROTTLED' });
    expect(calls).toEqual(['/jobs/a']);
  });

  it('lets one call try every five minutes, and ends with an answer that asks for no wait', async () => {
    const { read, source: opened } = open();
    const states: string[] = [];
    const readSome = async (): Promise<readonly string[]> => {
      const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((key) => read(`${key}${now - start}`)));
      states.push(opened.health().state);
      return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'good' : outcome.reason.causeKind));
    };
    const refused = { status: 403, headers: usedUpFor(3600) };
    replies.push(refused, refused, { status: 500 });
    await read('first').catch(() => undefined);

    const seen = [await readSome()];
    for (const minutes of [5, 9, 10, 15, 16]) {
      now = start + minutes * minute;
      seen.push(await readSome());
    }

    const held = ['HELD', 'HELD', 'HELD'];
    expect(seen).toEqual([
      held,
      ['THROTTLED', 'HELD', 'HELD'],
      held,
      ['HELD', 'HELD', 'HELD'],
      ['good', 'HELD', 'HELD'],
      ['good', 'good', 'good'],
    ]);
    expect(calls.slice(0, 4)).toEqual(['/jobs/first', '/jobs/a300000', '/jobs/a600000', '/jobs/a900000']);
    expect(states).toEqual([...Array.from({ length: 4 }, () => 'DEGRADED'), 'UNTRIED', 'UNTRIED']);
  });

  it('does not end the calls of a provider that says nothing of the kind', async () => {
    const { read } = open({ adapter: {} });
    replies.push({ headers: usedUpFor(240) });

    await read('a');
    await read('b');

    expect(calls).toEqual(['/jobs/a', '/jobs/b']);
  });
});

describe('the limiter while the source is held', () => {
  beforeEach(() => {
    open();
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const rate = { requestsPerSecond: 1000, burst: 1000, concurrency: 1, queue: 1000 };
  const startLimiter = (): Limiter => createLimiter(rate, () => createTokenBucket(rate, Date.now), Date.now);
  const acquire = async (limiter: Limiter, startBy: number): Promise<() => void> =>
    await limiter.acquire({
      requester: 'ada',
      operation: {},
      signal: new AbortController().signal,
      isRefused: () => false,
      startBy: Date.now() + startBy,
    });

  it('lets calls wait that can still start in time, and starts none before the end', async () => {
    const limiter = startLimiter();
    limiter.coolDown(10_000);
    const times: number[] = [];
    const began = Date.now();
    for (const startBy of [10_000, 20_000])
      void acquire(limiter, startBy).then((release) => {
        times.push(Date.now() - began);
        release();
      });

    await vi.advanceTimersByTimeAsync(9_999);
    expect([times, limiter.isCoolingDown(), limiter.queued()]).toEqual([[], true, 2]);
    await vi.advanceTimersByTimeAsync(1);
    expect([times, limiter.isCoolingDown(), limiter.queued()]).toEqual([[10_000, 10_000], false, 0]);
  });

  it('refuses those at once that were waiting and cannot start in time any more', async () => {
    const limiter = startLimiter();
    const release = await acquire(limiter, 1000);
    const short = acquire(limiter, 1000);
    const long = acquire(limiter, 60_000);
    short.catch(() => undefined);

    limiter.coolDown(5000);

    await expect(short).rejects.toMatchObject({ code: 'PROVIDER_THROTTLED', causeKind: 'HELD' });
    release();
    await vi.advanceTimersByTimeAsync(5000);
    (await long)();
    expect(limiter.inFlight()).toBe(0);
  });

  it('refuses those that wait for a try as soon as another one is the try', async () => {
    const limiter = startLimiter();
    limiter.coolDown(60 * minute);
    await vi.advanceTimersByTimeAsync(5 * minute - 1000);
    const [first, second, patient] = [acquire(limiter, 2000), acquire(limiter, 2000), acquire(limiter, 6 * minute)];
    second.catch(() => undefined);

    await vi.advanceTimersByTimeAsync(1000);
    (await first)();
    await expect(second).rejects.toMatchObject({ code: 'PROVIDER_THROTTLED', causeKind: 'HELD' });
    expect(limiter.queued()).toBe(1);
    await vi.advanceTimersByTimeAsync(5 * minute);
    (await patient)();
  });

  it('is not ended by calls that were under way when it began', async () => {
    const limiter = startLimiter();
    const startedAt = Date.now();
    limiter.coolDown(60 * minute);
    await vi.advanceTimersByTimeAsync(1);
    limiter.endCooldown(startedAt);
    expect(limiter.isCoolingDown()).toBe(true);

    await vi.advanceTimersByTimeAsync(5 * minute);
    (await acquire(limiter, 1000))();
    limiter.endCooldown(startedAt);
    expect(limiter.isCoolingDown()).toBe(true);
    limiter.endCooldown(Date.now());
    expect(limiter.isCoolingDown()).toBe(false);
  });

  it('is held for the longest time that was said, and for an hour at most', async () => {
    const limiter = startLimiter();
    limiter.coolDown(10_000);
    limiter.coolDown(1000);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(limiter.isCoolingDown()).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(limiter.isCoolingDown()).toBe(false);

    limiter.coolDown(Number.MAX_SAFE_INTEGER);
    await vi.advanceTimersByTimeAsync(60 * minute - 1);
    expect(limiter.isCoolingDown()).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(limiter.isCoolingDown()).toBe(false);
  });
});
