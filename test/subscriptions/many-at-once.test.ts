import { expect, it, onTestFinished } from 'vitest';
import { toOpenViewer } from '../../src/auth/viewer.ts';
import { parseConfig } from '../../src/config/load.ts';
import { createGateway, type Gateway } from '../../src/graph/gateway.ts';
import type { PreparedOperation } from '../../src/graph/prepare.ts';
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

it('other work runs between the events of subscribers who read as fast as they come', async () => {
  const gateway = await startGraph();
  const viewer = toOpenViewer();
  const ids = Array.from({ length: jobs }, (_value, index) => `cos:j${index}`);
  const query = 'subscription ($ids: [ID!]!) { jobUpdated(ids: $ids) { id status } }';
  const prepared = gateway.prepare({ query, variables: { ids }, viewer, refuse: () => undefined }) as PreparedOperation;
  let turn = 0;
  const eventsOf = new Map<number, number>();

  async function watch(requestId: string): Promise<() => void> {
    const { context, end } = gateway.createLiveOperation({ viewer, requester: 'somebody', requestId });
    const events = await gateway.subscribe({ ...prepared, contextValue: context });
    if (!(Symbol.asyncIterator in events)) throw new Error(JSON.stringify(events));
    for (let event = 0; event < jobs; event += 1) {
      const { value } = await events.next();
      expect(value).toMatchObject({ data: { jobUpdated: { status: 'RUNNING' } } });
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
  const prepare = (text: string, ids: readonly unknown[]) =>
    gateway.prepare({ query: text, variables: { ids }, viewer: toOpenViewer(), refuse: () => undefined });

  const [first, second] = [prepare(query, ['cos:a']), prepare(query, ['cos:b'])] as PreparedOperation[];

  expect(second?.document).toBe(first?.document);
  expect([first?.variables, second?.variables]).toEqual([{ ids: ['cos:a'] }, { ids: ['cos:b'] }]);
  expect(prepare(query, [null])).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  // What is not valid is said each time.
  for (let time = 0; time < 2; time += 1)
    expect(prepare(query.replace('{ id }', '{ nothing }'), ['cos:a'])).toMatchObject({
      errors: [{ message: 'Cannot query field "nothing" on type "Job".' }],
    });
});
