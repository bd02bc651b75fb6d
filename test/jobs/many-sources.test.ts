/** The first view of an operator with 60 accounts and 5,040 jobs: rows, counts and a chart, for list calls only. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { createWorld, type World } from './world.ts';

const jobsOfEach = 84;
const sourcesOfEach = 15;

let world: World;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  world = await createWorld(jobsOfEach);
  const lists = (world.sources as readonly { readonly name: string }[]).filter(({ name }) => name !== 'pipelines');
  gateway = await startGateway({
    sources: lists.flatMap((source) =>
      Array.from({ length: sourcesOfEach }, (_, index) => ({ ...source, name: `${source.name}-${index}` })),
    ),
    // With the default limits.
    cache: { runningSeconds: 60 },
  });
});
afterAll(async () => {
  await gateway.close();
  await world.close();
});

const view = /* GraphQL */ `
  {
    jobs(first: 50) {
      nodes {
        id
        kind
        createdAt
      }
      issues {
        code
      }
    }
    jobStats {
      total {
        value
        isLowerBound
      }
      byStatus {
        status
        count
      }
      bySource {
        source {
          name
        }
        total {
          value
        }
      }
      overTime(interval: HOUR) {
        start
        byStatus {
          status
          count
        }
      }
      issues {
        source {
          name
        }
        code
      }
    }
  }
`;

it('is whole, and costs list calls only', async () => {
  const { data, errors, extensions } = await gateway.query(view, { headers: { 'jobgraph-explain': '1' } });

  expect(errors).toEqual([]);
  expect(data.jobs.nodes.length).toBe(50);
  expect(data.jobs.issues).toEqual([]);
  expect(data.jobStats.total).toEqual({ value: 4 * sourcesOfEach * jobsOfEach, isLowerBound: false });
  expect(data.jobStats.bySource.length).toBe(4 * sourcesOfEach);
  const codes = (data.jobStats.issues as readonly { readonly code: string }[]).map(({ code }) => code);
  expect(codes).toEqual(Array.from({ length: sourcesOfEach }, () => 'STATUS_NOT_LISTED'));
  const upstream = Object.values(
    extensions?.['upstream'] as Readonly<Record<string, { calls: Record<string, number> }>>,
  );
  const calls = upstream.flatMap((source) => Object.entries(source.calls));
  expect(calls.filter(([operation]) => !operation.startsWith('List'))).toEqual([]);
  // Four pages of each of Panorama's, the stores and two of them of each of HealthOmics', one of each other source.
  expect(calls.reduce((sum, [, count]) => sum + count, 0)).toBe(sourcesOfEach * (4 + 3 + 1 + 1));
});

it('costs nothing more while its lists are fresh', async () => {
  await gateway.query(view);
  for (const emulator of Object.values(world.emulators)) emulator.reset();

  const { errors } = await gateway.query(view);

  expect(errors).toEqual([]);
  expect(Object.values(world.emulators).flatMap((emulator) => emulator.calls)).toEqual([]);
});
