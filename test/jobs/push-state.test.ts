/** How a source's changes are pushed, in one word, by the fake clock. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPushState, type PushState } from '../../src/jobs/pushes/push-state.ts';
import type { PushFailure } from '../../src/jobs/pushes/pushes.ts';

const safety = 300_000;
const broken: PushFailure = { code: 'PROVIDER_UNAVAILABLE', cause: null, isPermanent: false };
const denied: PushFailure = { code: 'PROVIDER_ACCESS_DENIED', cause: 'TOKEN_REFUSED', isPermanent: true };

interface UnderTest extends PushState {
  /** Each new state, with the code of its failure. */
  readonly changes: string[];
  readonly losses: () => number;
}

function start(isShared = false): UnderTest {
  const changes: string[] = [];
  let losses = 0;
  const ignore = (): void => undefined;
  const state = createPushState(
    {
      source: 'batch',
      now: Date.now,
      monotonic: Date.now,
      safetyMilliseconds: safety,
      report: {
        onPush: ignore,
        onHintedRead: ignore,
        onPushLag: ignore,
        onPushState: (_source, word, failure) => changes.push([word, failure?.code].join(' ').trim()),
      },
    },
    {
      isShared,
      onLost: () => {
        losses += 1;
      },
    },
  );
  return { ...state, changes, losses: () => losses };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the state of pushes', () => {
  it('is STARTING until something is heard, then LIVE, once each', () => {
    const state = start();
    expect(state.health()).toEqual({ state: 'STARTING', lastEventAt: null, lastErrorAt: null, lastErrorCode: null });
    for (let times = 0; times < 3; times += 1) state.reader.answered();

    expect([state.changes, state.liveSince()]).toEqual([['LIVE'], 1_000_000]);
  });

  it('is UNAVAILABLE from the second failure in a row on, and LIVE with the next answer', () => {
    const state = start();
    state.reader.answered();
    state.reader.failed(broken);
    state.reader.answered();
    state.reader.failed(broken);
    expect([state.changes, state.losses()]).toEqual([['LIVE'], 0]);

    vi.setSystemTime(2_000_000);
    state.reader.failed(broken);
    expect([state.liveSince(), state.losses()]).toEqual([undefined, 1]);
    state.reader.failed(broken);
    vi.setSystemTime(3_000_000);
    state.reader.answered();

    expect(state.changes).toEqual(['LIVE', 'UNAVAILABLE PROVIDER_UNAVAILABLE', 'LIVE']);
    expect(state.liveSince()).toBe(3_000_000);
    expect(state.health()).toMatchObject({ state: 'LIVE', lastErrorCode: 'PROVIDER_UNAVAILABLE' });
  });

  it('is UNAVAILABLE at once after a denial', () => {
    const state = start();
    state.reader.failed(denied);
    expect(state.changes).toEqual(['UNAVAILABLE PROVIDER_ACCESS_DENIED']);
    expect(state.health().lastErrorAt).toBe(new Date(1_000_000).toISOString());
  });

  it('is UNAVAILABLE without a failure while this process is alone in its cluster', () => {
    const state = start(true);
    state.reader.answered();
    expect(state.changes).toEqual([]);
    state.setAlone(false);
    state.setAlone(true);
    state.setAlone(false);
    expect(state.changes).toEqual(['LIVE', 'UNAVAILABLE', 'LIVE']);
  });

  it('is SILENT after ten safety intervals without a push in which a poll saw a change, until the next push', () => {
    const state = start();
    state.reader.answered();
    vi.advanceTimersByTime(safety);
    state.noteMissed();
    vi.advanceTimersByTime(9 * safety - 1);
    expect(state.changes).toEqual(['LIVE']);
    vi.advanceTimersByTime(1);
    expect([state.changes, state.losses(), state.liveSince()]).toEqual([['LIVE', 'SILENT'], 1, undefined]);

    state.reader.answered();
    expect(state.changes).toEqual(['LIVE', 'SILENT']);
    state.noteHint('elsewhere');
    expect(state.changes).toEqual(['LIVE', 'SILENT', 'LIVE']);
    expect(state.health().lastEventAt).toBe(new Date(1_000_000 + 10 * safety).toISOString());
  });

  it('is LIVE however long no push comes, while no poll sees a change', () => {
    const state = start();
    state.reader.answered();
    vi.advanceTimersByTime(50 * safety);
    expect(state.changes).toEqual(['LIVE']);

    // The first change after all that time is one that no push has told of.
    state.noteMissed();
    vi.advanceTimersByTime(1);
    expect(state.changes).toEqual(['LIVE', 'SILENT']);
  });

  it('is LIVE while a push comes after each change that a poll has seen first', () => {
    const state = start();
    state.reader.answered();
    for (let times = 0; times < 30; times += 1) {
      state.noteMissed();
      state.noteHint('here');
      vi.advanceTimersByTime(safety);
    }
    expect(state.changes).toEqual(['LIVE']);
  });
});
