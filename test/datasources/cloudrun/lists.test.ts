import { afterEach, expect, it } from 'vitest';
import { createCloudRunEmulator, toId, type EmulatedExecution } from '../../../emulators/cloudrun/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { load, toExecution, toKey, toSource, token } from './executions.ts';

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

async function start(executions: readonly EmulatedExecution[], more: object = {}): Promise<void> {
  const describe = (key: string): EmulatedExecution | undefined => executions.find((one) => toId(one) === key);
  emulator = await createCloudRunEmulator({ tokens: [token], jobs: { describe, list: () => executions } });
  gateway = await startGateway({ sources: [toSource(emulator.url, more)] });
}

const toExecutions = (count: number, job = load, from = 0): readonly EmulatedExecution[] =>
  Array.from({ length: count }, (_, index) => toExecution(from + index, {}, toKey(from + index, job)));

const paths = (): readonly string[] => emulator.calls.map(({ path }) => path.slice(path.indexOf('/jobs/')));

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

it.each([7, 100])('lists all executions of the region once, newest first, by pages of %i', async (first) => {
  const executions = [...toExecutions(150), ...toExecutions(80, 'reports', 40)];
  await start(executions);

  const all = await listAll(first);

  expect(all.toSorted()).toEqual(executions.map((one) => `europe:${toId(one)}`).toSorted());
  const times = new Map(executions.map((one) => [`europe:${toId(one)}`, one.createTime ?? '']));
  expect(all.map((id) => times.get(id))).toEqual([...times.values()].toSorted().toReversed());
  expect(new Set(paths())).toEqual(new Set(['/jobs/-/executions']));
});

it('lists the executions of the jobs of the settings alone', async () => {
  await start([...toExecutions(3), ...toExecutions(3, 'reports', 9), ...toExecutions(3, 'other', 20)], {
    jobs: [load, 'reports'],
  });

  expect(await listAll(100)).toHaveLength(6);
  expect(new Set(paths())).toEqual(new Set([`/jobs/${load}/executions`, '/jobs/reports/executions']));
});

it('answers a list by its rows, and protected fields execution by execution', async () => {
  await start(toExecutions(3).map((one) => ({ ...one, creator: 's3cr3t@acme.example' })));
  const selection = 'status ... on CloudRunExecution { taskCounts { succeeded } }';
  await gateway.query(`{ jobs { nodes { ${selection} } } }`);
  expect(paths()).toEqual(['/jobs/-/executions']);

  const { data } = await gateway.query('{ jobs { nodes { ... on CloudRunExecution { creator } } } }', {
    token: await gateway.token('job:read', 'job:sensitive'),
  });

  expect(data.jobs.nodes).toEqual(Array.from({ length: 3 }, () => ({ creator: 's3cr3t@acme.example' })));
  expect(emulator.calls.filter(({ operation }) => operation === 'GetExecution')).toHaveLength(3);
});

it('finds an execution by its name alone', async () => {
  await start(toExecutions(3), { jobs: ['reports', load] });
  const [, execution = ''] = toKey(2).split('/');

  const { data } = await gateway.query(
    `{ jobsByProviderJobId(providerJobId: "${execution}") { jobs { id } issues { code } } }`,
  );

  expect(data.jobsByProviderJobId).toEqual({ jobs: [{ id: `europe:${toKey(2)}` }], issues: [] });
});
