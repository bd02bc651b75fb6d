import { describe, expect, it, onTestFinished } from 'vitest';
import type { Viewer } from '../../src/auth/viewer.ts';
import { parseConfig } from '../../src/config/load.ts';
import { createEventGroups } from '../../src/operation/answers/event-groups.ts';
import { createGateway } from '../../src/operation/gateway.ts';
import { PublicResult } from '../../src/operation/run/subscribe.ts';
import { startEmulators } from '../providers.ts';

function toViewer(subject: string, ...scopes: string[]): Viewer {
  return { kind: 'token', subject, scopes: new Set(['job:read', ...scopes]), expiresAt: null };
}
const [ada, bob] = [toViewer('ada'), toViewer('bob')];

/** A gateway over a job whose tasks are done one after the other, as a test says. */
async function start() {
  let done = 0;
  const toJob = (JobId: string) => ({
    JobId,
    Status: 'Active',
    ClientRequestToken: 'a token',
    ProgressSummary: {
      NumberOfTasksFailed: '0',
      NumberOfTasksSucceeded: String(done),
      TotalNumberOfTasks: '100',
    },
  });
  const describeJob = (id: string) => (id.startsWith('j') ? toJob(id) : undefined);
  const { sources, close } = await startEmulators({
    cos: { provider: 'cosbatch', jobs: { describe: describeJob, list: () => [toJob('j')] } },
  });
  const gateway = createGateway(parseConfig({ auth: { mode: 'none' }, sources, cache: { runningSeconds: 0 } }), {
    now: Date.now,
    monotonic: () => performance.now(),
    random: () => 0,
    pollMilliseconds: 20,
    onFault: (error) => {
      throw error;
    },
    recordDisclosure: () => Promise.resolve(true),
  });
  onTestFinished(async () => {
    await gateway.close();
    await close();
  });

  const watch = (viewer: Viewer, fields = 'progress { succeeded }', id = 'cos:j') =>
    subscribe(viewer, `subscription ($id: ID!) { jobUpdated(ids: [$id]) { ${fields} } }`, { id });

  async function subscribe(viewer: Viewer, query: string, variables: Record<string, unknown>) {
    const operation = gateway.prepare({ query, operationName: undefined, extensions: undefined });
    if (operation.errors !== undefined) throw new Error(JSON.stringify(operation.errors));
    const checked = gateway.check({ operation, variables, viewer });
    if (checked.errors !== undefined) throw new Error(JSON.stringify(checked.errors));
    const { context, end } = gateway.createLiveOperation({ viewer, requester: viewer.subject ?? '', requestId: 'r' });
    const events = await gateway.subscribe(checked, context);
    if (!(Symbol.asyncIterator in events)) throw new Error(JSON.stringify(events));
    onTestFinished(async () => {
      await events.return();
      end();
    });
    return {
      next: async (): Promise<PublicResult | undefined> => {
        const { value } = await events.next();
        return value?.answer;
      },
      leave: () => events.return(),
    };
  }
  return {
    watch,
    follow: (viewer: Viewer, first: number) =>
      subscribe(viewer, 'subscription ($first: Int!) { jobsUpdated(first: $first) { kind job { id } } }', { first }),
    change: () => {
      done += 1;
      return { jobUpdated: { progress: { succeeded: String(done) } } };
    },
  };
}

