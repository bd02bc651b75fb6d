import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { atExpiry } from '../../src/auth/expiry.ts';
import type { Viewer } from '../../src/auth/viewer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const hour = 3_600_000;

function watchToken() {
  const viewer: Viewer = { kind: 'token', subject: 'ada', scopes: new Set(), expiresAt: new Date(60_000) };
  let step = 0;
  const startedAt = Date.now();
  const end = vi.fn();
  const stop = atExpiry(viewer, () => Date.now() - startedAt + step, end);
  return {
    end,
    stop,
    stepBy: (milliseconds: number) => {
      step += milliseconds;
    },
  };
}

it('a token ends when its time has passed', () => {
  const { end } = watchToken();

  vi.advanceTimersByTime(59_999);
  expect(end).not.toHaveBeenCalled();
  vi.advanceTimersByTime(hour);

  expect(end).toHaveBeenCalledTimes(1);
});

it('a token ends within a second where the clock is set forward by an hour', () => {
  const { end, stepBy } = watchToken();
  vi.advanceTimersByTime(10_000);

  stepBy(hour);
  vi.advanceTimersByTime(1000);

  expect(end).toHaveBeenCalledTimes(1);
});

it('a token does not live longer where the clock is set back', () => {
  const { end, stepBy } = watchToken();

  stepBy(-hour);
  vi.advanceTimersByTime(60_000);

  expect(end).toHaveBeenCalledTimes(1);
});

it('nothing is watched any more where it was stopped', () => {
  const { end, stop } = watchToken();

  stop();
  vi.advanceTimersByTime(hour);

  expect(end).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
