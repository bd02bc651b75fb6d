/** `totalCount` of Airflow's runs: Airflow counts them, so no further page is read. */
import { afterEach, describe, expect, it } from 'vitest';
import { createAirflowEmulator, type EmulatedDagRun } from '../../../emulators/airflow/emulator.ts';
import { createDatabricksEmulator, type EmulatedRun } from '../../../emulators/databricks/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { fastSource } from '../ask-whole.ts';
import { toDue, toKey, toRun, toSource, token } from './runs.ts';

const count = 1250;
/** Every fifth run failed. */
const runs = Array.from({ length: count }, (_, index) => toRun(index, index % 5 === 0 ? { state: 'failed' } : {}));

let emulators: Emulator[] = [];
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  for (const emulator of emulators) await emulator.close();
  emulators = [];
});

async function start(given: readonly EmulatedDagRun[] = runs, more: object = {}, others: readonly object[] = []) {
  const emulator = await createAirflowEmulator({
    tokens: [token],
    jobs: { describe: () => undefined, list: () => given },
  });
  emulators.push(emulator);
  // Time stands still: a page that was read is fresh. A list reads ten pages of a source.
  gateway = await startGateway({ now: () => 1_795_400_000_000, sources: [toSource(emulator.url, more), ...others] });
  return emulator;
}

const whole = 'nodes { id } totalCount { value isLowerBound } issues { code } pageInfo { hasNextPage endCursor }';

async function ask(args: string, selection = whole) {
  const { data, errors } = await gateway.query(`{ jobs(${args}) { ${selection} } }`);
  expect(errors).toEqual([]);
  return data.jobs as {
    readonly nodes: readonly { readonly id: string }[];
    readonly totalCount: { readonly value: number; readonly isLowerBound: boolean };
    readonly issues: readonly { readonly code: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

const exactly = (value: number): object => ({ totalCount: { value, isLowerBound: false }, issues: [] });
const newestFirst = runs.map((_, index) => `airflow:${toKey(count - 1 - index)}`);

describe('totalCount of an Airflow source', () => {
  it.each([
    ['all runs', 'first: 20', count],
    ['runs by status', 'first: 20, filter: { statuses: [FAILED] }', 250],
    ['runs by two statuses', 'first: 20, filter: { statuses: [FAILED, SUCCEEDED] }', count],
    ['runs since a time', `first: 20, filter: { createdAfter: "${toDue(50).replace('456Z', 'Z')}" }`, 1200],
    ['no run', 'first: 20, filter: { statuses: [RUNNING] }', 0],
  ])('counts %s by one call', async (_what, args, value) => {
    const emulator = await start();

    const { nodes, ...page } = await ask(args);

    expect(page).toMatchObject({ ...exactly(value), pageInfo: { hasNextPage: value > 20 } });
    expect(nodes).toHaveLength(Math.min(20, value));
    expect(emulator.calls).toHaveLength(1);
  });

  it('stays the same on every page, each of which is read when it is needed', async () => {
    const emulator = await start();
    const ids: string[] = [];
    let page = await ask('first: 100');
    for (; ids.length < 500; page = await ask(`first: 100, after: "${page.pageInfo.endCursor}"`)) {
      expect(page).toMatchObject(exactly(count));
      ids.push(...page.nodes.map(({ id }) => id));
      // One run more than the page holds says that another page follows.
      expect(emulator.calls).toHaveLength(ids.length / 100 + 1);
    }

    expect(ids).toEqual(newestFirst.slice(0, 500));
  });

  it('counts by the rows where Airflow was asked for a part of the filter only', async () => {
    const emulator = await start(runs.slice(0, 250));

    // Airflow takes in the end of a span, the filter does not.
    expect(await ask(`first: 20, filter: { createdBefore: "${toDue(200).replace('456Z', 'Z')}" }`)).toMatchObject(
      exactly(200),
    );
    expect(emulator.calls).toHaveLength(2);
    emulator.reset();
    expect(await ask('first: 20, filter: { text: "manual__00019" }')).toMatchObject(exactly(10));
    expect(emulator.calls).toHaveLength(3);
    emulator.reset();
    expect(await ask('first: 20, filter: { isTerminal: true, definitions: ["nightly_load"] }')).toMatchObject(
      exactly(250),
    );
    // The same pages as before.
    expect(emulator.calls).toHaveLength(0);
  });

  it('counts by the rows where Airflow counts a run that no id can name', async () => {
    await start([...runs.slice(0, 250), toRun(900, {}, 'nightly_load/a/b')]);

    expect(await ask('first: 20')).toMatchObject(exactly(250));
  });

  it('is exact where the list has more pages than may be read, in any order', async () => {
    const emulator = await start();

    const { totalCount, issues } = await ask('first: 20, orderBy: OLDEST_FIRST');

    expect(totalCount).toEqual({ value: count, isLowerBound: false });
    expect(issues).toEqual([{ code: 'LIST_TRUNCATED' }]);
    expect(emulator.calls).toHaveLength(10);
  });

  it('adds what other sources count by their rows', async () => {
    const others = Array.from({ length: 60 }, (_, index): EmulatedRun => {
      const status = { state: 'RUNNING' };
      return { run_id: String(index + 1), start_time: 1_795_305_600_000 + index, end_time: 0, status };
    });
    const lake = await createDatabricksEmulator({
      tokens: [token],
      jobs: { describe: () => undefined, list: () => others },
    });
    emulators.push(lake);
    const emulator = await start(runs, {}, [
      { name: 'lake', provider: 'databricks', server: lake.url, credentials: { token }, ...fastSource },
    ]);

    expect(await ask('first: 20')).toMatchObject({ ...exactly(count + 60), nodes: { length: 20 } });
    expect([emulator.calls.length, lake.calls.length]).toEqual([1, 3]);
  });

  it('agrees with jobStats, which counts rows', async () => {
    const emulator = await start(runs.slice(0, 250));

    const { data, errors } = await gateway.query(
      '{ jobs(first: 1) { totalCount { value isLowerBound } } jobStats { total { value isLowerBound } byStatus { status count } issues { code } } }',
    );

    expect(errors).toEqual([]);
    expect(data).toEqual({
      jobs: { totalCount: { value: 250, isLowerBound: false } },
      jobStats: {
        total: { value: 250, isLowerBound: false },
        byStatus: [
          { status: 'SUCCEEDED', count: 200 },
          { status: 'FAILED', count: 50 },
        ],
        issues: [],
      },
    });
    // The same pages: three in all.
    expect(emulator.calls).toHaveLength(3);
  });
});
