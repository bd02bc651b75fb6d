/** Lists of runs: pages by time, sites that cut them, and runs that appear meanwhile. */
import { afterEach, describe, expect, it } from 'vitest';
import { createAirflowEmulator, type EmulatedDagRun } from '../../../emulators/airflow/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { toDue, toKey, toRun, toSource, token } from './runs.ts';

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

async function start(list: () => readonly EmulatedDagRun[], more: object = {}, maxPageSize = 100): Promise<void> {
  emulator = await createAirflowEmulator({ tokens: [token], jobs: { describe: () => undefined, list }, maxPageSize });
  gateway = await startGateway({
    list: { maxPagesPerSource: 50 },
    sources: [toSource(emulator.url, more)],
  });
}

async function ask(args: string): Promise<{ readonly ids: readonly string[]; readonly issues: unknown }> {
  const { data, errors } = await gateway.query(`{ jobs(${args}) { nodes { id } issues { code } } }`);
  expect(errors).toEqual([]);
  return {
    ids: (data.jobs.nodes as readonly { readonly id: string }[]).map(({ id }) => id),
    issues: data.jobs.issues as unknown,
  };
}

const bodies = (): readonly unknown[] => emulator.calls.map(({ body }) => JSON.parse(body) as unknown);
const runsOf = (count: number): readonly EmulatedDagRun[] => Array.from({ length: count }, (_, index) => toRun(index));
const idsOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `airflow:${toKey(count - 1 - index)}`);

describe('the list of an Airflow source', () => {
  it('holds each run once, though a page is shorter than asked for and new runs appear between pages', async () => {
    let more: readonly EmulatedDagRun[] = [];
    await start(
      () => {
        // One more before each page.
        more = [...more, toRun(1000 + more.length)];
        return [...runsOf(70), ...more];
      },
      {},
      20,
    );

    const { ids, issues } = await ask('first: 100');

    expect(issues).toEqual([]);
    expect(ids).toEqual([`airflow:${toKey(1000)}`, ...idsOf(70)]);
    expect(bodies()[1]).toEqual({
      ...{ order_by: '-run_after', page_limit: 100, page_offset: 1 },
      run_after_lte: toDue(51),
    });
  });

  it('goes on by count within a moment that more runs share than a page holds', async () => {
    const shared = toDue(500);
    await start(() => runsOf(70).map((run, index) => (index < 65 ? { ...run, run_after: shared } : run)), {}, 20);

    const { ids } = await ask('first: 100');

    expect(new Set(ids)).toEqual(new Set(idsOf(70)));
    expect(ids).toHaveLength(70);
    expect(bodies().slice(1, 3)).toEqual(
      [20, 40].map((page_offset) => expect.objectContaining({ page_offset, run_after_lte: shared })),
    );
  });

  it('tells apart moments that differ by less than a millisecond', async () => {
    const due = (micros: number): string => `2026-11-22T08:30:00.123${String(micros).padStart(3, '0')}+00:00`;
    await start(() => runsOf(50).map((run, index) => ({ ...run, run_after: due(index) })), {}, 7);

    const { ids } = await ask('first: 100');

    expect(ids).toHaveLength(50);
    expect(new Set(ids)).toEqual(new Set(idsOf(50)));
  });

  it('leaves out a run whose id no path can hold, and asks for the DAGs of the settings alone', async () => {
    await start(
      () => [...runsOf(3), toRun(7, {}, 'nightly_load/a/b'), toRun(8, {}, 'nightly_load/~'), toRun(9, {}, 'other/x')],
      { dags: ['nightly_load', 'reports'] },
    );

    expect(await ask('first: 10')).toEqual({ ids: idsOf(3), issues: [] });
    expect(bodies()[0]).toMatchObject({ dag_ids: ['nightly_load', 'reports'] });
  });

  it('keeps what was asked for on later pages', async () => {
    await start(() => runsOf(30), {}, 10);

    const { ids } = await ask(
      `first: 100, filter: { statuses: [SUCCEEDED], createdAfter: "${toDue(5)}", createdBefore: "${toDue(25)}" }`,
    );

    expect(ids).toHaveLength(20);
    expect(bodies()).toMatchObject(
      [0, 1].map((page_offset) => ({ page_offset, states: ['success'], run_after_gte: toDue(5).replace('456Z', 'Z') })),
    );
  });
});
