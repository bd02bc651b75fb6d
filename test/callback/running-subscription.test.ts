import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PublicResult, type AnsweredEvent } from '../../src/operation/run/subscribe.ts';
import type { RouterMessage } from '../../src/transports/callback/router-calls.ts';
import { createRunningSubscription } from '../../src/transports/callback/running-subscription.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A subscription with a heartbeat every 5 seconds, over events that the test gives, to a router that it speaks for. */
function start(next: () => Promise<IteratorResult<AnsweredEvent, undefined>>, answer = async () => true) {
  const happened: string[] = [];
  const last: RouterMessage[] = [];
  const subscription = createRunningSubscription({
    router: {
      url: new URL('http://router/callback/id'),
      allowedBy: 'http://router/callback',
      id: 'id',
      verifier: 'verifier',
      heartbeatMilliseconds: 5000,
    },
    events: {
      next,
      return: async () => {
        happened.push('return');
        return { value: undefined, done: true };
      },
    },
    calls: {
      send: async (_router, message) => {
        happened.push(message.action);
        last.splice(0, 1, message);
        return answer();
      },
    },
    graceSignal: new AbortController().signal,
    onFailure: () => happened.push('failure'),
    onFault: (error) => happened.push(`fault: ${(error as Error).message}`),
    onEnd: () => happened.push('end'),
    onLeave: () => happened.push('leave'),
  });
  return { subscription, happened, last };
}

const never = () => new Promise<never>(() => {});

describe('a running subscription', () => {
  it('sends a heartbeat before each interval is over, until it ends', async () => {
    const { subscription, happened } = start(never);

    subscription.begin();
    await vi.advanceTimersByTimeAsync(4999);
    const first = [...happened];
    await vi.advanceTimersByTimeAsync(4000);
    await subscription.end();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(first).toEqual(['check']);
    expect(happened).toEqual(['check', 'check', 'return', 'end', 'leave']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sends no heartbeat while the last one is under way', async () => {
    const { subscription, happened } = start(never, never);

    subscription.begin();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(happened).toEqual(['check']);
  });

  it('frees its operation before the last word, and leaves after it, once', async () => {
    const { subscription, happened, last } = start(never);

    subscription.begin();
    await Promise.all([subscription.end({ errors: [{ message: 'Enough.' }] }), subscription.end()]);

    expect(happened).toEqual(['return', 'end', 'complete', 'leave']);
    expect(last).toEqual([{ action: 'complete', errors: [{ message: 'Enough.' }] }]);
  });

  it('never begins once it has ended', async () => {
    const { subscription, happened } = start(never);

    await subscription.end();
    subscription.begin();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(happened).toEqual(['return', 'end', 'leave']);
  });

  it('ends with an error that says nothing where its events fail', async () => {
    const { subscription, happened, last } = start(async () => {
      throw new Error('of ours');
    });

    subscription.begin();
    await vi.advanceTimersByTimeAsync(0);

    expect(happened).toEqual(['fault: of ours', 'return', 'end', 'complete', 'leave']);
    expect(last).toEqual([
      {
        action: 'complete',
        errors: [{ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
      },
    ]);
  });

  it('drops an event that comes after its end', async () => {
    const event = Promise.withResolvers<IteratorResult<AnsweredEvent, undefined>>();
    const { subscription, happened } = start(() => event.promise);

    subscription.begin();
    await subscription.end();
    event.resolve({ value: { answer: new PublicResult({ data: { secret: 'late' } }) } });
    await vi.advanceTimersByTimeAsync(0);

    expect(happened).toEqual(['return', 'end', 'leave']);
  });
});
