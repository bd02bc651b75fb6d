/** What a list of a source with several containers reads, what it costs, and what it says of what it did not read. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GatewaySettings, GatewayUnderTest, GraphQLRequest } from '../gateway.ts';
import { loadDepotGateway, unloadDepotGateway } from './depot-gateway.ts';
import { startDepot, type Depot, type DepotJob } from './depot.ts';

let depot: Depot;
let startGateway: Awaited<ReturnType<typeof loadDepotGateway>>;
let gateway: GatewayUnderTest | undefined;

beforeAll(async () => {
  startGateway = await loadDepotGateway();
  depot = await startDepot();
});
afterAll(async () => {
  unloadDepotGateway();
  await depot.close();
});
beforeEach(() => {
  Object.assign(depot, { jobs: [], containers: undefined, toFault: () => undefined, expired: 0, maxRows: Infinity });
  depot.calls.length = 0;
  depot.gone.clear();
  depot.broken.clear();
});
afterEach(() => gateway?.close());

const start = Date.UTC(2026, 0, 1);

/** So many jobs of a container, the oldest at this second, one a second. */
function toJobs(container: string, count: number, second = 0): readonly DepotJob[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `${container}-${index}`,
    container,
    createdAt: new Date(start + (second + index) * 1000).toISOString(),
    status: index % 2 === 0 ? 'SUCCEEDED' : 'FAILED',
  }));
}

/** The depot as a source. Nothing is fresh for long, unless the test says otherwise: what is asked for is called for. */
async function open(source: object, settings: Omit<GatewaySettings, 'sources'> = {}): Promise<GatewayUnderTest> {
  gateway = await startGateway({
    sources: [{ name: 'depot', provider: 'cosbatch', endpoint: depot.url, ...source }],
    cache: { runningSeconds: 0, terminalSeconds: 0, notFoundSeconds: 0 },
    random: () => 0,
    ...settings,
  });
  return gateway;
}

async function list(first: number, fields = 'id', request: GraphQLRequest & { readonly filter?: string } = {}) {
  const filter = request.filter === undefined ? '' : `, filter: ${request.filter}`;
  const document = `{ jobs(first: ${first}${filter}) { nodes { ${fields} } issues { code } pageInfo { hasNextPage } } }`;
  const { data, errors } = await (gateway as GatewayUnderTest).query(document, request);
  expect(errors).toEqual([]);
  const { nodes, issues } = data.jobs as {
    readonly nodes: readonly { readonly id: string }[];
    readonly issues: readonly { readonly code: string }[];
  };
  return { nodes, ids: nodes.map(({ id }) => id.slice('depot:'.length)), issues: issues.map(({ code }) => code) };
}

function count(operation: string, container?: string): number {
  return depot.calls.filter(
    (call) => call.operation === operation && (container ?? call.query['container']) === call.query['container'],
  ).length;
}

/** How many jobs each call read. */
const sizesOfBatches = (): readonly number[] =>
  depot.calls.flatMap(({ operation, query }) => (operation === 'jobs' ? [query['ids']?.split(',').length ?? 0] : []));

describe('a list of containers that are each listed newest first', () => {
  it('reads the first page of each, and further ones only where the newest jobs are', async () => {
    depot.jobs = [...toJobs('new', 50, 1000), ...toJobs('old', 50), ...toJobs('older', 50)];
    await open({ containers: ['older', 'old', 'new'] });

    const { ids, issues } = await list(25);

    expect(ids).toEqual(Array.from({ length: 25 }, (_, index) => `new-${49 - index}`));
    expect(issues).toEqual([]);
    expect([count('list', 'new'), count('list', 'old'), count('list', 'older')]).toEqual([3, 1, 1]);
  });

  it('reads no page of which no row is needed', async () => {
    depot.jobs = toJobs('a', 50);
    await open({ containers: ['a'] });

    // Ten rows a page: the ninth job is known to be the ninth, and a tenth follows.
    await list(8);
    expect(count('list')).toBe(1);

    // Older pages hold only jobs that the filter leaves out.
    depot.calls.length = 0;
    const after = new Date(start + 42_000).toISOString();
    const { ids } = await list(20, 'id', { filter: `{ createdAfter: "${after}" }` });
    expect(ids).toHaveLength(8);
    expect(count('list')).toBe(1);
  });

  it('reads no more pages than the source may have, and says so where one more was needed', async () => {
    depot.jobs = [...toJobs('a', 50), ...toJobs('b', 50)];
    await open({ containers: ['a', 'b'] }, { list: { maxPagesPerSource: 5 } });

    const short = await list(30);
    expect([short.ids.length, short.issues]).toEqual([30, []]);

    depot.calls.length = 0;
    const long = await list(100);
    expect(count('list')).toBe(5);
    expect([long.ids.length, long.issues]).toEqual([50, ['LIST_TRUNCATED']]);
  });

  it('reads one page of each container that the settings name, however many', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `c${index}`);
    depot.jobs = names.flatMap((name, index) => toJobs(name, 12, index * 100));
    await open({ containers: names }, { list: { maxPagesPerSource: 3 } });

    const { ids, issues } = await list(100);

    expect(names.map((name) => count('list', name))).toEqual(names.map(() => 1));
    expect(ids.slice(0, 11)).toEqual([...Array.from({ length: 10 }, (_, index) => `c19-${11 - index}`), 'c18-11']);
    expect(issues).toEqual(['LIST_TRUNCATED']);
  });

  it('takes the end of what the provider lists for a cut where more is needed', async () => {
    depot.jobs = toJobs('a', 50);
    depot.maxRows = 20;
    await open({ containers: ['a'] });

    expect(await list(15)).toMatchObject({ issues: [] });
    const { ids, issues } = await list(30);
    expect([ids.length, issues]).toEqual([20, ['LIST_TRUNCATED']]);
  });
});