describe('the events of equal subscriptions', () => {
  it('are answered once for each change', async () => {
    const { watch, change } = await start();
    const watches = await Promise.all([watch(ada), watch(ada), watch(bob)]);
    await Promise.all(watches.map(({ next }) => next()));
    const data = change();

    const [first, ...others] = await Promise.all(watches.map(({ next }) => next()));

    expect(first?.result).toEqual({ data });
    expect(JSON.parse(first?.text() ?? '')).toEqual({ data });
    expect(others[0]).toBe(first);
    expect(others[1]).toBe(first);
  });

  it('are not shared with other scopes, fields or jobs', async () => {
    const { watch, change } = await start();
    const watches = await Promise.all([
      watch(ada),
      watch(toViewer('ada', 'job:credentials')),
      watch(ada, 'progress { succeeded } id'),
      watch(ada, undefined, 'cos:j2'),
    ]);
    await Promise.all(watches.map(({ next }) => next()));
    change();

    const answers = await Promise.all(watches.map(({ next }) => next()));

    expect(new Set(answers).size).toBe(4);
  });

  it('are not shared where a field is protected, even between subscriptions of one viewer', async () => {
    const { watch, change } = await start();
    const owner = toViewer('ada', 'job:sensitive');
    const fields = 'id ... on CosBatchJob { clientRequestToken }';
    const watches = await Promise.all([watch(owner, fields), watch(owner, fields)]);
    await Promise.all(watches.map(({ next }) => next()));
    change();

    const [one, other] = await Promise.all(watches.map(({ next }) => next()));

    expect(one?.result).toEqual({ data: { jobUpdated: { id: 'cos:j', clientRequestToken: 'a token' } } });
    expect(other?.result).toEqual(one?.result);
    expect(other).not.toBe(one);
  });

  it('are not shared where they are errors: each is made, and logged, for its own subscription', async () => {
    const { watch } = await start();
    const watches = await Promise.all([watch(ada, 'id', 'cos:none'), watch(ada, 'id', 'cos:none')]);

    const [one, other] = await Promise.all(watches.map(({ next }) => next()));

    expect(one?.result).toMatchObject({ errors: [{ extensions: { code: 'JOB_NOT_FOUND' } }] });
    expect(other?.result).toEqual(one?.result);
    expect(other).not.toBe(one);
  });

  it('reach a slow subscriber as the newest state, and go on when another has left', async () => {
    const { watch, change } = await start();
    const [quick, slow, leaving] = await Promise.all([watch(ada), watch(ada), watch(ada)]);
    await Promise.all([quick, slow, leaving].map(({ next }) => next()));
    for (let step = 0; step < 3; step += 1) {
      const data = change();
      expect((await quick.next())?.result).toEqual({ data });
    }
    await leaving.leave();

    expect((await slow.next())?.result).toEqual({ data: { jobUpdated: { progress: { succeeded: '3' } } } });
    const data = change();
    const [one, other] = await Promise.all([quick.next(), slow.next()]);
    expect(one?.result).toEqual({ data });
    expect(other).toBe(one);
  });
});

it('equal followers of a list share the answers to its events', async () => {
  const { follow } = await start();
  const followers = await Promise.all([follow(ada, 5), follow(bob, 5), follow(ada, 4)]);

  const [first, second, other] = await Promise.all(followers.map(({ next }) => next()));

  expect(first?.result).toEqual({ data: { jobsUpdated: { kind: 'PRESENT', job: { id: 'cos:j' } } } });
  expect(second).toBe(first);
  expect(other?.result).toEqual(first?.result);
  expect(other).not.toBe(first);
});

describe('a group', () => {
  const answer = { answer: new PublicResult({ data: {} }), bytes: 10 };
  const event = { change: {}, kind: 'CHANGED' };

  it('keeps an answer until each other member has taken it', () => {
    const groups = createEventGroups();
    const [one, two, three] = [groups.join('key'), groups.join('key'), groups.join('key')];

    one.keep(event, answer);

    expect([two.find(event), three.find(event), two.find(event)]).toEqual([answer, answer, undefined]);
  });

  it('keeps nothing for one member, and nothing for those of another key or another kind of event', () => {
    const groups = createEventGroups();
    const one = groups.join('key');
    one.keep(event, answer);
    const two = groups.join('key');
    expect(two.find(event)).toBeUndefined();

    one.keep(event, answer);

    expect(groups.join('other').find(event)).toBeUndefined();
    expect(two.find({ ...event, kind: 'APPEARED' })).toBeUndefined();
    expect(two.find(event)).toBe(answer);
  });

  it('keeps 16 MB at most for members that take nothing, and forgets the least recently used', () => {
    const groups = createEventGroups();
    const [one, two] = [groups.join('key'), groups.join('key')];
    const large = () => ({ answer: new PublicResult({ data: { text: 'x'.repeat(500_000) } }), bytes: 10 });
    const events = Array.from({ length: 6 }, () => ({ change: {}, kind: 'CHANGED' }));

    for (const each of events) one.keep(each, large());

    expect(events.map((each) => two.find(each) !== undefined)).toEqual([false, false, false, true, true, true]);
  });

  it('ends with its last member', () => {
    const groups = createEventGroups();
    const [one, two] = [groups.join('key'), groups.join('key')];
    one.keep(event, answer);

    one.leave();
    two.leave();

    expect(groups.join('key').find(event)).toBeUndefined();
  });
});
