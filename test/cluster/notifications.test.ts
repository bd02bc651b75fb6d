import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNotifications } from '../../src/cluster/notifications.ts';

describe('news of records', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('come to those who follow at most once in a tenth of a second, and to nobody who has left', () => {
    const notifications = createNotifications({ self: 'me', random: () => 0 });
    const heard: string[] = [];
    const leave = notifications.follow('a', () => heard.push('a'));
    notifications.follow('b', () => heard.push('b'));

    for (let time = 0; time < 3; time += 1) notifications.hear('other a b');
    expect(heard).toEqual(['a', 'b']);
    leave();
    vi.advanceTimersByTime(1000);

    expect(heard).toEqual(['a', 'b', 'b']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leave no timer behind when all is closed', async () => {
    const notifications = createNotifications({ self: 'me', random: () => 0 });
    const waiting = notifications.wait('a');
    notifications.follow('a', () => undefined);
    notifications.hear('other b');
    notifications.catchUp();

    notifications.close();

    expect(await waiting).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});
