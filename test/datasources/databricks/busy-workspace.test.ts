/** The list of a busy workspace: newest first by few calls, though the provider lists runs by their end. */
import { afterEach, describe, expect, it } from 'vitest';
import { createDatabricksEmulator, type EmulatedRun } from '../../../emulators/databricks/emulator.ts';
import { toRawAnswer, type Emulator, type InjectFault } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { fastSource } from '../ask-whole.ts';

const minute = 60_000;
const now = 1_795_305_600_000;
const count = 320;

/** A run a minute. Each takes up to ten minutes, but for the oldest, which never ends. */
function toRun(index: number): EmulatedRun {
  const begin = now - (count - index) * minute;
  const end = begin + ((index * 7) % 10) * minute + 30_000;
  const isOver = index > 0 && end <= now;
  return {
    run_id: String(1000 + index),
    job_id: String(index % 2),
    start_time: begin,
    end_time: isOver ? end : 0,
    status: isOver
      ? { state: 'TERMINATED', termination_details: { code: 'SUCCESS', type: 'SUCCESS' } }
      : { state: 'RUNNING' },
  };
}

const runs = Array.from({ length: count }, (_, index) => toRun(index));
const toId = ({ run_id: id }: EmulatedRun): string => `lake:${id}`;
const newestFirst = runs.toReversed().map(toId);

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

async function open(
  list: () => readonly EmulatedRun[],
  maxPagesPerSource = 50,
  injectFault: InjectFault = () => undefined,
): Promise<void> {
  emulator = await createDatabricksEmulator({ tokens: ['t'], jobs: { describe: () => undefined, list }, injectFault });
  gateway = await startGateway({
    list: { maxPagesPerSource },
    // Time stands still: a page that was read is fresh.
    now: () => now,
    sources: [
      { name: 'lake', provider: 'databricks', server: emulator.url, credentials: { token: 't' }, ...fastSource },
    ],
  });
}

interface Found {
  readonly ids: readonly string[];
  readonly issues: readonly unknown[];
  readonly after: string | null;
}

async function ask(first: number, after: string | null = null, filter: object = {}): Promise<Found> {
  const { data, errors } = await gateway.query(
    `query ($first: Int!, $after: String, $filter: JobFilter) {
      jobs(first: $first, after: $after, filter: $filter) {
        nodes { id } issues { code } pageInfo { hasNextPage endCursor }
      }
    }`,
    { variables: { first, after, filter } },
  );
  expect(errors).toEqual([]);
  const { nodes, issues, pageInfo } = data.jobs;
  return {
    ids: (nodes as readonly { readonly id: string }[]).map(({ id }) => id),
    issues: issues as readonly unknown[],
    after: pageInfo.hasNextPage === true ? (pageInfo.endCursor as string) : null,
  };
}

async function listAll(first: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page = await ask(first, after);
    expect(page.issues).toEqual([]);
    ids.push(...page.ids);
    ({ after } = page);
  } while (after !== null);
  return ids;
}

describe('the list of a busy workspace', () => {
  it('gives the newest 20 by two calls, and the newest 10 by one', async () => {
    await open(() => runs);

    expect((await ask(10)).ids).toEqual(newestFirst.slice(0, 10));
    expect(emulator.calls).toHaveLength(1);
    expect((await ask(20)).ids).toEqual(newestFirst.slice(0, 20));
    expect(emulator.calls).toHaveLength(2);
  });

  it('asks once where all runs fit into a page', async () => {
    await open(() => runs.slice(-25));

    expect((await ask(100)).ids).toEqual(newestFirst.slice(0, 25));
    expect(emulator.calls).toHaveLength(1);
  });

  it.each([20, 100])('holds each of 320 runs once by pages of %i, and reads each page of 25 once', async (first) => {
    await open(() => runs);

    expect(await listAll(first)).toEqual(newestFirst);
    expect(emulator.calls.map(({ query }) => query['page_token'] !== undefined)).toEqual([
      false,
      ...Array.from({ length: 12 }, () => true),
    ]);
  });

  it('holds each run once while new ones appear', async () => {
    let more = 0;
    await open(() => {
      // Two more before each page.
      more += 2;
      return [...runs, ...Array.from({ length: more }, (_, index) => toRun(count + index))];
    });

    const found = await listAll(20);

    expect(found.slice(-count)).toEqual(newestFirst);
    expect(new Set(found).size).toBe(found.length);
  });

  it('keeps times and statuses on every page', async () => {
    await open(() => runs);
    const filter = {
      statuses: ['RUNNING', 'SUCCEEDED'],
      createdAfter: new Date(now - 200 * minute).toISOString(),
      createdBefore: new Date(now - 100 * minute).toISOString(),
    };

    expect((await ask(100, null, filter)).ids).toEqual(newestFirst.slice(100, 200));
    expect(emulator.calls.map(({ query }) => [query['start_time_from'], query['start_time_to']])).toEqual(
      Array.from({ length: 4 }, () => [String(now - 200 * minute), String(now - 100 * minute - 1)]),
    );
  });

  it('says so where no more pages may be read', async () => {
    await open(() => runs, 10);

    const pages = [await ask(100)];
    for (let { after } = pages[0] ?? { after: null }; after !== null;) {
      const page = await ask(100, after);
      pages.push(page);
      ({ after } = page);
    }

    expect(pages.at(-1)?.issues).toEqual([{ code: 'LIST_TRUNCATED' }]);
    expect(emulator.calls).toHaveLength(10);
    expect(pages.flatMap(({ ids }) => ids).slice(0, 240)).toEqual(newestFirst.slice(0, 240));
  });

  it('says so where a page holds a run that began after the last one of the page before ended', async () => {
    await open(
      () => runs,
      50,
      ({ query }) => {
        const at = query['page_token'] === undefined ? 100 : 200;
        const body = { runs: [toRun(at), toRun(at - 50)], next_page_token: at === 100 ? 'more' : '' };
        const text = JSON.stringify(body).replaceAll(/"(run_id|job_id)":"(\d+)"/g, '"$1":$2');
        return { toAnswer: () => toRawAnswer({ body: text }) };
      },
    );

    const { ids, issues } = await ask(100);

    expect(new Set(ids)).toEqual(new Set([100, 50, 200, 150].map((index) => toId(toRun(index)))));
    expect(issues).toEqual([{ code: 'LIST_TRUNCATED' }]);
  });
});
