/** Pages of runs: as the provider cuts them, of some jobs alone, and of ids beyond 2^53. */
import { afterEach, expect, it } from 'vitest';
import { createDatabricksEmulator, type EmulatedRun } from '../../../emulators/databricks/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { fastSource } from '../ask-whole.ts';

const start = 1_795_305_600_000;
let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

const runs = Array.from({ length: 90 }, (_, index): EmulatedRun => {
  const begin = start + index * 1000;
  return {
    run_id: String(9_007_199_254_740_993n + BigInt(index)),
    job_id: index % 3 === 0 ? '7' : '9007199254740995',
    start_time: begin,
    // The list is by end: another order than by start.
    end_time: begin + ((index * 37) % 90) * 5000 + 1,
    status: { state: 'TERMINATED', termination_details: { code: 'SUCCESS' } },
  };
});

async function open(more: object = {}): Promise<void> {
  emulator = await createDatabricksEmulator({
    ...{ tokens: ['t'], jobs: { describe: (id) => runs.find((run) => run.run_id === id), list: () => runs } },
  });
  gateway = await startGateway({
    sources: [
      {
        name: 'lake',
        provider: 'databricks',
        server: emulator.url,
        credentials: { token: 't' },
        ...fastSource,
        ...more,
      },
    ],
  });
}

async function listAll(first: number): Promise<readonly string[]> {
  const found: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { data, errors } = await gateway.query(
      'query ($first: Int!, $after: String) { jobs(first: $first, after: $after) { nodes { id } issues { code } pageInfo { hasNextPage endCursor } } }',
      { variables: { first, after } },
    );
    expect([errors, data.jobs.issues]).toEqual([[], []]);
    found.push(...(data.jobs.nodes as readonly { readonly id: string }[]).map(({ id }) => id));
    [more, after] = [data.jobs.pageInfo.hasNextPage as boolean, data.jobs.pageInfo.endCursor as string];
  }
  return found;
}

const newestFirst = runs.toReversed();

it.each([7, 100])('lists each run once, newest first, by pages of %i', async (first) => {
  await open();

  expect(await listAll(first)).toEqual(newestFirst.map(({ run_id: id }) => `lake:${id}`));
});

it('lists the runs of some jobs alone', async () => {
  await open({ jobIds: ['7'] });

  expect(await listAll(100)).toEqual(
    newestFirst.filter(({ job_id: job }) => job === '7').map(({ run_id: id }) => `lake:${id}`),
  );
  expect(new Set(emulator.calls.map(({ query }) => query['job_id']))).toEqual(new Set(['7']));
});

it('says so where there are more pages than may be read', async () => {
  await open();
  await gateway.close();
  gateway = await startGateway({
    list: { maxPagesPerSource: 2 },
    sources: [
      { name: 'lake', provider: 'databricks', server: emulator.url, credentials: { token: 't' }, ...fastSource },
    ],
  });

  const { data } = await gateway.query('{ jobs(first: 100) { nodes { id } issues { code } } }');

  expect(data.jobs.nodes).toHaveLength(50);
  expect(data.jobs.issues).toEqual([{ code: 'LIST_TRUNCATED' }]);
});
