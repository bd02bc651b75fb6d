import { expect, it, onTestFinished, vi } from 'vitest';
import { createReturnedLeases } from '../../src/cluster/returned-leases.ts';

it('leases of all sources that end within ten milliseconds are given back in one call', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const calls: unknown[] = [];
  const leases = createReturnedLeases({
    run: (script, keys, values) => {
      calls.push([script.name, keys, values]);
      return Promise.resolve(undefined);
    },
  });

  leases.add('one', ['a', 'b']);
  leases.add('another', ['c']);
  leases.add('one', ['d']);
  leases.add('none', []);
  vi.advanceTimersByTime(10);
  leases.send();

  expect(calls).toEqual([['give-back', ['one', 'another'], [3, 'a', 'b', 'd', 1, 'c']]]);
});
