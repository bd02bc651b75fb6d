/** Clusters whose watches break, whose versions go back and whose lists never end: each change is seen all the same. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../../gateway.ts';
import { watchList } from '../../subscriptions/watched-lists.ts';
import { connect, subscribe } from '../../subscriptions/watched-world.ts';
import { until } from '../../until.ts';
import { fastSource } from './jobs.ts';
import {
  sendJson,
  startOddCluster,
  toBookmark,
  toEvent,
  toOddKey,
  toStatus,
  toWireJob,
  type OddAnswer,
  type OddCluster,
} from './odd-cluster.ts';

async function start(
  names: readonly string[],
  settings: Partial<GatewaySettings> = {},
): Promise<{ readonly cluster: OddCluster; readonly gateway: GatewayUnderTest }> {
  const cluster = await startOddCluster(...names);
  const gateway = await startGateway({
    sources: [{ name: 'cluster', provider: 'kubernetes', server: cluster.url, ...fastSource }],
    cache: { runningSeconds: 0 },
    random: () => 0,
    ...settings,
  });
  onTestFinished(async () => {
    await gateway.close();
    await cluster.close();
  });
  return { cluster, gateway };
}

/** Of an old job: 15 times the shortest one. */
const interval = 6000;
const polls = { pollMilliseconds: interval / 15 };

/** The last status that a subscriber to the job was told. */
function watchJob(gateway: GatewayUnderTest, name: string): () => unknown {
  const { results } = subscribe(connect(gateway), [`cluster:${toOddKey(name)}`], 'id status');
  return () => results.at(-1)?.data?.jobUpdated?.['status'];
}

function watchStatuses(gateway: GatewayUnderTest): () => unknown {
  const { events } = watchList(connect(gateway));
  return () => events.at(-1)?.job?.['status'];
}

const expired = toStatus(504, 'Timeout', 'Too large resource version: 1000, current: 500');

const broken: Readonly<Record<string, OddAnswer>> = {
  'is refused': (response) => {
    sendJson(response, toStatus(403, 'Forbidden', 'no'), 403);
  },
  'begins with an error': (response) => {
    response.writeHead(200).end(toEvent('ERROR', expired));
  },
  'ends at once': (response) => {
    response.writeHead(200).end();
  },
  'is reset': (response) => {
    response.writeHead(200).flushHeaders();
    setTimeout(() => response.socket?.resetAndDestroy(), 20);
  },
  'says where it is and ends': (response) => {
    response.writeHead(200).end(toBookmark(1000));
  },
};

it('each watch that breaks as soon as it is open leaves a job and a list to their polls', async () => {
  const seen = await Promise.all(
    Object.entries(broken).map(async ([how, watch]) => {
      const { cluster, gateway } = await start(['job-1'], polls);
      cluster.watch = watch;
      const job = watchJob(gateway, 'job-1');
      const list = watchStatuses(gateway);
      await until(() => job() === 'RUNNING' && list() === 'RUNNING');
      await wait(1000);

      cluster.end('job-1');
      const endedAt = performance.now();
      await until(() => list() === 'SUCCEEDED');
      const ofList = performance.now() - endedAt;
      await until(() => job() === 'SUCCEEDED');
      return [how, { job: performance.now() - endedAt, list: ofList }] as const;
    }),
  );

  process.stdout.write(`    ${JSON.stringify(Object.fromEntries(seen))}\n`);
  for (const [, { job, list }] of seen) {
    expect(job).toBeLessThan(interval + 3000);
    expect(list).toBeLessThan(20_000);
  }
});

