import { afterEach, describe, expect, it } from 'vitest';
import { createAirflowEmulator } from '../../../emulators/airflow/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { toDue, toKey, toNames, toRun } from './runs.ts';

const runs = [
  ...Array.from({ length: 230 }, (_, index) => toRun(index)),
  toRun(0, { state: 'failed' }, 'reports/a+b:c'),
];
const users = { ada: 'a:b' };
let now = new Date('2026-11-22T06:00:00Z');
let emulator: Emulator | undefined;

afterEach(async () => {
  await emulator?.close();
});

async function start(): Promise<string> {
  emulator = await createAirflowEmulator({
    ...{ users, tokens: ['fixed'], tokenSeconds: 60, now: () => now },
    jobs: {
      describe: (key) => runs.find((run) => `${run.dag_id}/${run.dag_run_id}` === key),
      list: () => runs,
      tasksOf: () => Array.from({ length: 130 }, (_, index) => ({ task_id: `t${index}` })),
    },
  });
  return emulator.url;
}

interface Answered {
  readonly status: number;
  readonly body: {
    readonly dag_runs?: readonly Readonly<Record<string, unknown>>[];
    readonly task_instances?: readonly unknown[];
    readonly total_entries?: number;
    readonly access_token?: string;
    readonly detail?: unknown;
  };
}

async function ask(url: string, body?: object | string, authorization = 'Bearer fixed'): Promise<Answered> {
  const response = await fetch(url, {
    headers: { authorization, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answered['body'] };
}

const list = '/api/v2/dags/~/dagRuns/list';
const newest = { order_by: '-run_after' };
const run = '/api/v2/dags/reports/dagRuns/a%2Bb%3Ac';

describe('the Airflow emulator', () => {
  it('answers a run by either version, each with its own members', async () => {
    const url = await start();

    const [v2, v1] = [await ask(url + run), await ask(url + run.replace('v2', 'v1'))];

    expect(v2).toEqual({ status: 200, body: runs.at(-1) });
    expect(v1.body).toMatchObject({ ...toNames('reports/a+b:c'), execution_date: toDue(0) });
    expect(v1.body).not.toHaveProperty('run_after');
    expect(emulator?.calls[0]).toMatchObject({ operation: 'get_dag_run', id: 'reports/a+b:c' });
  });

  it.each([
    ['/api/v2/dags/reports/dagRuns/x', 404],
    ['/api/v2/dags/reports', 404],
    ['/api/v3/dags/reports/dagRuns/x', 404],
  ])('does not find %s', async (path, status) => {
    const answer = await ask((await start()) + path);

    expect([answer.status, typeof answer.body.detail]).toEqual([status, 'string']);
  });

  it.each([
    [{ order_by: '-run_after', run_after_gt: toDue(1) }, list, 422],
    [{ order_by: '-execution_date' }, list, 422],
    [{ ...newest, page_limit: -1 }, list, 422],
    ['no json', list, 422],
    [{ order_by: '-execution_date', run_after_lte: toDue(1) }, list.replace('v2', 'v1'), 400],
  ])('refuses the list %j', async (body, path, status) => {
    expect((await ask((await start()) + path, body)).status).toBe(status);
  });

  it('cuts pages at 100 in silence, newest first, and counts all of them', async () => {
    const url = await start();

    const first = await ask(url + list, { ...newest, page_limit: 200 });
    const next = await ask(url + list, { ...newest, page_offset: 229, run_after_lte: toDue(500) });
    const some = await ask(url + list, {
      ...newest,
      dag_ids: ['reports'],
      states: ['failed'],
      run_after_gte: toDue(0),
    });

    expect([first.body.dag_runs?.length, first.body.total_entries]).toEqual([100, 231]);
    expect(first.body.dag_runs?.[0]).toMatchObject(toNames(toKey(229)));
    expect([next.body.dag_runs?.length, some.body.total_entries]).toEqual([2, 1]);
  });

  it('cuts pages of task instances, too', async () => {
    const url = `${await start()}${run}/taskInstances`;

    const [first, next] = [await ask(`${url}?limit=500`), await ask(`${url}?limit=100&offset=100`)];

    expect([first.body.task_instances?.length, next.body.task_instances?.length]).toEqual([100, 30]);
    expect(next.body.total_entries).toBe(130);
  });

  it('sells tokens for the right password, and takes them for as long as they say', async () => {
    const url = await start();
    now = new Date('2026-11-22T06:00:00Z');

    const sold = await ask(`${url}/auth/token`, { username: 'ada', password: 'a:b' }, '');
    const bearer = `Bearer ${sold.body.access_token ?? ''}`;
    const statuses = [(await ask(url + run, undefined, bearer)).status];
    now = new Date('2026-11-22T06:01:00Z');
    statuses.push((await ask(url + run, undefined, bearer)).status);

    expect([sold.status, ...statuses]).toEqual([201, 200, 401]);
    expect(sold.body.access_token?.split('.')).toHaveLength(3);
  });

  it.each([
    [{ username: 'ada', password: 'b' }],
    [{ username: 'toString', password: 'b' }],
    [{ username: 'ada' }],
    ['no json'],
  ])('sells nothing for %j', async (body) => {
    expect((await ask(`${await start()}/auth/token`, body, '')).status).toBe(401);
  });

  it.each([
    ['nobody', ''],
    ['another token', 'Bearer other'],
    ['a changed token', 'Bearer e30.eyJleHAiOjk5OTk5OTk5OTl9.x'],
    ['a password with version 2', `Basic ${Buffer.from('ada:a:b').toString('base64')}`],
  ])('refuses %s', async (_name, authorization) => {
    expect((await ask((await start()) + run, undefined, authorization)).status).toBe(401);
  });

  it('takes a password with version 1', async () => {
    const url = (await start()) + run.replace('v2', 'v1');
    const toBasic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

    const statuses = [
      await ask(url, undefined, toBasic('ada:a:b')),
      await ask(url, undefined, toBasic('ada:a')),
      await ask(url, undefined, toBasic('eve:a:b')),
    ].map(({ status }) => status);

    expect(statuses).toEqual([200, 401, 401]);
  });
});