describe('containers that the provider lists', () => {
  it('are read up to the fiftieth', async () => {
    depot.containers = Array.from({ length: 60 }, (_, index) => `c${index}`);
    depot.jobs = depot.containers.flatMap((name) => toJobs(name, 1));
    await open({ containers: null });

    const { ids, issues } = await list(100);

    expect([count('containers'), count('list')]).toEqual([1, 50]);
    expect([ids.length, issues]).toEqual([50, ['LIST_TRUNCATED']]);
  });

  it('are fewer where an operation may make fewer calls', async () => {
    depot.containers = Array.from({ length: 30 }, (_, index) => `c${index}`);
    depot.jobs = depot.containers.flatMap((name) => toJobs(name, 1));
    await open({ containers: null }, { limits: { upstreamCalls: 21 } });

    const { ids, issues } = await list(100);

    expect([count('containers'), count('list')]).toEqual([1, 20]);
    expect([ids.length, issues]).toEqual([20, ['LIST_TRUNCATED']]);
  });

  it('give an empty list where there are none', async () => {
    await open({ containers: null });

    expect(await list(10)).toEqual({ nodes: [], ids: [], issues: [] });
  });
});

it('an operation that may not read a page of each named container is refused', async () => {
  await open({ containers: ['a', 'b', 'c'] }, { limits: { upstreamCalls: 2 } });

  const { errors } = await (gateway as GatewayUnderTest).query('{ jobs(first: 1) { nodes { id } } }');

  expect(errors.map(({ extensions }) => extensions)).toEqual([
    { code: 'OPERATION_LIMIT_EXCEEDED', limit: 'upstreamCalls', actual: 3, maximum: 2 },
  ]);
});

describe.each([true, false])('containers that fail, newest first: %s', (newestFirst) => {
  const source = { containers: ['a', 'b', 'c', 'd'], newestFirst };
  const names = ['a', 'b', 'c', 'd'];

  it.each([
    ['denied', { b: 403 }, ['PROVIDER_ACCESS_DENIED']],
    ['unknown', { b: 404 }, ['PROVIDER_REJECTED']],
    ['denied, two of them', { b: 403, c: 403 }, ['PROVIDER_ACCESS_DENIED', 'PROVIDER_ACCESS_DENIED']],
    ['denied and down', { a: 403, d: 503 }, ['PROVIDER_ACCESS_DENIED', 'PROVIDER_UNAVAILABLE']],
  ])('take only their own jobs along: %s', async (_what, statuses: Readonly<Record<string, number>>, codes) => {
    depot.jobs = names.flatMap((name, index) => toJobs(name, 5, index * 100));
    depot.toFault = (container) => statuses[container];
    await open(source);

    const { ids, issues } = await list(100);

    expect(ids.map((id) => id[0])).toEqual(
      names.toReversed().flatMap((name) => (name in statuses ? [] : Array.from({ length: 5 }, () => name))),
    );
    expect([...issues].sort()).toEqual(codes);
  });

  it('may fail on a later page', async () => {
    depot.jobs = names.flatMap((name, index) => toJobs(name, 15, index * 100));
    depot.toFault = (container, page) => (container === 'c' && page > 1 ? 403 : undefined);
    await open(source);

    const { ids, issues } = await list(100);

    // In order, what was read is known to be the newest.
    expect(ids.filter((id) => id.startsWith('c'))).toHaveLength(newestFirst ? 10 : 0);
    expect(ids.filter((id) => !id.startsWith('c'))).toHaveLength(45);
    expect(issues).toEqual(['PROVIDER_ACCESS_DENIED']);
  });
});

