import { describe, expect, it } from 'vitest';
import type { Signal } from '../../src/platform/signal.ts';
import { Aborter } from '../../src/calls/abort.ts';

interface Aborting {
  readonly signal: Signal;
  readonly abort: (reason: Error) => void;
}

function startStandard(): Aborting {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    abort: (reason) => {
      controller.abort(reason);
    },
  };
}

function startOwn(): Aborting {
  const aborter = new Aborter();
  return {
    signal: aborter,
    abort: (reason) => {
      aborter.abort(reason);
    },
  };
}

describe.each([
  ['an AbortSignal', startStandard],
  ['our own', startOwn],
])('a signal: %s', (_which, start) => {
  it('has neither aborted nor told anybody at first', () => {
    const { signal } = start();
    signal.throwIfAborted();

    expect(signal.aborted).toBe(false);
  });

  it('tells each listener once, in their order, and keeps the first reason', () => {
    const { signal, abort } = start();
    const told: string[] = [];
    const first = (): void => void told.push(`first: ${signal.reason.message}`);
    signal.addEventListener('abort', first, { once: true });
    signal.addEventListener('abort', first, { once: true });
    signal.addEventListener('abort', () => told.push('second'), { once: true });

    abort(new Error('gone'));
    abort(new Error('late'));

    expect(told).toEqual(['first: gone', 'second']);
    expect(signal.aborted).toBe(true);
    expect(() => {
      signal.throwIfAborted();
    }).toThrow('gone');
  });

  it('tells no listener that was removed, be it by another one', () => {
    const { signal, abort } = start();
    const told: string[] = [];
    const removed = (): void => void told.push('removed');
    const removedByFirst = (): void => void told.push('removed by the first');
    const first = (): void => {
      told.push('first');
      signal.removeEventListener('abort', removedByFirst);
    };
    for (const listener of [removed, first, removedByFirst]) signal.addEventListener('abort', listener, { once: true });
    signal.removeEventListener('abort', removed);

    abort(new Error('gone'));

    expect(told).toEqual(['first']);
  });

  it('tells nobody who comes after the abort', () => {
    const { signal, abort } = start();
    const told: string[] = [];
    abort(new Error('gone'));
    signal.addEventListener('abort', () => told.push('late'), { once: true });
    abort(new Error('again'));

    expect(told).toEqual([]);
  });
});
