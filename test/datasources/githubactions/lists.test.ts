/** Lists of several repositories, GitHub's end of a search, and what rows cost. */
import { afterEach, describe, expect, it } from 'vitest';
import type { EmulatedRun } from '../../../emulators/githubactions/emulator.ts';
import type { Emulator } from '../../../emulators/kit/emulator.ts';
import { toInjectFault, type Fault } from '../../emulation/faults.ts';
import { startGateway, type GatewayUnderTest, type GraphQLAnswer } from '../../gateway.ts';
import { noCache } from '../ask-whole.ts';
import { startEmulator, toRun, toRunJob, toSource } from './runs.ts';

const repositories = ['Acme/web.App', 'acme/API', 'other/tool'];

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

interface Options {
  readonly fault?: (repository: string | null) => Fault | undefined;
  readonly known?: readonly string[];
  readonly list?: { readonly maxPagesPerSource: number };
}

async function start(runs: readonly EmulatedRun[], { fault, known = repositories, list }: Options = {}): Promise<void> {
  emulator = await startEmulator(
    {
      describe: (key) => runs.find((run) => `${run.repository.full_name}/${run.id}`.toLowerCase() === key),
      list: () => runs,
      repositories: () => known,
      jobsOf: () => [toRunJob(1, 'completed', 'success')],
    },
    {
      injectFault: toInjectFault(({ operation, id }) =>
        operation === 'list-workflow-runs-for-repo' ? fault?.(id) : undefined,
      ),
    },
  );
  gateway = await startGateway({
    cache: noCache,
    random: () => 0,
    ...(list === undefined ? {} : { list }),
    sources: [toSource(emulator.url, { repositories })],
  });
}

function ask(first: number, filter: object = {}, selection = 'id'): Promise<GraphQLAnswer> {
  return gateway.query(
    `query ($filter: JobFilter) { jobs(first: ${first}, filter: $filter) { nodes { ${selection} } issues { code } pageInfo { hasNextPage } } }`,
    { variables: { filter } },
  );
}

const listIds = ({ data }: GraphQLAnswer): readonly string[] =>
  (data.jobs.nodes as readonly { readonly id: string }[]).map(({ id }) => id);

/** In turn in each of the repositories, a second apart, the newest first. */
function toRuns(count: number, of = repositories, more: object = {}): readonly EmulatedRun[] {
  return Array.from({ length: count }, (_value, index) =>
    toRun(
      1_000_000 - index,
      { created_at: new Date(Date.UTC(2026, 10, 22) - index * 1000).toISOString().replace('.000', ''), ...more },
      of[index % of.length],
    ),
  );
}

const toId = (run: EmulatedRun): string => `ci:${run.repository.full_name}/${run.id}`;

const listCalls = (): readonly string[] => emulator.calls.map(({ operation, id }) => `${operation} ${id ?? ''}`);