describe.each([true, false])('a page token that is too old, newest first: %s', (newestFirst) => {
  const source = { containers: ['a', 'b'], newestFirst };

  it('lets that container begin again', async () => {
    depot.jobs = [...toJobs('a', 25), ...toJobs('b', 5)];
    depot.expired = 1;
    await open(source, { cache: { runningSeconds: 60, terminalSeconds: 60 } });

    const { ids, issues } = await list(100);

    expect([new Set(ids).size, ids.length, issues]).toEqual([30, 30, []]);
    // The page whose successor was too old is not taken from memory.
    expect([count('list', 'a'), count('list', 'b')]).toEqual([5, 1]);
  });

  it('is the end of it the second time', async () => {
    depot.jobs = [...toJobs('a', 25), ...toJobs('b', 5)];
    depot.expired = 2;
    await open(source);

    const { ids, issues } = await list(100);

    expect(ids.filter((id) => id.startsWith('b'))).toHaveLength(5);
    expect(issues).toEqual(['PROVIDER_UNAVAILABLE']);
    expect(count('list', 'a')).toBe(4);
  });
});

describe('pages of keys', () => {
  const source = { rows: 'keys', containers: ['a', 'b'], pageSize: 30, maxKeys: 20 };

  it('cost as many describes as their keys fill, and no more for their jobs', async () => {
    depot.jobs = [...toJobs('a', 30), ...toJobs('b', 20)];
    await open(source, { cache: { runningSeconds: 60 } });

    const { nodes, issues } = await list(60, 'id status ... on CosBatchJob { roleArn }');
    const one = await (gateway as GatewayUnderTest).query('{ job(id: "depot:a-3") { status } }');

    expect([nodes.length, issues]).toEqual([50, []]);
    expect(nodes[0]).toEqual({ id: 'depot:a-29', status: 'FAILED', roleArn: 'role of a-29' });
    expect(count('list')).toBe(2);
    expect(sizesOfBatches().reduce((sum, size) => sum + size, 0)).toBe(50);
    expect(count('jobs')).toBe(3);
    expect(one.data).toEqual({ job: { status: 'FAILED' } });
  });

  it('ask only for jobs that are not known', async () => {
    depot.jobs = toJobs('a', 30);
    await open(source, { cache: { runningSeconds: 0, terminalSeconds: 3600 } });
    await list(30);
    depot.calls.length = 0;
    depot.jobs = [...depot.jobs, ...toJobs('b', 3)];

    await list(40);

    expect([count('list'), sizesOfBatches()]).toEqual([2, [3]]);
  });

  it('leave out jobs that are gone, and say which could not be read', async () => {
    depot.jobs = toJobs('a', 10);
    depot.gone.add('a-2');
    depot.broken.add('a-5');
    await open(source);

    const { ids, issues } = await list(60);

    expect(ids).toEqual(['a-9', 'a-8', 'a-7', 'a-6', 'a-4', 'a-3', 'a-1', 'a-0']);
    expect(issues).toEqual(['PROVIDER_BAD_RESPONSE']);
  });

  it('are counted with their describes', async () => {
    depot.jobs = [...toJobs('a', 90), ...toJobs('b', 90)];
    await open(source, { limits: { upstreamCalls: 10 } });

    const { issues } = await list(100);

    expect(issues).toEqual(['LIST_TRUNCATED']);
    // Three calls a page.
    expect([count('list'), count('jobs')]).toEqual([3, 6]);
  });
});

