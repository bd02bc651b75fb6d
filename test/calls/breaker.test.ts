import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError, type ProviderErrorCode } from '../../src/errors/errors.ts';
import { Abandoned } from '../../src/calls/abandoned.ts';
import type { BreakerCall } from '../../src/calls/failure-window.ts';
import { type Breaker, createBreaker, createBreakers } from '../../src/calls/breaker.ts';
import { NotSent } from '../../src/calls/not-sent.ts';

const outage = new ProviderError('PROVIDER_UNAVAILABLE', { requestId: 'the outage' });
const halfOpenAfterMilliseconds = 10_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function startBreaker(): { readonly breaker: Breaker; readonly onOpen: ReturnType<typeof vi.fn> } {
  const onOpen = vi.fn();
  return { breaker: createBreaker({ halfOpenAfterMilliseconds }, { monotonic: Date.now, onOpen }), onOpen };
}

let jobs = 0;

/** Of one requester, for a job that nobody has asked for. */
function toCall(requester = 'ada'): BreakerCall {
  jobs += 1;
  return { requester, jobs: [`job ${jobs}`] };
}

function fail(breaker: Breaker, error: Error = outage, call = toCall()): Promise<unknown> {
  return breaker.run(call, () => Promise.reject(error)).catch((thrown: unknown) => thrown);
}

function succeed(breaker: Breaker, call = toCall()): Promise<string> {
  return breaker.run(call, () => Promise.resolve('answer'));
}

async function open(breaker: Breaker): Promise<void> {
  for (let count = 0; count < 5; count += 1) await fail(breaker);
}

/** A call that ends when it is told to. */
function startCall(breaker: Breaker): { readonly end: (error?: Error) => void; readonly outcome: Promise<unknown> } {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const outcome = breaker.run(toCall(), () => promise).catch((error: unknown) => error);
  return {
    end: (error) => {
      if (error === undefined) resolve('answer');
      else reject(error);
    },
    outcome,
  };
}

describe('a closed breaker', () => {
  it('opens after five failures in a row', async () => {
    const { breaker, onOpen } = startBreaker();

    const states: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      expect(await fail(breaker)).toBe(outage);
      states.push(breaker.state());
    }

    expect(states).toEqual(['closed', 'closed', 'closed', 'closed', 'open']);
    expect(onOpen).toHaveBeenCalledTimes(1);
  });

  it('counts timeouts as failures', async () => {
    const { breaker } = startBreaker();

    for (let count = 0; count < 5; count += 1) await fail(breaker, new ProviderError('PROVIDER_TIMEOUT'));

    expect(breaker.state()).toBe('open');
  });

  it.each<ProviderErrorCode>([
    'JOB_NOT_FOUND',
    'JOB_GONE',
    'PROVIDER_ACCESS_DENIED',
    'PROVIDER_THROTTLED',
    'PROVIDER_REJECTED',
    'PROVIDER_CONFLICT',
    'PROVIDER_BAD_RESPONSE',
  ])('takes %s for a sign of life', async (code) => {
    const { breaker } = startBreaker();
    for (let count = 0; count < 4; count += 1) await fail(breaker);

    for (let count = 0; count < 20; count += 1) await fail(breaker, new ProviderError(code));
    for (let count = 0; count < 4; count += 1) await fail(breaker);

    expect(breaker.state()).toBe('closed');
  });

  it.each<[string, Error]>([
    ['was abandoned', new Abandoned()],
    ['never left the gateway', new NotSent(new ProviderError('PROVIDER_TIMEOUT'))],
  ])('learns nothing, good or bad, from a call that %s', async (_name, error) => {
    const { breaker } = startBreaker();
    for (let count = 0; count < 4; count += 1) await fail(breaker);

    for (let count = 0; count < 20; count += 1) expect(await fail(breaker, error)).toBe(error);
    const before = breaker.state();
    await fail(breaker);

    expect([before, breaker.state()]).toEqual(['closed', 'open']);
  });

  it('starts counting again after a success', async () => {
    const { breaker } = startBreaker();
    for (let count = 0; count < 4; count += 1) await fail(breaker);

    await succeed(breaker);
    for (let count = 0; count < 4; count += 1) await fail(breaker);

    expect(breaker.state()).toBe('closed');
  });
});

describe('an open breaker', () => {
  it('refuses at once until its time is over, and calls nobody', async () => {
    const { breaker } = startBreaker();
    await open(breaker);
    const work = vi.fn(() => Promise.resolve('answer'));

    vi.setSystemTime(halfOpenAfterMilliseconds - 1);

    await expect(breaker.run(toCall(), work)).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      isRetryable: true,
    });
    expect(work).not.toHaveBeenCalled();
    expect(breaker.state()).toBe('open');
  });

  it('hears nothing from calls that began before', async () => {
    const { breaker, onOpen } = startBreaker();
    const [good, bad] = [startCall(breaker), startCall(breaker)];
    await open(breaker);

    good.end();
    bad.end(outage);
    await Promise.all([good.outcome, bad.outcome]);

    expect(breaker.state()).toBe('open');
    expect(onOpen).toHaveBeenCalledTimes(1);
  });
});

