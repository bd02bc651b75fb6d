/** Lists: what rows say, in which order, over which pages. */
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { toRawAnswer, toEmulatedError, type RawAnswer } from '../../emulators/kit/emulator.ts';
import { findDuration, type TimedJob } from '../datasources/duration-by-hand.ts';
import { listOpenFields, selectFields } from '../datasources/every-field.ts';
import { pickField, unless, type Kit } from './kit.ts';
import type { Bytes, ListsUnderTest, PageAnswer } from './provider-under-test.ts';
import { showOrders } from './list-orders.ts';
import { startWorld, type World } from './world.ts';

function toAnswer(page: Bytes | PageAnswer): RawAnswer {
  return toRawAnswer(typeof page === 'string' || page instanceof Uint8Array ? { body: page } : page);
}

export function showLists(kit: Kit): void {
  const lists = unless(
    kit,
    kit.subject.lists,
    ...(['lists: row facts', 'lists: pages', 'lists: endless pages', 'lists: order'] as const),
    ...(['lists: orders', 'lists: filters'] as const),
    ...(['lists: ill keys', 'lists: failures'] as const),
  );
  if (lists === undefined) return;
  showRows(kit, lists);
  showPages(kit, lists);
  showOrders(kit, lists);
  showBadLists(kit, lists);
}

function showRows({ subject, show, world }: Kit, { jobs, rowFacts, operations }: ListsUnderTest<unknown>): void {
  const byList = async (selection: string, first = jobs.length): Promise<Map<string, unknown>> => {
    const { data, errors } = await world().gateway.query(
      `{ jobs(first: ${first}) { nodes { id ... on ${subject.typeName} ${selection} } issues { code } } }`,
    );
    expect([errors, data.jobs.issues]).toEqual([[], []]);
    return toMap(data.jobs.nodes as readonly { readonly id: string }[]);
  };
  const byId = async (selection: string): Promise<Map<string, unknown>> => {
    const { gateway, toIds } = world();
    const { data, errors } = await gateway.query(
      `query ($ids: [ID!]!) { jobsById(ids: $ids) { id ... on ${subject.typeName} ${selection} } }`,
      { variables: { ids: toIds(jobs.map(({ key }) => key)) } },
    );
    expect(errors).toEqual([]);
    return toMap(data.jobsById as readonly { readonly id: string }[]);
  };

  show('lists: row facts', async () => {
    world().clear();
    const selection = selectFields(subject.typeName, rowFacts);

    const rows = await byList(selection);
    const listing = world()
      .calls()
      .map(({ operation }) => operation);

    expect(rows.size).toBe(jobs.length);
    // The rows alone: nothing was described.
    expect(listing.filter((operation) => !operations.includes(operation))).toEqual([]);
    expect(rows).toEqual(await byId(selection));
  });

  show(
    'lists: row facts',
    async () => {
      world().clear();
      const names = listOpenFields(subject.typeName).filter(
        (name) => name !== 'fetchedAt' && name !== 'durationSeconds' && !rowFacts.includes(name),
      );
      const whole = await byId(selectFields(subject.typeName, names));

      // Each alone, so that no other has the job described.
      const wrong = await Promise.all(
        names.map(async (name) => {
          const rows = [...(await byList(selectFields(subject.typeName, [name]), 5))];
          const isRight = rows.every(([id, row]) =>
            isDeepStrictEqual(pickField(row, name), pickField(whole.get(id), name)),
          );
          return isRight && rows.length === 5 ? [] : [name];
        }),
      );

      // Of a provider whose rows say everything, these alone are left.
      expect(names).toEqual(expect.arrayContaining(['id', 'provider', 'source']));
      expect(wrong.flat()).toEqual([]);
    },
    'and all that a row leaves to a describe',
  );

  show(
    'lists: row facts',
    async () => {
      world().clear();

      const rows = await byList('{ status createdAt startedAt endedAt fetchedAt durationSeconds }');

      const described = world()
        .calls()
        .filter(({ operation }) => !operations.includes(operation));
      if (rowFacts.includes('isTerminal')) expect(described).toEqual([]);
      const jobsByHand = [...rows.values()] as readonly (TimedJob & { readonly durationSeconds: number | null })[];
      const from = subject.reportsStart === false ? 'createdAt' : 'startedAt';
      expect(jobsByHand.map(({ durationSeconds }) => durationSeconds)).toEqual(
        jobsByHand.map((job) => findDuration(job, from)),
      );
    },
    'and how long the job took',
  );
}

function toMap(jobs: readonly { readonly id: string }[]): Map<string, unknown> {
  return new Map(jobs.map((job) => [job.id, job]));
}

