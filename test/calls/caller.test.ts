import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../src/errors/errors.ts';
import { Abandoned } from '../../src/calls/abandoned.ts';
import type { Read } from '../../src/provider/contract/adapter.ts';
import { type Breakers, createBreakers } from '../../src/calls/breaker.ts';
import type { AttemptReport } from '../../src/calls/attempt-report.ts';
import { createCaller, type CallContext, type Caller } from '../../src/calls/caller.ts';
import { createLimiter, type Limiter } from '../../src/calls/limiter.ts';
import type { LimiterSettings } from '../../src/provider/contract/limiter-settings.ts';
import { createRetryBudget } from '../../src/calls/retry.ts';
import type { Signer } from '../../src/provider/contract/signer.ts';
import { TransportFault, type Transport } from '../../src/provider/transport.ts';
import { createTokenBucket } from '../../src/calls/token-bucket.ts';
import { createYielder, type Yielder } from '../../src/calls/yielder.ts';
import type { WireAnswer } from '../../src/provider/contract/wire.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

interface World {
  readonly call: Caller;
  readonly limiter: Limiter;
  readonly breakers: Breakers;
  readonly yielder: Yielder;
  readonly reports: AttemptReport[];
  /** When each attempt was sent. */
  readonly sent: number[];
}

interface WorldOptions {
  readonly send: Transport['send'];
  readonly sign?: Signer;
  readonly limits?: Partial<LimiterSettings>;
}

const signNothing: Signer = async () => ({ origin: 'http://127.0.0.1', method: 'GET', path: '/', headers: {} });

function startWorld({ send, sign = signNothing, limits }: WorldOptions, yielder = createYielder()): World {
  const all = { requestsPerSecond: 1000, burst: 1000, concurrency: 16, queue: 1000, ...limits };
  const limiter = createLimiter(all, () => createTokenBucket(all, Date.now), Date.now);
  const breakers = createBreakers(
    {},
    {
      monotonic: Date.now,
      onOpen: () => {
        limiter.refuseQueued(new ProviderError('PROVIDER_UNAVAILABLE'));
      },
    },
  );
  const reports: AttemptReport[] = [];
  const sent: number[] = [];
  const call = createCaller({
    source: 'lab',
    adapter: { toError: ({ headers }) => ({ code: headers['code'] ?? null, requestId: null }) },
    sign,
    transport: {
      send: (request, signal) => {
        sent.push(Date.now() - start);
        return send(request, signal);
      },
      close: () => Promise.resolve(),
    },
    limiter,
    breakers,
    budget: createRetryBudget(),
    yielder,
    timeoutMilliseconds: 10_000,
    now: Date.now,
    monotonic: Date.now,
    random: () => 1,
    onAttempt: (report) => reports.push(report),
  });
  let calls = 0;
  // Each call is for a job of its own.
  const callForNext = <T>({ request, ...rest }: Read<T>, context: CallContext): Promise<T> => {
    calls += 1;
    return call({ ...rest, request: { ...request, path: `/${calls}` } }, context);
  };
  return { call: callForNext, limiter, breakers, yielder, reports, sent };
}

const read: Read<string> = {
  operation: 'Describe',
  request: { method: 'GET', path: '/' },
  toResult: ({ body }) => Buffer.from(body).toString(),
};

function toContext(signal = new AbortController().signal): CallContext {
  return { requester: 'ada', operation: {}, signal, deadlineAt: Date.now() + 25_000 };
}

function toAnswer(status: number, headers: Record<string, string> = {}): WireAnswer {
  return { status, headers, body: Buffer.from('answer') };
}

const afterwards = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Answers nothing until the signal aborts. */
const hang: Transport['send'] = (_request, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason);
    });
  });