describe('a half-open breaker', () => {
  it('closes when its one probe succeeds; calls beside it wait and then go', async () => {
    const { breaker } = startBreaker();
    await open(breaker);
    vi.setSystemTime(halfOpenAfterMilliseconds);

    const probe = startCall(breaker);
    const started: number[] = [];
    const others = [1, 2, 3].map((name) => breaker.run(toCall(), () => Promise.resolve(started.push(name))));
    await vi.advanceTimersByTimeAsync(500);
    const meanwhile = { state: breaker.state(), started: [...started] };
    probe.end();
    await Promise.all(others);

    expect(meanwhile).toEqual({ state: 'halfOpen', started: [] });
    expect({ state: breaker.state(), started }).toEqual({ state: 'closed', started: [1, 2, 3] });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('opens again when its probe fails; calls beside it fail with it, uncalled', async () => {
    const { breaker, onOpen } = startBreaker();
    await open(breaker);
    vi.setSystemTime(halfOpenAfterMilliseconds);

    const probe = startCall(breaker);
    const work = vi.fn(() => Promise.resolve('answer'));
    const other = expect(breaker.run(toCall(), work)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    probe.end(outage);
    await other;
    vi.setSystemTime(halfOpenAfterMilliseconds * 2 - 1);

    expect(await fail(breaker, new Error('never reached'))).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(work).not.toHaveBeenCalled();
    expect(onOpen).toHaveBeenCalledTimes(2);
  });

  it('keeps nobody waiting for a probe that hangs', async () => {
    const { breaker } = startBreaker();
    await open(breaker);
    vi.setSystemTime(halfOpenAfterMilliseconds);
    startCall(breaker);
    const start = Date.now();

    const other = fail(breaker, new Error('never reached')).then((error) => ({ error, at: Date.now() - start }));
    await vi.advanceTimersByTimeAsync(2000);

    expect(await other).toMatchObject({ error: { code: 'PROVIDER_UNAVAILABLE' }, at: 1000 });
  });

  it.each<[string, Error]>([
    ['was abandoned', new Abandoned()],
    ['never left the gateway', new NotSent(new ProviderError('PROVIDER_THROTTLED'))],
  ])('makes the next call the probe when the first one %s', async (_name, error) => {
    const { breaker } = startBreaker();
    await open(breaker);
    vi.setSystemTime(halfOpenAfterMilliseconds);

    const first = startCall(breaker);
    const started: number[] = [];
    const second = breaker.run(toCall(), async () => {
      started.push(2);
      await new Promise((resolve) => setTimeout(resolve, 100));
      throw outage;
    });
    const third = breaker.run(toCall(), () => Promise.resolve(started.push(3)));
    const refused = [second, third].map((call) => expect(call).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' }));
    first.end(error);
    await vi.advanceTimersByTimeAsync(200);
    await Promise.all(refused);

    expect(started).toEqual([2]);
    expect(breaker.state()).toBe('open');
  });
});

describe('one requester, for whose jobs the provider fails', () => {
  const answeredAt = 60_000;

  /** Opened by one requester's failures, after a quiet time. */
  async function openByOne(): Promise<Breaker> {
    const { breaker } = startBreaker();
    vi.setSystemTime(answeredAt);
    for (let count = 0; count < 5; count += 1) await fail(breaker, outage, toCall('greedy'));
    expect(breaker.state()).toBe('open');
    return breaker;
  }

  it('does not open it by one job, however often', async () => {
    const { breaker } = startBreaker();
    const call = toCall();

    for (let count = 0; count < 50; count += 1) await fail(breaker, outage, { ...call });

    expect(breaker.state()).toBe('closed');
  });

  it('does not open it while others are answered', async () => {
    const { breaker } = startBreaker();

    for (let second = 0; second < 60; second += 1) {
      vi.setSystemTime(second * 1000);
      if (second % 4 === 0) await succeed(breaker);
      for (let count = 0; count < 6; count += 1) await fail(breaker);
      expect(breaker.state()).toBe('closed');
    }
  });

  it('is refused itself, and another one’s call closes it at once', async () => {
    const breaker = await openByOne();

    const own = await fail(breaker, new Error('never reached'), toCall('greedy'));
    const others = await succeed(breaker, toCall('bob'));

    expect(own).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect([others, breaker.state()]).toEqual(['answer', 'closed']);
  });

  it('keeps nobody else out who comes while another’s call is under way, however long that takes', async () => {
    const breaker = await openByOne();
    const slow = Promise.withResolvers<string>();
    const probe = breaker.run(toCall('bob'), () => slow.promise);

    const beside = Array.from({ length: 98 }, (_, index) => succeed(breaker, toCall(`viewer ${index}`)));
    await vi.advanceTimersByTimeAsync(1000);
    const answers = await Promise.all(beside);
    slow.resolve('late');

    expect(new Set(answers)).toEqual(new Set(['answer']));
    expect(await probe).toBe('late');
  });

  it('spoils no probe with a job that has failed', async () => {
    const { breaker } = startBreaker();
    const bad = Array.from({ length: 5 }, () => toCall());
    for (const call of bad) await fail(breaker, outage, { ...call });
    vi.setSystemTime(halfOpenAfterMilliseconds);
    const [first, second] = bad as [BreakerCall, BreakerCall];

    const spoilt = await fail(breaker, outage, { ...first });
    const again = await fail(breaker, new Error('never reached'), { ...second });

    expect(spoilt).toBe(outage);
    expect(again).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    await expect(succeed(breaker)).resolves.toBe('answer');
  });
});

describe('an outage', () => {
  it('costs three more requesters a call, and then nobody', async () => {
    const { breaker } = startBreaker();
    for (let count = 0; count < 5; count += 1) await fail(breaker);

    const reached: string[] = [];
    for (let index = 0; index < 100; index += 1) {
      const call = toCall(`viewer ${index}`);
      await breaker
        .run(call, () => {
          reached.push(call.requester);
          return Promise.reject(outage);
        })
        .catch(() => undefined);
    }

    expect(reached).toEqual(['viewer 0', 'viewer 1', 'viewer 2']);
  });

  it('costs nobody a call more where many have failed', async () => {
    const { breaker } = startBreaker();
    for (let index = 0; index < 5; index += 1) await fail(breaker, outage, toCall(`viewer ${index}`));

    expect(await fail(breaker, new Error('never reached'), toCall('bob'))).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    });
  });

  it('costs the one requester there is no call', async () => {
    const { breaker } = startBreaker();
    for (let count = 0; count < 5; count += 1) await fail(breaker);
    const work = vi.fn(() => Promise.reject(outage));

    for (let count = 0; count < 50; count += 1) await breaker.run(toCall(), work).catch(() => undefined);

    expect(work).not.toHaveBeenCalled();
  });
});

describe('the breakers of a source', () => {
  const list = (): BreakerCall => ({ requester: 'ada', jobs: [] });

  async function openLists() {
    const breakers = createBreakers({ halfOpenAfterMilliseconds }, { monotonic: Date.now });
    for (let count = 0; count < 5; count += 1) await fail(breakers.of('ListJobs'), outage, list());
    return breakers;
  }

  it('are one for each operation: a list that fails refuses no describe', async () => {
    const breakers = await openLists();
    const before = breakers.state();

    await succeed(breakers.of('DescribeJob'));
    await fail(breakers.of('DescribeJob'));

    expect(await fail(breakers.of('ListJobs'), new Error('never reached'), list())).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    });
    await expect(succeed(breakers.of('DescribeJob'))).resolves.toBe('answer');
    expect([before, breakers.state()]).toEqual(['open', 'halfOpen']);
  });

  it('open after two failures where another operation fails already', async () => {
    const breakers = await openLists();
    const describes = breakers.of('DescribeJob');

    await fail(describes);
    const one = describes.state();
    await fail(describes);

    expect([one, describes.state(), breakers.state()]).toEqual(['closed', 'open', 'open']);
  });
});

