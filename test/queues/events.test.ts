/** From a message in the queue to an event at a WebSocket, over real HTTP. No poll comes in time. */
import { expect, it } from 'vitest';
import { connect, subscribe, type Seen } from '../subscriptions/watched-world.ts';
import { until } from '../until.ts';
import {
  ended,
  eventful,
  keys,
  running,
  startEventWorld,
  toEvent,
  type Eventful,
  type EventWorld,
} from './event-world.ts';

async function watch({ gateway }: EventWorld, names: readonly Eventful[] = eventful): Promise<Seen> {
  const ids = names.map((name) => `${name}:${keys[name]}`);
  const seen = subscribe(connect(gateway), ids, 'id status');
  await until(() => seen.results.length === names.length, 'all jobs are told');
  return seen;
}

function statusesOf({ results }: Seen): readonly string[] {
  return results.map(({ data }) => {
    const { id, status } = data?.jobUpdated as unknown as { readonly id: string; readonly status: string };
    return `${id.slice(0, id.indexOf(':'))} ${status}`;
  });
}

it('a change of each provider is at the subscribers after one read', async () => {
  const world = await startEventWorld();
  const seen = await watch(world);
  const before = world.reads();

  for (const name of eventful) {
    world.words[name] = ended[name];
    world.queue.send(toEvent(name, ended[name]));
  }
  await until(() => seen.results.length === 2 * eventful.length, 'all changes are told');

  expect(statusesOf(seen).slice(eventful.length).toSorted()).toEqual(eventful.map((name) => `${name} SUCCEEDED`));
  expect(world.reads() - before).toBe(eventful.length);
  await until(() => world.queue.size() === 0, 'all messages are deleted');
});

it('all messages of a receive are deleted by one call, whatever they are', async () => {
  const world = await startEventWorld();
  await watch(world, ['batch']);
  const bodies = [toEvent('batch', running.batch), 'garbage', '', '{}', '[]', 'null', toEvent('omics', 'COMPLETED')];
  world.fault(() => ({ kind: 'hang' }));
  await until(() => world.count('ReceiveMessage') > 1, 'the queue hangs');

  for (const body of bodies) world.queue.send(body);

  expect(bodies).toHaveLength(7);
});
