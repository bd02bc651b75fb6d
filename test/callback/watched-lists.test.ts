import { expect, it, onTestFinished } from 'vitest';
import { askAsRouter, startCallbackWorld } from './callback-world.ts';
import { until } from '../until.ts';

it('a watched list is sent by HTTP callback, and ended by the gateway’s stop', async () => {
  const world = await startCallbackWorld({ pollMilliseconds: 4 });
  onTestFinished(world.close);
  const { router, gateway } = world;
  const events = (): readonly unknown[] =>
    router.messages.flatMap(({ payload }) => (payload === undefined ? [] : [payload.data?.['jobsUpdated']]));

  const query = 'subscription { jobsUpdated(first: 3) { kind job { id status } issues { code } } }';
  const { status } = await askAsRouter(world, { query });
  await until(() => events().length === 1, 'the list is there');
  world.advance(100);
  await until(() => events().length === 2, 'the change is there');
  await world.stop();

  expect(status).toBe(200);
  expect(events()).toEqual([
    { kind: 'PRESENT', job: { id: 'cos:j0', status: 'RUNNING' }, issues: [] },
    { kind: 'CHANGED', job: { id: 'cos:j0', status: 'SUCCEEDED' }, issues: [] },
  ]);
  expect(router.messages.at(-1)).toMatchObject({ action: 'complete' });
  expect(router.complaints).toEqual([]);
  expect(gateway.server.gateway.lists.size()).toBe(0);
});
