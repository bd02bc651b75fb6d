import { expect, it } from 'vitest';
import { createWatchSlots } from '../../src/resolvers/watch-slots.ts';
import { connect, start, subscribe } from './watched-world.ts';
import { until } from '../until.ts';

const tooMany = { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } };

it('one viewer has half of the places, all together have all, and they are given back once', () => {
  const places = createWatchSlots(100);

  const release = places.acquire('ada', 50);
  places.acquire('bob', 40);

  expect(() => places.acquire('ada', 1)).toThrow('One viewer may watch at most 50 jobs at once');
  expect(() => places.acquire('carol', 11)).toThrow('At most 100 jobs are watched at once');
  release();
  release();
  expect(() => places.acquire('carol', 50)).not.toThrow();
  expect(() => places.acquire('ada', 11)).toThrow('At most 100 jobs');
});

it('a subscription takes a place for each job, and gives it back with its end', async () => {
  const { world, gateway } = await start(3, { subscriptions: { maxWatchedJobs: 4 } });
  const client = connect(gateway);
  const first = subscribe(client, world.ids.slice(0, 2), 'id');
  await until(() => first.results.length === 2, 'it runs');

  const second = subscribe(client, world.ids.slice(2), 'id');
  await until(() => second.results.length === 1, 'it is answered');
  const other = subscribe(connect(gateway, await gateway.token('job:read')), world.ids.slice(2), 'id');
  await until(() => other.results.length === 1, 'another viewer is answered');

  expect(second.results[0]?.errors).toEqual([expect.objectContaining(tooMany)]);
  expect(other.results[0]?.errors).toBeUndefined();
  first.stop();
  await until(() => gateway.server.gateway.watcher.size() === 1, 'the first has ended');
  const again = subscribe(client, world.ids.slice(0, 2), 'id');
  await until(() => again.results.length === 2, 'its places are free');
  expect(again.results[0]?.errors).toBeUndefined();
});
