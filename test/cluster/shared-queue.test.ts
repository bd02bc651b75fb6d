/** Two gateways of one cluster that read one queue: each message reaches one of them. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { startGateway } from '../gateway.ts';
import { ended, eventful, keys, running, startJobs, startQueue, toEvent } from '../queues/event-world.ts';
import { connect, subscribe } from '../subscriptions/watched-world.ts';
import { until } from '../until.ts';
import { toClusterSettings } from './join.ts';
import { hasRedis, startRedis } from './redis.ts';

describe.skipIf(!hasRedis)('two processes that share a queue', () => {
  it('each tell their subscribers of every change, and read each job once for both', async () => {
    const words = { ...running };
    const [redis, { queue, events }, providers] = await Promise.all([startRedis(), startQueue(), startJobs(words)]);
    const cluster = toClusterSettings({ url: redis.url, timeoutMilliseconds: 10_000 });
    const settings = { sources: providers.toSources({ events }), pollMilliseconds: 3_600_000, cluster };
    const gateways = await Promise.all([startGateway(settings), startGateway(settings)]);
    onTestFinished(async () => {
      await Promise.all(gateways.map(({ close }) => close()));
      await Promise.all([providers.close(), redis.close()]);
    });
    const isLive = (): boolean =>
      gateways.every(({ server }) =>
        eventful.every((name) => server.gateway.sources.get(name)?.pushes?.health().state === 'LIVE'),
      );
    await until(isLive, 'both have joined, and hear the queue');
    const ids = eventful.map((name) => `${name}:${keys[name]}`);
    const seen = gateways.map((gateway) => subscribe(connect(gateway), ids, 'id status'));
    await until(() => seen.every(({ results }) => results.length === ids.length), 'all jobs are told');
    const countReads = (): number =>
      eventful
        .flatMap((name) => providers.emulators[name].calls)
        .filter(({ operation }) => operation !== 'ListActionExecutions').length;
    const before = countReads();

    for (const name of eventful) {
      words[name] = ended[name];
      queue.send(toEvent(name, ended[name]));
    }
    await until(() => seen.every(({ results }) => results.length === 2 * ids.length), 'all changes are told by both');

    const hinted = gateways.map(
      ({ server }) =>
        eventful.filter((name) => server.gateway.sources.get(name)?.pushes?.health().lastEventAt !== null).length,
    );
    expect(countReads() - before).toBe(ids.length);
    // The hint of each has come to both, whichever has received its message.
    expect(hinted).toEqual([ids.length, ids.length]);
    await until(() => queue.size() === 0, 'all messages are deleted');
  });
});
