import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../emulation/faults.ts';
import { startGateway, type GatewayUnderTest, type GraphQLAnswer } from '../gateway.ts';
import { createWorld, type ListedJob, type World } from './world.ts';

const page = /* GraphQL */ `
  query Page($first: Int, $after: String, $last: Int, $before: String, $orderBy: JobOrder, $filter: JobFilter) {
    jobs(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
      edges {
        cursor
        node {
          id
          status
          createdAt
        }
      }
      nodes {
        id
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      issues {
        source {
          name
        }
        code
        message
        isRetryable
      }
    }
  }
`;

/** Every page from the first to the last. */
async function walk(gateway: GatewayUnderTest, first: number, filter?: object): Promise<readonly ListedJob[]> {
  const found: ListedJob[] = [];
  let after: string | null = null;
  do {
    const answer: GraphQLAnswer = await gateway.query(page, { variables: { first, after, filter } });
    expect(answer.errors).toEqual([]);
    const { edges, pageInfo } = answer.data.jobs;
    expect(edges.length).toBeLessThanOrEqual(first);
    found.push(...edges.map(({ node }: { readonly node: ListedJob }) => node));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

const mixture = (what: string): string =>
  `A page must be asked for with \`first\` and \`after\`, or with \`last\` and \`before\`, but got ${what}.`;

const noListing = {
  source: { name: 'pipelines' },
  code: 'LIST_NOT_SUPPORTED',
  message: 'The provider offers no listing of jobs.',
  isRetryable: false,
};

describe('the list of 57 jobs per source', () => {
  let world: World;
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    world = await createWorld(57);
    gateway = await startGateway({ sources: world.sources, cache: { runningSeconds: 60 } });
  });
  afterAll(async () => {
    await gateway.close();
    await world.close();
  });

  it.each([1, 7, 25, 100])('names every job once, newest first, in pages of %i', async (first) => {
    const filter = first === 1 ? { sources: ['cos', 'devices'] } : undefined;

    const found = await walk(gateway, first, filter);

    const expected = world.jobs.filter(({ id }) => filter === undefined || /^(cos|devices):/.test(id));
    expect(found).toEqual(expected);
  });

  it('says which sources a page does not cover', async () => {
    const { data } = await gateway.query(page, { variables: { first: 3 } });

    expect(data.jobs.issues).toEqual([noListing]);
    expect(data.jobs.nodes).toEqual(data.jobs.edges.map(({ node }: { node: { id: string } }) => ({ id: node.id })));
    expect(data.jobs.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: data.jobs.edges[0].cursor,
      endCursor: data.jobs.edges[2].cursor,
    });
  });

  it.each([
    { providers: ['COS_BATCH', 'PANORAMA'] },
    { sources: ['omics'] },
    { statuses: ['FAILED'] },
    { statuses: ['CANCELLED', 'QUEUED'] },
    { statuses: ['PARTIALLY_SUCCEEDED'] },
    { statuses: [] },
    { createdAfter: '2025-11-01T00:10:00.000Z', createdBefore: '2025-11-01T00:12:00.000Z' },
    { createdAfter: '2025-11-01T00:10:02.000Z' },
    { createdBefore: '2025-11-01T00:10:02.000Z', statuses: ['SUCCEEDED'] },
  ])('filters exactly by %j', async (filter) => {
    const found = await walk(gateway, 40, filter);

    const providerOf: Record<string, string> = {
      panorama: 'PANORAMA',
      omics: 'HEALTHOMICS',
      cos: 'COS_BATCH',
      devices: 'IMPORT_EXPORT',
    };
    const expected = world.jobs.filter(({ id, status, createdAt }) => {
      const source = id.split(':', 1)[0] ?? '';
      return (
        (filter.providers?.includes(providerOf[source] ?? '') ?? true) &&
        (filter.sources?.includes(source) ?? true) &&
        ((filter.statuses as readonly string[] | undefined)?.includes(status) ?? true) &&
        (filter.createdAfter === undefined || createdAt >= filter.createdAfter) &&
        (filter.createdBefore === undefined || createdAt < filter.createdBefore)
      );
    });
    expect(found).toEqual(expected);
  });

  it.each([
    [{ first: 0 }, '`first` must be 1 to 100, but got 0.'],
    [{ first: 101 }, '`first` must be 1 to 100, but got 101.'],
    [{ first: -1 }, '`first` must be 1 to 100, but got -1.'],
    [{ last: 0 }, '`last` must be 1 to 100, but got 0.'],
    [{ last: 101 }, '`last` must be 1 to 100, but got 101.'],
    [{ last: 5, first: 20 }, mixture('`last` with `first`')],
    [{ last: 5, after: 'x' }, mixture('`last` with `after`')],
    [{ before: 'x' }, mixture('`before` with no `last`')],
    [{ first: 5, before: 'x' }, mixture('`before` with no `last`')],
    [{ after: 'x', before: 'x' }, mixture('`before` with `after`')],
    [
      { last: 5, before: 'x' },
      '`before` must be a cursor of this list with this filter and order, but got another text.',
    ],
    [{ after: 'x' }, '`after` must be a cursor of this list with this filter and order, but got another text.'],
    [{ after: '' }, '`after` must be a cursor of this list with this filter and order, but got another text.'],
    [
      { filter: { createdAfter: '2025-11-01T00:00:00.001Z', createdBefore: '2025-11-01T01:00:00+01:00' } },
      '`filter.createdAfter` must not be later than `createdBefore`, but got 2025-11-01T00:00:00.001Z and 2025-11-01T00:00:00.000Z.',
    ],
    [
      { filter: { endedAfter: '2025-11-01T00:00:01Z', endedBefore: '2025-11-01T00:00:00Z' } },
      '`filter.endedAfter` must not be later than `endedBefore`, but got 2025-11-01T00:00:01.000Z and 2025-11-01T00:00:00.000Z.',
    ],
    [{ filter: { text: '' } }, '`filter.text` must have 1 to 100 characters, but got 0.'],
    [{ filter: { text: '𝒥'.repeat(101) } }, '`filter.text` must have 1 to 100 characters, but got 101.'],
    [{ filter: { text: ' \t' } }, '`filter.text` must hold 1 to 8 words, but got 0.'],
    [{ filter: { text: 'a b c d e f g h i' } }, '`filter.text` must hold 1 to 8 words, but got 9.'],
    [{ filter: { sources: ['nowhere'] } }, '`filter.sources` must name configured sources, but got "nowhere".'],
  ])('refuses %j before any call', async (variables, message) => {
    // A message begins with the argument; that of a mixture names it first of those that came.
    const [, argument] = /^A page .* but got `(\w+)`/.exec(message) ?? /^`([\w.]+)`/.exec(message) ?? [];
    for (const emulator of Object.values(world.emulators)) emulator.reset();

    const { data, errors } = await gateway.query(page, { variables });

    expect(data).toEqual({ jobs: null });
    expect(errors).toEqual([
      expect.objectContaining({ message, path: ['jobs'], extensions: { code: 'BAD_USER_INPUT', argument } }),
    ]);
    expect(Object.values(world.emulators).flatMap(({ calls }) => calls)).toEqual([]);
  });

  it('does not ask a provider that never says an end for jobs that ended, and says so', async () => {
    for (const emulator of Object.values(world.emulators)) emulator.reset();
    const filter = { endedAfter: '2025-01-01T00:00:00Z' };

    const { data } = await gateway.query(page, { variables: { first: 100, filter } });

    const ids = data.jobs.nodes.map(({ id }: { id: string }) => id.split(':')[0]);
    expect([ids.length > 20, ids.includes('devices')]).toEqual([true, false]);
    expect(data.jobs.issues).toEqual([
      {
        source: { name: 'devices' },
        code: 'NOT_REPORTED',
        message: 'The provider does not say when its jobs ended, so none of this source meets a filter by their end.',
        isRetryable: false,
      },
      noListing,
    ]);
    expect(world.emulators.devices.calls).toEqual([]);
  });

  it('searches what the lists say without a call more', async () => {
    await gateway.query(page, { variables: { first: 1 } });
    for (const emulator of Object.values(world.emulators)) emulator.reset();
    const [job = { id: '' }] = world.jobs.filter(({ id }) => id.startsWith('devices:'));

    const { data } = await gateway.query('query Q($filter: JobFilter) { jobs(filter: $filter) { nodes { id } } }', {
      variables: { filter: { text: job.id.toUpperCase() } },
    });

    expect(data.jobs.nodes).toEqual([{ id: job.id }]);
    expect(Object.values(world.emulators).flatMap(({ calls }) => calls)).toEqual([]);
  });

  it('refuses a cursor of another filter, and one that was changed', async () => {
    const { data } = await gateway.query(page, { variables: { first: 5, filter: { sources: ['cos'] } } });
    const cursor: string = data.jobs.pageInfo.endCursor;
    const changed = Buffer.from(Buffer.from(cursor, 'base64url').toString().replace(/cos:/, 'omi:')).toString(
      'base64url',
    );

    const foreign = await gateway.query(page, { variables: { first: 5, after: cursor } });
    const tampered = await gateway.query(page, {
      variables: { first: 5, after: changed, filter: { sources: ['cos'] } },
    });

    expect(foreign.errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(tampered.errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a source that fails', () => {
  let world: World;
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    world = await createWorld(12);
  });
  afterAll(() => world.close());
  afterEach(() => gateway.close());

  /** Only the source that fails is short of time, and only if it hangs: a busy machine answers late. */
  async function start(fault: Fault): Promise<void> {
    world.breakLists('omics', fault);
    const impatience = fault.kind === 'hang' ? { timeoutSeconds: 0.3, deadlineSeconds: 0.4 } : {};
    gateway = await startGateway({
      sources: world.sources.map((source) =>
        'name' in source && source.name === 'omics' ? { ...source, ...impatience } : source,
      ),
      cache: { runningSeconds: 0 },
      random: () => 0,
      breaker: { failures: 1000 },
    });
  }

  it.each([
    ['is denied', { kind: 'accessDenied' }, 'PROVIDER_ACCESS_DENIED', false],
    ['is down', { kind: 'httpError', status: 503 }, 'PROVIDER_UNAVAILABLE', true],
    ['hangs', { kind: 'hang' }, 'PROVIDER_TIMEOUT', true],
    ['answers nonsense', { kind: 'html', status: 200 }, 'PROVIDER_BAD_RESPONSE', false],
    ['is throttled', { kind: 'throttle' }, 'PROVIDER_THROTTLED', true],
  ] as const)('leaves the others whole where one %s', async (_what, fault, code, isRetryable) => {
    await start(fault);

    const { data, errors } = await gateway.query(page, { variables: { first: 100 } });

    expect(errors).toEqual([]);
    expect(data.jobs.edges.map(({ node }: { node: ListedJob }) => node)).toEqual(
      world.jobs.filter(({ id }) => !id.startsWith('omics:')),
    );
    expect(data.jobs.issues).toEqual([
      { source: { name: 'omics' }, code, message: expect.any(String) as string, isRetryable },
      noListing,
    ]);
  });
});

describe('a source of more pages than a list reads', () => {
  it('gives what it has and says that older jobs may be missing', async () => {
    const world = await createWorld(57);
    const gateway = await startGateway({ sources: world.sources.slice(0, 1), list: { maxPagesPerSource: 2 } });

    const { data } = await gateway.query(page, { variables: { first: 100 } });

    expect(data.jobs.nodes).toHaveLength(50);
    expect(data.jobs.issues).toEqual([
      {
        source: { name: 'panorama' },
        code: 'LIST_TRUNCATED',
        message: 'The source holds more jobs than this list reads; older ones may be missing.',
        isRetryable: false,
      },
    ]);
    await gateway.close();
    await world.close();
  });
});

describe('the list of 2,000 jobs per source', () => {
  it('names every job once, newest first', async () => {
    const world = await createWorld(2000);
    const gateway = await startGateway({
      sources: world.sources,
      cache: { runningSeconds: 3600 },
      list: { maxPagesPerSource: 500 },
      limits: { upstreamCalls: 100_000 },
    });

    const found = await walk(gateway, 100, {
      sources: ['omics', 'cos', 'devices', 'panorama'],
      createdBefore: '2025-11-01T03:00:00.000Z',
    });

    expect(found).toEqual(world.jobs.filter(({ createdAt }) => createdAt < '2025-11-01T03:00:00.000Z'));
    await gateway.close();
    await world.close();
  });
});