describe('resource versions that go back', () => {
  it.each<[string, OddAnswer]>([
    ['an answer', (response) => sendJson(response, expired, 504)],
    ['an event', (response) => response.writeHead(200).end(toEvent('ERROR', expired))],
  ])('as after a restore, with %s that says so: the end of the job is seen', async (_what, refuse) => {
    const { cluster, gateway } = await start(['job-1', 'job-2'], polls);
    let open: ServerResponse | undefined;
    cluster.watch = (response, query) => {
      if (Number(query.get('resourceVersion')) > cluster.version) {
        refuse(response, query);
        return;
      }
      open = response;
      response.writeHead(200).write(toBookmark(cluster.version));
    };
    const [first, second] = [watchJob(gateway, 'job-1'), watchJob(gateway, 'job-2')];
    await until(() => first() === 'RUNNING' && second() === 'RUNNING' && open !== undefined);
    // Polls are for safety then.
    await wait(interval + 1500);

    cluster.version = 499;
    cluster.end('job-1');
    cluster.jobs.set('job-2', { status: { active: 1 }, version: 400 });
    const before = open;
    before?.destroy();
    const restoredAt = performance.now();
    await until(() => first() === 'SUCCEEDED');
    expect(performance.now() - restoredAt).toBeLessThan(interval + 3000);
    await until(() => open !== before);
    cluster.end('job-2');
    const endedAt = performance.now();
    open?.write(toEvent('MODIFIED', toWireJob('job-2', cluster.jobs.get('job-2') ?? { status: {}, version: 0 })));
    await until(() => second() === 'SUCCEEDED');

    expect(performance.now() - endedAt).toBeLessThan(3000);
  });

  it('from a bookmark of the far future: later events lead to reads, and the next stream begins anew', async () => {
    const { cluster, gateway } = await start(['job-1', 'job-2'], polls);
    let open: ServerResponse | undefined;
    cluster.watch = (response, query) => {
      if (BigInt(query.get('resourceVersion') ?? '0') > 1_000_000n) {
        sendJson(response, expired, 504);
        return;
      }
      open = response;
      response.writeHead(200).write(toBookmark('99999999999999999999'));
    };
    const [first, second] = [watchJob(gateway, 'job-1'), watchJob(gateway, 'job-2')];
    await until(() => first() === 'RUNNING' && second() === 'RUNNING' && open !== undefined);
    await wait(100);

    cluster.end('job-1');
    const endedAt = performance.now();
    open?.write(toEvent('MODIFIED', toWireJob('job-1', cluster.jobs.get('job-1') ?? { status: {}, version: 0 })));
    await until(() => first() === 'SUCCEEDED');
    expect(performance.now() - endedAt).toBeLessThan(3000);
    open?.write(toBookmark('99999999999999999999'));
    await wait(100);
    open?.destroy();
    cluster.end('job-2');
    const cutAt = performance.now();
    await until(() => second() === 'SUCCEEDED');

    expect(performance.now() - cutAt).toBeLessThan(interval + 3000);
    expect(cluster.calls.filter(({ kind, query }) => kind === 'list' && query === 'limit=1').length).toBeGreaterThan(1);
  });
});

it.each(['new', 'same'])('a list of empty pages, each with a %s token, is given up', async (token) => {
  const { cluster, gateway } = await start(['job-1'], { cache: {} });
  let tokens = 0;
  cluster.list = (response) => {
    if (token === 'new') tokens += 1;
    sendJson(response, { metadata: { resourceVersion: '1000', continue: `token-${tokens}` }, items: [] });
  };
  const job = watchJob(gateway, 'job-1');
  watchStatuses(gateway);
  await until(() => job() === 'RUNNING');

  await wait(10_000);

  const times = cluster.calls.map(({ at }) => at);
  let [run, longest] = [0, 0];
  for (const [n, at] of times.entries()) {
    run = at - (times[n - 1] ?? at) < 100 ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  process.stdout.write(`    ${JSON.stringify({ calls: times.length, withoutPause: longest })}\n`);
  expect(longest).toBeLessThanOrEqual(60);
  expect(times.length).toBeLessThanOrEqual(200);
});

it('a watch ends ten seconds after the last who watched has left', async () => {
  const { cluster, gateway } = await start(['job-1']);
  let open: ServerResponse | undefined;
  cluster.watch = (response) => {
    open = response;
    response.writeHead(200).write(toBookmark(cluster.version));
  };
  const client = connect(gateway);
  const [first, second] = [1, 2].map(() => subscribe(client, [`cluster:${toOddKey('job-1')}`], 'status'));
  await until(() => second?.results.length === 1 && open !== undefined);

  first?.stop();
  second?.stop();
  const leftAt = performance.now();
  await until(() => open?.socket?.destroyed !== false, 'the watch has ended');

  expect(performance.now() - leftAt).toBeGreaterThan(9900);
  expect(performance.now() - leftAt).toBeLessThan(12_000);
  expect(gateway.server.gateway.sources.get('cluster')?.pushes?.health().state).toBe('STARTING');
});
