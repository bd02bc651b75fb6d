import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNews } from '../../src/cluster/news.ts';

describe('news of records', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('come to those who follow at most once in a tenth of a second, and to nobody who has left', () => {
    const news = createNews({ self: 'me', random: () => 0 });
    const heard: string[] = [];
    const leave = news.follow('a', () => heard.push('a'));
    news.follow('b', () => heard.push('b'));

    for (let time = 0; time < 3; time += 1) news.hear('other a b');
    expect(heard).toEqual(['a', 'b']);
    leave();
    vi.advanceTimersByTime(1000);

    expect(heard).toEqual(['a', 'b', 'b']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leave no timer behind when all is closed', async () => {
    const news = createNews({ self: 'me', random: () => 0 });
    const waiting = news.wait('a');
    news.follow('a', () => undefined);
    news.hear('other b');
    news.catchUp();

    news.close();

    expect(await waiting).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});
