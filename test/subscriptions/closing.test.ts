/** A stop closes WebSockets evenly within a time, and no later than their clients leave. */
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { toStopOptions } from '../../src/transports/http/stop.ts';
import { endEvenly } from '../../src/transports/web-socket/end-evenly.ts';
import { until } from '../until.ts';
import { start } from './watched-world.ts';

describe('the times of a stop', () => {
  it.each([
    ['by default', { shutdownGraceSeconds: 20, drainSeconds: 1 }, 1, 9.5],
    ['of Kubernetes', { shutdownGraceSeconds: 55, drainSeconds: 11 }, 11, 22],
    ['as they are set', { shutdownGraceSeconds: 60, drainSeconds: 10, closingSeconds: 30 }, 10, 30],
    ['all at once', { shutdownGraceSeconds: 60, drainSeconds: 10, closingSeconds: 0 }, 10, 0],
    ['longer than the grace', { shutdownGraceSeconds: 20, drainSeconds: 600, closingSeconds: 600 }, 5, 11.25],
    ['without a grace', { shutdownGraceSeconds: 0, drainSeconds: 1, closingSeconds: 1 }, 0, 0],
  ])('%s', (_name, settings, drain, closing) => {
    expect(toStopOptions(settings)).toEqual({
      drainMilliseconds: drain * 1000,
      closingMilliseconds: closing * 1000,
    });
  });
});

describe('many that end evenly', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('end at equal distances, the first at once and the last before the time is over', () => {
    const begin = Date.now();
    const ends: number[] = [];

    endEvenly(['a', 'b', 'c', 'd'], 20_000, () => ends.push(Date.now() - begin));
    vi.advanceTimersByTime(20_000);

    expect(ends).toEqual([0, 5000, 10_000, 15_000]);
  });

  it('end as a crowd at the same pace', () => {
    const perSecond = new Map<number, number>();
    const begin = Date.now();
    const count = (): void => {
      const second = Math.floor((Date.now() - begin) / 1000);
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    };

    endEvenly(
      Array.from({ length: 5000 }, (_value, index) => index),
      10_000,
      count,
    );
    vi.advanceTimersByTime(10_000);

    expect([...perSecond.values()]).toEqual(Array.from({ length: 10 }, () => 500));
  });

  it('end in this very moment without a time, and not at all once they are forgotten', () => {
    const ended: string[] = [];

    endEvenly(['a', 'b'], 0, (item) => ended.push(item));
    const forget = endEvenly(['c', 'd', 'e'], 3000, (item) => ended.push(item));
    vi.advanceTimersByTime(1000);
    forget();
    vi.advanceTimersByTime(10_000);

    expect(ended).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('a stop with WebSockets', () => {
  async function open(count: number) {
    const { gateway } = await start(1);
    const sockets = Array.from(
      { length: count },
      () => new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws'),
    );
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    return { gateway, sockets };
  }

  it('closes one after the other with 1001, and then ends', async () => {
    const { gateway, sockets } = await open(4);
    const codes: number[] = [];
    for (const socket of sockets) socket.on('close', (code) => codes.push(code));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());

    const stopping = gateway.server.stop({ closingMilliseconds: 800_000 });
    for (const closed of [1, 2, 3, 4]) {
      await until(() => codes.length === closed);
      expect(sockets.filter(({ readyState }) => readyState === WebSocket.OPEN)).toHaveLength(4 - closed);
      vi.advanceTimersByTime(200_000);
    }
    await stopping;

    expect(codes).toEqual([1001, 1001, 1001, 1001]);
  });

  it('does not wait for clients that have left', async () => {
    const { gateway, sockets } = await open(3);
    const [told, ...others] = sockets;

    const stopping = gateway.server.stop({ closingMilliseconds: 600_000 });
    await once(told!, 'close');
    for (const socket of others) socket.close();

    await stopping;
    expect(others.map(({ readyState }) => readyState)).not.toContain(WebSocket.OPEN);
  });
});
