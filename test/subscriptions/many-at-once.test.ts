import { expect, it, onTestFinished } from 'vitest';
import { toOpenViewer } from '../../src/auth/viewer.ts';
import { parseConfig } from '../../src/config/load.ts';
import { createGateway, type Gateway } from '../../src/operation/gateway.ts';
import type { CheckedSubscription } from '../../src/operation/engine.ts';
import { startEmulators } from '../providers.ts';

const jobs = 20;
const subscribers = 50;

async function startGraph(): Promise<Gateway> {
  const describe = (id: string) => ({ JobId: id, Status: 'Active' });
  const { sources, close } = await startEmulators({
    cos: { provider: 'cosbatch', jobs: { describe, list: () => [] } },
  });
  const gateway = createGateway(parseConfig({ auth: { mode: 'none' }, sources }), {
    now: Date.now,
    monotonic: () => performance.now(),
    random: () => 0,
    onFault: (error) => {
      throw error;
    },
    recordDisclosure: () => Promise.resolve(true),
  });
  onTestFinished(async () => {
    await gateway.close();
    await close();
  });
  return gateway;
}

function check(gateway: Gateway, query: string, ids: readonly string[]): CheckedSubscription {
  const operation = gateway.prepare({ query, operationName: undefined, extensions: undefined });
  if (operation.errors !== undefined) throw new Error(JSON.stringify(operation.errors));
  const checked = gateway.check({ operation, variables: { ids }, viewer: toOpenViewer() });
  if (checked.errors !== undefined) throw new Error(JSON.stringify(checked.errors));
  return checked;
}

it('other work runs between the events of subscribers who read as fast as they come', async () => {
  const gateway = await startGraph();
  const viewer = toOpenViewer();
  const ids = Array.from({ length: jobs }, (_value, index) => `cos:j${index}`);
  const query = 'subscription ($ids: [ID!]!) { jobUpdated(ids: $ids) { id status } }';
  const checked = check(gateway, query, ids);
  let turn = 0;
  const eventsOf = new Map<number, number>();

  async function watch(requestId: string): Promise<() => void> {
    const { context, end } = gateway.createLiveOperation({ viewer, requester: 'somebody', requestId });
    const events = await gateway.subscribe(checked, context);
    if (!(Symbol.asyncIterator in events)) throw new Error(JSON.stringify(events));
    for (let event = 0; event < jobs; event += 1) {
      const { value } = await events.next();
      expect(value?.answer?.result).toMatchObject({ data: { jobUpdated: { status: 'RUNNING' } } });
      eventsOf.set(turn, (eventsOf.get(turn) ?? 0) + 1);
    }
    return end;
  }
  // From here on all jobs are known, so that nobody waits for a provider.
  await watch('first');
  eventsOf.clear();
  const watches = Promise.all(Array.from({ length: subscribers }, (_value, index) => watch(String(index))));
  const counting = { isOver: false };
  const ended = watches.finally(() => (counting.isOver = true));
  for (; !counting.isOver; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  for (const end of await ended) end();

  const counts = [...eventsOf.values()];
  expect(counts.reduce((sum, count) => sum + count)).toBe(jobs * subscribers);
  expect(Math.max(...counts)).toBeLessThanOrEqual(100);
});

it('subscriptions of one text share what was parsed of it, each with its own variables', async () => {
  const gateway = await startGraph();
  const query = 'subscription ($ids: [ID!]!) { jobUpdated(ids: $ids) { id } }';

  const [first, second] = [check(gateway, query, ['cos:a']), check(gateway, query, ['cos:b'])];

  expect(second.plan).toBe(first.plan);
  expect([first.variables, second.variables]).toEqual([{ ids: ['cos:a'] }, { ids: ['cos:b'] }]);
  expect(
    gateway.check({ operation: first.prepared, variables: { ids: [null] }, viewer: toOpenViewer() }),
  ).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  });
  // What is not valid is said each time.
  const invalid = query.replace('{ id }', '{ nothing }');
  for (let time = 0; time < 2; time += 1)
    expect(gateway.prepare({ query: invalid, operationName: undefined, extensions: undefined })).toMatchObject({
      errors: [{ message: 'Cannot query field "nothing" on type "Job".' }],
    });
});