function answerInTurn(...answers: (WireAnswer | Error)[]): Transport['send'] {
  return async () => {
    const answer = answers.shift() ?? toAnswer(200);
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

function toCode(error: unknown): string {
  return error instanceof ProviderError ? error.code : String(error);
}

describe('the answers of many calls', () => {
  const large: WireAnswer = { status: 200, headers: {}, body: Buffer.alloc(1_000_000) };
  const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('are read one per turn of the event loop where they are large, those of errors too', async () => {
    vi.useRealTimers();
    const world = startWorld({ send: async () => large });
    const denying = startWorld({ send: async () => ({ ...large, status: 403 }) }, world.yielder);
    let turn = 0;
    const turns: number[] = [];
    const noting = { ...read, toResult: () => turns.push(turn) };

    const calls = Promise.allSettled(
      Array.from({ length: 16 }, (_value, index) =>
        index % 2 === 0
          ? world.call(noting, toContext())
          : denying.call(read, toContext()).catch((error: unknown) => {
              turns.push(turn);
              throw error;
            }),
      ),
    );
    for (; turns.length < 16; turn += 1) await nextTurn();

    await calls;
    expect(new Set(turns).size).toBe(16);
  });

  it('are not read once nobody waits for them', async () => {
    vi.useRealTimers();
    const world = startWorld({ send: async () => large });
    const controller = new AbortController();
    const reads: string[] = [];
    const noting = (name: string): Read<unknown> => ({
      ...read,
      toResult: () => {
        reads.push(name);
        controller.abort(new Abandoned());
      },
    });

    const stays = world.call(noting('stays'), toContext());
    const leaves = world.call(noting('leaves'), toContext(controller.signal));

    await expect(leaves).rejects.toThrow(Abandoned);
    await stays;
    expect(reads).toEqual(['stays']);
    expect(world.limiter.inFlight()).toBe(0);
  });
});

describe('an attempt', () => {
  it.each<[string, WireAnswer | Error]>([
    ['a 500', toAnswer(500)],
    ['a throttle with status 400', toAnswer(400, { code: 'ThrottlingException' })],
    ['a timeout of the provider’s own', toAnswer(400, { code: 'RequestTimeoutException' })],
    ['a lost connection', new TransportFault('connection')],
    ['a body that was cut off', new TransportFault('cutOff')],
  ])('is made again after %s', async (_name, answer) => {
    const world = startWorld({ send: answerInTurn(answer) });

    const result = world.call(read, toContext());
    await vi.advanceTimersByTimeAsync(1000);

    await expect(result).resolves.toBe('answer');
    expect(world.sent).toHaveLength(2);
  });

  it.each<[string, WireAnswer | Error, string]>([
    ['not found', toAnswer(404, { code: 'ResourceNotFoundException' }), 'JOB_NOT_FOUND'],
    ['denied', toAnswer(403, { code: 'AccessDeniedException' }), 'PROVIDER_ACCESS_DENIED'],
    ['invalid', toAnswer(400, { code: 'ValidationException' }), 'PROVIDER_REJECTED'],
    ['redirected', toAnswer(302), 'PROVIDER_BAD_RESPONSE'],
    ['too large', new TransportFault('tooLarge'), 'PROVIDER_BAD_RESPONSE'],
    ['announced without end', new TransportFault('interim'), 'PROVIDER_BAD_RESPONSE'],
  ])('is the only one where the answer is %s', async (_name, answer, code) => {
    const world = startWorld({ send: answerInTurn(answer) });

    await expect(world.call(read, toContext())).rejects.toMatchObject({ code });
    expect(world.sent).toEqual([0]);
  });

  it('is signed afresh each time', async () => {
    const sign = vi.fn(signNothing);
    const world = startWorld({ send: answerInTurn(toAnswer(500), toAnswer(500)), sign });

    const result = world.call(read, toContext());
    await vi.advanceTimersByTimeAsync(1000);
    await result;

    expect(sign.mock.calls.map(([, at]) => at.getTime() - start)).toEqual([0, 100, 300]);
  });

  it('has its own time limit, also where it is the credentials that hang', async () => {
    const world = startWorld({ send: answerInTurn(), sign: () => new Promise(() => undefined) });

    const result = expect(world.call(read, toContext())).rejects.toMatchObject({ code: 'PROVIDER_TIMEOUT' });
    await vi.advanceTimersByTimeAsync(25_000);
    await result;

    // Two whole ones, and what was left of the deadline.
    expect(world.reports.map(({ errorCode, milliseconds }) => [errorCode, milliseconds])).toEqual([
      ['PROVIDER_TIMEOUT', 10_000],
      ['PROVIDER_TIMEOUT', 10_000],
      ['PROVIDER_TIMEOUT', 4700],
    ]);
    expect(world.sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('without credentials is refused, with nothing of why', async () => {
    const world = startWorld({ send: answerInTurn(), sign: () => Promise.reject(new Error('/home/somebody/.aws')) });

    const error: unknown = await world.call(read, toContext()).catch((thrown: unknown) => thrown);

    expect(toCode(error)).toBe('PROVIDER_ACCESS_DENIED');
    expect((error as Error).cause).toBeUndefined();
  });

  it('keeps its place only while it runs, not while it waits to be made again', async () => {
    const world = startWorld({ send: answerInTurn(toAnswer(500)), limits: { concurrency: 1 } });

    const first = world.call(read, toContext());
    await vi.advanceTimersByTimeAsync(50);
    const whileWaiting = world.limiter.inFlight();
    const second = world.call(read, toContext());
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all([first, second]);

    expect(whileWaiting).toBe(0);
    expect(world.sent).toEqual([0, 50, 100]);
  });

  it('ends with its signal, whatever it is about', async () => {
    const world = startWorld({ send: hang });
    const requester = new AbortController();
    const result = expect(world.call(read, toContext(requester.signal))).rejects.toThrow('gone');
    await vi.advanceTimersByTimeAsync(5);

    requester.abort(new Error('gone'));
    await result;

    expect(world.reports).toEqual([
      {
        operation: 'Describe',
        keys: 0,
        errorCode: 'ABORTED',
        causeKind: null,
        milliseconds: 5,
        origin: 'http://127.0.0.1',
        target: undefined,
        clockOffsetSeconds: null,
        requestId: null,
        unreadable: [],
      },
    ]);
    expect({ inFlight: world.limiter.inFlight(), timers: vi.getTimerCount() }).toEqual({ inFlight: 0, timers: 0 });
  });
});

describe('under more load than the source takes', () => {
  it('calls that are made are answered: none starts too late to end in time', async () => {
    const world = startWorld({
      send: async (_request, signal) => {
        await afterwards(300);
        signal.throwIfAborted();
        return toAnswer(200);
      },
      limits: { requestsPerSecond: 5, burst: 5, concurrency: 8, queue: 100_000 },
    });
    const outcomes = new Map<string, number>();

    // Ten times the rate for two minutes.
    for (let tick = 0; tick < 120 * 50; tick += 1) {
      const limit = new AbortController();
      setTimeout(() => {
        limit.abort(new ProviderError('PROVIDER_TIMEOUT'));
      }, 25_000);
      void world.call(read, toContext(limit.signal)).then(
        () => outcomes.set('answered', (outcomes.get('answered') ?? 0) + 1),
        (error: unknown) => outcomes.set(toCode(error), (outcomes.get(toCode(error)) ?? 0) + 1),
      );
      await vi.advanceTimersByTimeAsync(20);
    }

    expect(world.sent.length).toBeGreaterThan(590);
    expect(world.sent.length - (outcomes.get('answered') ?? 0)).toBeLessThanOrEqual(2);
    expect(outcomes.get('PROVIDER_TIMEOUT')).toBeGreaterThan(0);
    expect(world.breakers.state()).toBe('closed');
  });

  it('a full queue refuses at once, and says nothing about the source', async () => {
    let send: Transport['send'] = () => Promise.resolve(toAnswer(500));
    const world = startWorld({ send: (...request) => send(...request), limits: { concurrency: 1, queue: 0 } });
    const fail = async (): Promise<void> => {
      const call = world.call(read, toContext()).catch(toCode);
      await vi.advanceTimersByTimeAsync(2000);
      await call;
    };
    for (let index = 0; index < 4; index += 1) await fail();
    const before = { sent: world.sent.length, state: world.breakers.state() };

    send = hang;
    const holder = new AbortController();
    const held = world.call(read, toContext(holder.signal)).catch(toCode);
    const refused = await world.call(read, toContext()).catch(toCode);
    holder.abort(new Abandoned());
    await held;
    send = () => Promise.resolve(toAnswer(500));
    await fail();

    expect(before).toEqual({ sent: 12, state: 'closed' });
    expect(refused).toBe('PROVIDER_THROTTLED');
    expect(world.breakers.state()).toBe('open');
  });
});

it('batches that fail open no breaker as long as one job may be the cause', async () => {
  const world = startWorld({ send: () => Promise.resolve(toAnswer(500)) });
  const failBatch = async (...keys: string[]): Promise<void> => {
    const call = world.call({ ...read, keys }, toContext()).catch(toCode);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await call).toBe('PROVIDER_UNAVAILABLE');
  };

  for (let index = 0; index < 10; index += 1) await failBatch('bad', `companion ${index}`);
  const before = world.breakers.state();
  for (let index = 0; index < 4; index += 1) await failBatch(`job ${index}`, `other ${index}`);

  expect([before, world.breakers.state()]).toEqual(['closed', 'open']);
});

describe('when the breaker opens', () => {
  it('calls that wait for their turn fail at once', async () => {
    const world = startWorld({
      send: () => Promise.resolve(toAnswer(500)),
      limits: { requestsPerSecond: 10, burst: 5, queue: 1000 },
    });
    const outcomes: [string, number][] = [];
    for (let index = 0; index < 200; index += 1) {
      void world.call(read, toContext()).catch((error: unknown) => outcomes.push([toCode(error), Date.now() - start]));
    }

    await vi.advanceTimersByTimeAsync(60_000);

    const openedAt = Math.min(...outcomes.map(([, at]) => at));
    expect(outcomes).toHaveLength(200);
    expect(new Set(outcomes.map(([code]) => code))).toEqual(new Set(['PROVIDER_UNAVAILABLE']));
    expect(outcomes.filter(([, at]) => at > openedAt + 2000)).toEqual([]);
  });

  it('calls that sleep before a retry are not made again', async () => {
    const world = startWorld({
      send: answerInTurn(toAnswer(503, { 'retry-after': '5' }), ...Array.from({ length: 15 }, () => toAnswer(500))),
    });
    const sleeping = world.call(read, toContext()).catch(toCode);
    await vi.advanceTimersByTimeAsync(0);
    const others = Array.from({ length: 5 }, () => world.call(read, toContext()).catch(toCode));

    await vi.advanceTimersByTimeAsync(1000);
    await Promise.all(others);
    const before = world.sent.length;
    await vi.advanceTimersByTimeAsync(5000);

    expect(await sleeping).toBe('PROVIDER_UNAVAILABLE');
    expect([before, world.sent.length]).toEqual([16, 16]);
  });
});