describe('rows that say everything', () => {
  const source = { rows: 'whole', containers: ['a'], pageSize: 20 };
  const everything = 'id status ... on CosBatchJob { roleArn description }';

  it('answer their jobs afterwards, too', async () => {
    depot.jobs = toJobs('a', 20);
    await open(source, { cache: { runningSeconds: 60 } });

    await list(20, everything);
    const { data } = await (gateway as GatewayUnderTest).query(`{ job(id: "depot:a-3") { ${everything} } }`);

    expect(data.job).toEqual({
      id: 'depot:a-3',
      status: 'FAILED',
      roleArn: 'role of a-3',
      description: 'about a-3',
    });
    expect(depot.calls.map(({ operation }) => operation)).toEqual(['list']);
  });

  it('cost one describe of each job whose secret the viewer may see', async () => {
    depot.jobs = toJobs('a', 5).map((job) => ({ ...job, token: `token of ${job.key}` }));
    const { token } = await open(source, { cache: { runningSeconds: 60 } });

    const { nodes } = await list(3, 'id ... on CosBatchJob { clientRequestToken }', {
      token: await token('job:read', 'job:sensitive'),
    });

    expect(nodes).toEqual(
      ['a-4', 'a-3', 'a-2'].map((key) => ({ id: `depot:${key}`, clientRequestToken: `token of ${key}` })),
    );
    expect([count('list'), sizesOfBatches()]).toEqual([1, [1, 1, 1]]);
  });

  it.each([0, 60])(
    'cost the second read alone where one is needed, and jobs are fresh for %i s',
    async (runningSeconds) => {
      depot.jobs = toJobs('a', 5);
      await open({ ...source, completes: true }, { cache: { runningSeconds, terminalSeconds: runningSeconds } });

      const { nodes } = await list(3, 'id status progress { total }');

      expect(nodes[2]).toEqual({ id: 'depot:a-2', status: 'SUCCEEDED', progress: { total: '10' } });
      expect([count('list'), count('progress'), count('jobs')]).toEqual([1, 3, 0]);
    },
  );

  it('are counted as what the second read costs', async () => {
    depot.jobs = toJobs('a', 20);
    await open({ ...source, completes: true }, { limits: { upstreamCalls: 11 } });

    const { ids, issues } = await list(20, 'id progress { total }');

    expect([ids.length, issues, depot.calls.length]).toEqual([10, ['LIST_TRUNCATED'], 11]);
  });
});

describe('rows that say too little', () => {
  const source = { rows: 'some', containers: ['a'], pageSize: 100, maxKeys: 40 };
  const everything = 'id status ... on CosBatchJob { roleArn }';

  it('cost one call for as many as one reads', async () => {
    depot.jobs = toJobs('a', 100);
    // A page and three describes.
    await open(source, { limits: { upstreamCalls: 4 } });

    const { nodes, issues } = await list(100, everything);

    expect([nodes.length, issues]).toEqual([100, []]);
    expect([count('list'), sizesOfBatches().toSorted()]).toEqual([1, [20, 40, 40]]);
  });

  it('are read only where they do', async () => {
    depot.jobs = toJobs('a', 20);
    await open(source);

    const { nodes } = await list(20, 'id status');

    expect(nodes.filter((node) => (node as unknown as DepotJob).status === 'FAILED')).toHaveLength(10);
    expect([count('list'), sizesOfBatches()]).toEqual([1, [10]]);
  });

  it('are read in batches for a filter, too', async () => {
    depot.jobs = toJobs('a', 100);
    await open(source);

    const { ids } = await list(10, 'id', { filter: '{ statuses: [FAILED] }' });

    expect(ids).toEqual(Array.from({ length: 10 }, (_, index) => `a-${99 - 2 * index}`));
    expect(count('jobs')).toBeLessThan(4);
  });

  it('end the page where no call is left', async () => {
    depot.jobs = toJobs('a', 100);
    await open(source, { limits: { upstreamCalls: 3 } });

    const { nodes, issues } = await list(100, everything);

    expect([nodes.length, issues]).toEqual([80, ['LIST_TRUNCATED']]);
    expect(depot.calls).toHaveLength(3);
  });
});

describe('pages that are read again with their etag', () => {
  it('are what was held, read now', async () => {
    let now = Date.UTC(2026, 5, 1);
    depot.jobs = toJobs('a', 5);
    await open(
      { rows: 'whole', containers: ['a'], revalidates: true },
      { cache: { runningSeconds: 2 }, now: () => now },
    );

    const first = await list(5, 'id fetchedAt');
    now += 10_000;
    const second = await list(5, 'id fetchedAt');

    expect(depot.calls.map(({ etag, status }) => [typeof etag, status])).toEqual([
      ['undefined', 200],
      ['string', 304],
    ]);
    expect(second.ids).toEqual(first.ids);
    expect(second.nodes.map((node) => (node as unknown as { fetchedAt: string }).fetchedAt)).toEqual(
      Array.from({ length: 5 }, () => '2026-06-01T00:00:10.000Z'),
    );

    depot.jobs = toJobs('a', 6);
    now += 10_000;
    expect((await list(10)).ids).toHaveLength(6);
    expect(depot.calls.at(-1)).toMatchObject({ status: 200, etag: expect.any(String) as string });
  });

  it('are read without one where the provider does not revalidate', async () => {
    depot.jobs = toJobs('a', 5);
    await open({ rows: 'whole', containers: ['a'] });

    await list(5);
    await list(5);

    expect(depot.calls.map(({ etag }) => etag)).toEqual([undefined, undefined]);
  });
});
