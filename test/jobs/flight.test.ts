import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Signal } from '../../src/platform/signal.ts';
import { Abandoned } from '../../src/calls/abandoned.ts';
import { type Flight, startFlight } from '../../src/jobs/reading/single-flight.ts';

interface Work {
  readonly shared: Flight<string>;
  readonly signal: Signal;
  readonly end: (answer: string) => void;
  readonly fail: (error: Error) => void;
}

function startWork(): Work {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const signals: Signal[] = [];
  const shared = startFlight((signal) => {
    signals.push(signal);
    return promise;
  });
  return { shared, signal: signals[0] as Signal, end: resolve, fail: reject };
}

describe('shared work', () => {
  it('gives every requester its one answer', async () => {
    const { shared, end } = startWork();
    const requesters = [1, 2, 3].map(() => shared.join(new AbortController().signal));

    end('answer');

    expect(await Promise.all(requesters)).toEqual(['answer', 'answer', 'answer']);
  });

  it('gives every requester its one failure', async () => {
    const { shared, fail } = startWork();
    const requesters = [1, 2].map(() => expect(shared.join(new AbortController().signal)).rejects.toThrow('refused'));

    fail(new Error('refused'));

    await Promise.all(requesters);
  });

  it('goes on when one of its requesters leaves; that one is told at once, why', async () => {
    const { shared, signal, end } = startWork();
    const [leaving, staying] = [new AbortController(), new AbortController()];
    const [left, stayed] = [shared.join(leaving.signal), shared.join(staying.signal)];

    leaving.abort(new Error('my own reason'));

    await expect(left).rejects.toThrow('my own reason');
    expect({ aborted: signal.aborted, abandoned: shared.isAbandoned() }).toEqual({ aborted: false, abandoned: false });
    end('answer');
    await expect(stayed).resolves.toBe('answer');
  });

  it('is cancelled when its last requester leaves', async () => {
    const { shared, signal } = startWork();
    const requesters = [new AbortController(), new AbortController()];
    const waits = requesters.map((requester) => expect(shared.join(requester.signal)).rejects.toThrow('gone'));

    for (const requester of requesters) requester.abort(new Error('gone'));
    await Promise.all(waits);

    expect(signal.reason).toBeInstanceOf(Abandoned);
    expect(shared.isAbandoned()).toBe(true);
  });

  it('is cancelled when its first requester had left before it came', async () => {
    const { shared, signal } = startWork();

    await expect(shared.join(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');

    expect(signal.aborted).toBe(true);
  });

  it('is not cancelled by a late comer who has already left', async () => {
    const { shared, signal, end } = startWork();
    const requester = shared.join(new AbortController().signal);

    await expect(shared.join(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    end('answer');

    expect(signal.aborted).toBe(false);
    await expect(requester).resolves.toBe('answer');
  });

  it('leaves no listener on an requester’s signal', async () => {
    const { shared, end } = startWork();
    const requester = new AbortController();
    const waits = [1, 2, 3].map(() => shared.join(requester.signal));
    const during = getEventListeners(requester.signal, 'abort').length;

    end('answer');
    await Promise.all(waits);

    expect([during, getEventListeners(requester.signal, 'abort').length]).toEqual([1, 0]);
  });

  it('may fail when nobody is left to hear it', async () => {
    const unheard: unknown[] = [];
    const listen = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', listen);
    const { shared, fail } = startWork();
    const requester = new AbortController();
    const wait = expect(shared.join(requester.signal)).rejects.toThrow('gone');

    requester.abort(new Error('gone'));
    fail(new Error('nobody hears this'));
    await wait;
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listen);

    expect(unheard).toEqual([]);
  });
});
