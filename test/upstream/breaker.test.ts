import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProviderError, type ProviderErrorCode } from '../../src/errors.ts';
import { Abandoned } from '../../src/upstream/abandoned.ts';
import { createBreaker, type Breaker } from '../../src/upstream/breaker.ts';
import { NotSent } from '../../src/upstream/not-sent.ts';

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

function fail(breaker: Breaker, error: Error = outage): Promise<unknown> {
  return breaker.run(() => Promise.reject(error)).catch((thrown: unknown) => thrown);
}

function succeed(breaker: Breaker): Promise<string> {
  return breaker.run(() => Promise.resolve('answer'));
}

async function open(breaker: Breaker): Promise<void> {
  for (let count = 0; count < 5; count += 1) await fail(breaker);
}

/** A call that ends when it is told to. */
function startCall(breaker: Breaker): { readonly end: (error?: Error) => void; readonly outcome: Promise<unknown> } {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const outcome = breaker.run(() => promise).catch((error: unknown) => error);
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

    await expect(breaker.run(work)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE', isRetryable: true });
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
    const others = [1, 2, 3].map((name) => breaker.run(() => Promise.resolve(started.push(name))));
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
    const other = expect(breaker.run(work)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
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
    const second = breaker.run(async () => {
      started.push(2);
      await new Promise((resolve) => setTimeout(resolve, 100));
      throw outage;
    });
    const third = breaker.run(() => Promise.resolve(started.push(3)));
    const refused = [second, third].map((call) => expect(call).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' }));
    first.end(error);
    await vi.advanceTimersByTimeAsync(200);
    await Promise.all(refused);

    expect(started).toEqual([2]);
    expect(breaker.state()).toBe('open');
  });
});