describe('a batch', () => {
  const toBatch = (...keys: string[]): BreakerCall => ({ requester: 'ada', jobs: keys });

  it('is one failure, however many jobs it reads', async () => {
    const { breaker } = startBreaker();

    for (let count = 0; count < 4; count += 1)
      await fail(breaker, outage, toBatch(...Array.from({ length: 100 }, (_, index) => `batch ${count} job ${index}`)));

    expect(breaker.state()).toBe('closed');
    await fail(breaker);
    expect(breaker.state()).toBe('open');
  });

  it('with a job that has failed is no further failure, whatever else it reads', async () => {
    const { breaker } = startBreaker();

    for (let count = 0; count < 50; count += 1) {
      await fail(breaker, outage, toBatch('bad', `companion ${count}`));
      await fail(breaker, outage, toBatch('worse', `companion ${count}`));
    }

    expect(breaker.state()).toBe('closed');
  });

  it('does not hide that its jobs fail alone, too', async () => {
    const { breaker } = startBreaker();
    const keys = Array.from({ length: 5 }, (_, index) => `job ${index}`);

    await fail(breaker, outage, toBatch(...keys));
    for (const key of keys) await fail(breaker, outage, toBatch(key));

    expect(breaker.state()).toBe('open');
  });

  it('spoils no probe with a job that has failed', async () => {
    const { breaker } = startBreaker();
    await fail(breaker, outage, toBatch('bad', 'companion'));
    await open(breaker);
    await vi.advanceTimersByTimeAsync(halfOpenAfterMilliseconds);

    await fail(breaker, outage, toBatch('bad', 'another'));

    expect(await succeed(breaker)).toBe('answer');
    expect(breaker.state()).toBe('closed');
  });
});
