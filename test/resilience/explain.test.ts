import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { startFiveSources, toId, type FiveSources } from './five-sources.ts';

let world: FiveSources;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  world = await startFiveSources();
  gateway = await startGateway({ sources: world.sources });
});
afterAll(async () => {
  await gateway.close();
  await world.close();
});

const headers = { 'jobgraph-explain': '1' };

function toQuery(number: number): string {
  return `{ one: job(id: "${toId('panorama', number)}") { createdAt } two: job(id: "${toId('pipelines', number)}") { status } }`;
}

describe('extensions.upstream', () => {
  it('says what the operation cost, by source, and nothing of jobs', async () => {
    const first = await gateway.query(toQuery(1), { headers });
    const second = await gateway.query(toQuery(1), { headers });

    const nothing = {
      calls: {},
      cacheHits: 0,
      cacheMisses: 0,
      shared: 0,
      waitedMilliseconds: expect.any(Number) as number,
    };
    expect(first.extensions).toEqual({
      upstream: {
        panorama: { ...nothing, calls: { DescribePackageImportJob: 1 }, cacheMisses: 1 },
        pipelines: { ...nothing, calls: { GetJobDetails: 1, ListActionExecutions: 1 }, cacheMisses: 1 },
      },
    });
    expect(second.extensions).toEqual({
      upstream: { panorama: { ...nothing, cacheHits: 1 }, pipelines: { ...nothing, cacheHits: 1 } },
    });
  });

  it('counts every attempt, and jobs that another operation reads', async () => {
    world.fault('panorama', (_call, attempt) =>
      attempt === 1 ? { kind: 'reset' } : { kind: 'none', delayMilliseconds: 200 },
    );
    const document = `{ job(id: "${toId('panorama', 2)}") { createdAt } }`;

    const answers = await Promise.all([1, 2, 3].map(() => gateway.query(document, { headers })));
    world.fault('panorama', undefined);

    const costs = answers.map(({ extensions }) => (extensions?.['upstream'] as Record<string, object>)['panorama']);
    const reading = { calls: { DescribePackageImportJob: 2 }, cacheHits: 0, shared: 0 };
    const sharing = { calls: {}, cacheHits: 0, shared: 1 };
    expect(costs).toContainEqual(expect.objectContaining(reading));
    expect(costs.filter((cost) => cost !== undefined && 'shared' in cost && cost.shared === 1)).toEqual([
      expect.objectContaining(sharing),
      expect.objectContaining(sharing),
    ]);
  });

  it('says how long calls waited for their turn', async () => {
    const limits = { requestsPerSecond: 5, burst: 1, concurrency: 16 };
    const slow = await startGateway({ sources: world.toSources({ limits }, ['panorama']) });

    const ids = [11, 12, 13].map((number) => toId('panorama', number));
    const { extensions } = await slow.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { createdAt } }', {
      headers,
      variables: { ids },
    });
    await slow.close();

    const { waitedMilliseconds } =
      (extensions?.['upstream'] as Record<string, { waitedMilliseconds: number }>)['panorama'] ?? {};
    // 0, 200 and 400, less what a busy machine takes until they queue.
    expect(waitedMilliseconds).toBeGreaterThanOrEqual(300);
  });

  it.each<[string, Record<string, string>]>([
    ['is not asked for', {}],
    ['is asked for in another way', { 'jobgraph-explain': 'true' }],
  ])('is absent where it %s', async (_name, other) => {
    const { data, extensions } = await gateway.query(toQuery(3), { headers: other });

    expect(data.one).not.toBeNull();
    expect(extensions).toBeUndefined();
  });

  it('is absent for a viewer without job:read', async () => {
    const token = await gateway.token('job:sensitive');

    const { data, extensions } = await gateway.query(toQuery(4), { headers, token });

    expect(data).toEqual({ one: null, two: null });
    expect(extensions).toBeUndefined();
  });
});