describe('a list of several repositories', () => {
  it('is that of all, newest first, by one page of each', async () => {
    const runs = toRuns(30);
    await start(runs);

    const answer = await ask(20, {}, 'id status name ... on GitHubActionsRun { repository event }');

    expect(answer.errors).toEqual([]);
    expect(listIds(answer)).toEqual(runs.slice(0, 20).map(toId));
    expect(answer.data.jobs).toMatchObject({ issues: [], pageInfo: { hasNextPage: true } });
    expect(listCalls().toSorted()).toEqual(
      repositories.map((name) => `list-workflow-runs-for-repo ${name.toLowerCase()}`).toSorted(),
    );
  });

  it('reads further pages only of those that the page needs', async () => {
    const [web = '', api = ''] = repositories;
    const runs = [...toRuns(250, [web]), toRun(5, { created_at: '2020-01-01T00:00:00Z' }, api)];
    await start(runs);
    const first = await ask(90);
    const calls = emulator.calls.length;
    emulator.reset();
    const all = await ask(100, { createdBefore: '2026-11-21T23:58:00.500Z' });

    expect(listIds(first)).toEqual(runs.slice(0, 90).map(toId));
    expect(calls).toBe(3);
    expect(listIds(all)).toEqual(runs.slice(120, 220).map(toId));
  });

  it.each([
    ['denied', { kind: 'accessDenied' }, 'PROVIDER_ACCESS_DENIED'],
    ['unknown', { kind: 'httpError', status: 404 }, 'PROVIDER_REJECTED'],
    ['renamed', { kind: 'redirect', location: '/repositories/7/actions/runs', status: 301 }, 'PROVIDER_BAD_RESPONSE'],
    ['down', { kind: 'internalError' }, 'PROVIDER_UNAVAILABLE'],
  ] as const)('of which one is %s has the others’ runs, and one issue', async (_name, fault, code) => {
    const runs = toRuns(9);
    await start(runs, { fault: (of) => (of === 'acme/api' ? fault : undefined) });

    const answer = await ask(20);

    expect(listIds(answer)).toEqual(runs.filter((_run, index) => index % 3 !== 1).map(toId));
    expect([answer.errors, answer.data.jobs.issues]).toEqual([[], [{ code }]]);
  });

  it('costs one read of jobs for each row of which they are wanted, and none of the runs', async () => {
    const runs = toRuns(6);
    await start(runs);

    const answer = await ask(4, {}, 'id status progress { total } failures { code }');

    expect(answer.data.jobs.nodes).toEqual(
      runs.slice(0, 4).map((run) => ({ id: toId(run), status: 'SUCCEEDED', progress: { total: '1' }, failures: [] })),
    );
    expect(listCalls().filter((call) => call.startsWith('get-'))).toEqual([]);
    expect(listCalls().filter((call) => call.startsWith('list-jobs'))).toHaveLength(4);
  });
});

describe('the end of GitHub’s lists', () => {
  /** Every page, and the issues of the last. */
  async function walk(filter: object) {
    const ids: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { data, errors } = await gateway.query(
        `query ($filter: JobFilter, $after: String) {
          jobs(first: 100, after: $after, filter: $filter) { nodes { id } issues { code } pageInfo { hasNextPage endCursor } }
        }`,
        { variables: { filter, after } },
      );
      expect(errors).toEqual([]);
      ids.push(...(data.jobs.nodes as readonly { readonly id: string }[]).map(({ id }) => id));
      if (data.jobs.pageInfo.hasNextPage !== true) return { ids, issues: data.jobs.issues as unknown };
      after = data.jobs.pageInfo.endCursor as string;
    }
  }

  it.each([
    ['of a search by time', 1000, { createdAfter: '2020-01-01T00:00:00Z' }, 1000, []],
    ['of a search by time', 1001, { createdAfter: '2020-01-01T00:00:00Z' }, 1000, [{ code: 'LIST_TRUNCATED' }]],
    ['of a search by status', 1001, { statuses: ['CANCELLED'] }, 1000, [{ code: 'LIST_TRUNCATED' }]],
    ['that the gateway filters', 1001, { statuses: ['CANCELLED', 'SKIPPED'] }, 1001, []],
    ['without a search', 1001, {}, 1001, []],
  ] as const)(
    '(%s, of %i runs) is an issue where runs are missing: %j',
    async (_name, count, filter, shown, issues) => {
      const runs = toRuns(count, repositories.slice(0, 1), { conclusion: 'cancelled' });
      await start(runs, { list: { maxPagesPerSource: 50 } });

      const { ids, issues: found } = await walk(filter);

      expect(ids).toEqual(runs.slice(0, shown).map(toId));
      expect(found).toEqual(issues);
    },
  );

  it('is an issue too where this list’s own pages are at their end', async () => {
    await start(toRuns(450, repositories.slice(0, 1)), { list: { maxPagesPerSource: 3 } });

    const { ids, issues } = await walk({});

    expect([ids.length, issues]).toEqual([100, [{ code: 'LIST_TRUNCATED' }]]);
  });
});