/** Every id of a list, page by page. */
async function walk({ gateway }: World, first: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const { data, errors } = (await gateway.query(
      `query ($after: String) { jobs(first: ${first}, after: $after) { nodes { id } issues { code } pageInfo { hasNextPage endCursor } } }`,
      { variables: { after } },
    )) as {
      data: {
        jobs: {
          nodes: readonly { id: string }[];
          issues: unknown;
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
        };
      };
      errors: unknown;
    };
    expect([errors, data.jobs.issues]).toEqual([[], []]);
    ids.push(...data.jobs.nodes.map(({ id }) => id));
    after = data.jobs.pageInfo.hasNextPage ? data.jobs.pageInfo.endCursor : null;
  } while (after !== null);
  return ids;
}

function showPages({ subject, show, world }: Kit, lists: ListsUnderTest<unknown>): void {
  const list = { maxPagesPerSource: 50 };
  show('lists: pages', async () => {
    const count = lists.maxPageSize + 3;
    const jobs = Array.from({ length: count }, (_value, index) => lists.toJob(index));
    const many = await startWorld(subject, {
      jobs: new Map(jobs.map(({ key, job }) => [key, job])),
      gateway: { list, cache: {} },
    });
    try {
      const ids = await walk(many, 100);
      expect(ids.length).toBe(count);
      expect(new Set(ids)).toEqual(new Set(many.toIds(jobs.map(({ key }) => key))));
      expect(many.calls().filter(({ operation }) => operation === lists.operation).length).toBeGreaterThan(1);
    } finally {
      await many.close();
    }
  });

  show(
    'lists: pages',
    async () => {
      // Later jobs have higher indexes: newest first.
      const keys = Array.from({ length: 7 }, (_value, index) => lists.toJob(6 - index).key);
      for (const size of [1, 2, 7]) {
        world().clear();
        world().answerWith(lists.operation, (call) => {
          const token = lists.tokenOf(call);
          const from = token === null ? 0 : keys.indexOf(token) + 1;
          const next = from + size < keys.length ? (keys[from + size - 1] ?? null) : null;
          return toAnswer(lists.toPage(keys.slice(from, from + size), next));
        });
        const ids = await walk(world(), 3);
        expect([size, ids.length, new Set(ids)]).toEqual([size, keys.length, new Set(world().toIds(keys))]);
      }
      world().clear();
    },
    'however small the provider makes them',
  );

  const [key, other] = [lists.toJob(0).key, lists.toJob(1).key];
  show('lists: endless pages', async () => {
    for (const [name, toKeys, toNext] of [
      ['a token that stands still', () => [key], () => key],
      ['tokens that go round', (token) => [token === key ? other : key], (token) => (token === key ? other : key)],
      ['pages of nothing', () => [], (token) => `${token ?? ''}x`],
    ] as readonly (readonly [
      string,
      (token: string | null) => readonly string[],
      (token: string | null) => string,
    ])[]) {
      world().clear();
      world().answerWith(lists.operation, (call) => {
        const token = lists.tokenOf(call);
        return toAnswer(lists.toPage(toKeys(token), toNext(token)));
      });

      const { data, errors } = await world().gateway.query('{ jobs(first: 5) { nodes { id } issues { code } } }');

      const ids = (data.jobs.nodes as readonly { readonly id: string }[]).map(({ id }) => id);
      expect([name, errors, ids.length]).toEqual([name, [], new Set(ids).size]);
      expect(world().calls().length).toBeLessThanOrEqual(20);
    }
    world().clear();
  });
}

function showBadLists({ subject, show, world }: Kit, lists: ListsUnderTest<unknown>): void {
  const listAgain = async (): Promise<unknown> => {
    const { data, errors } = await world().gateway.query('{ jobs { nodes { id } issues { source { name } code } } }');
    expect(errors).toEqual([]);
    return data.jobs as unknown;
  };
  const refusal = (code: string): object => ({ nodes: [], issues: [{ source: { name: subject.sourceName }, code }] });

  show('lists: ill keys', async () => {
    expect(lists.illKeys.length).toBeGreaterThan(0);
    for (const key of lists.illKeys) {
      world().clear();
      world().answerWith(lists.operation, () => toAnswer(lists.toPage([key], null)));

      expect([key, await listAgain()]).toEqual([key, refusal('PROVIDER_BAD_RESPONSE')]);
      expect(
        world()
          .calls()
          .filter(({ operation }) => !lists.operations.includes(operation)),
      ).toEqual([]);
    }
    world().clear();
  });

  show('lists: failures', async () => {
    for (const [fault, code] of [
      [{ kind: 'accessDenied' }, 'PROVIDER_ACCESS_DENIED'],
      [{ kind: 'throttle' }, 'PROVIDER_THROTTLED'],
      [{ kind: 'httpError', status: 503 }, 'PROVIDER_UNAVAILABLE'],
      [{ kind: 'malformed' }, 'PROVIDER_BAD_RESPONSE'],
      [{ kind: 'html', status: 200 }, 'PROVIDER_BAD_RESPONSE'],
      [{ kind: 'error', error: toEmulatedError('ValidationException') }, 'PROVIDER_REJECTED'],
    ] as const) {
      world().clear();
      world().answerWith(lists.operation, () => fault);

      expect([fault, await listAgain()]).toEqual([fault, refusal(code)]);
    }
    world().clear();
  });
}
