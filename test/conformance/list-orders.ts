/** Lists: sorted and filtered, they are what sorting and filtering all jobs by hand gives. */
import { expect } from 'vitest';
import type { Kit } from './kit.ts';
import type { ListsUnderTest } from './provider-under-test.ts';

interface Node {
  readonly id: string;
  readonly createdAt: string | null;
  readonly endedAt: string | null;
  readonly status: string;
  readonly isTerminal: boolean;
}

const fields = 'id createdAt endedAt status isTerminal';

/** By rank, then by time, where jobs without one come at the end, then by id. */
function sortByHand(
  nodes: readonly Node[],
  direction: 1 | -1,
  toTime: (node: Node) => string | null,
  toRank: (node: Node) => number = () => 0,
): readonly Node[] {
  return nodes.toSorted((one, other) => {
    if (toRank(one) !== toRank(other)) return toRank(one) - toRank(other);
    const [left, right] = [toTime(one), toTime(other)];
    if (left !== right) return left === null ? 1 : right === null ? -1 : left < right ? -direction : direction;
    return one.id < other.id ? -1 : 1;
  });
}

const byCreation = ({ createdAt }: Node): string | null => createdAt;

export function showOrders({ show, world }: Kit, lists: ListsUnderTest<unknown>): void {
  const { jobs, saysEnd = () => true } = lists;
  const ask = async (args: string, filter: object | undefined, selection: string) => {
    const { data, errors } = await world().gateway.query(
      `query ($filter: JobFilter) { jobs(${args}, filter: $filter) { ${selection} issues { code } } }`,
      { variables: { filter } },
    );
    expect(errors).toEqual([]);
    return data.jobs;
  };
  const list = async (filter?: object, args = `first: ${jobs.length}`): Promise<readonly Node[]> => {
    const { nodes, issues } = await ask(args, filter, `nodes { ${fields} }`);
    expect(issues).toEqual([]);
    return nodes as readonly Node[];
  };
  const describeAll = async (): Promise<readonly Node[]> => {
    const { data } = await world().gateway.query(`query ($ids: [ID!]!) { jobsById(ids: $ids) { ${fields} } }`, {
      variables: { ids: world().toIds(jobs.map(({ key }) => key)) },
    });
    return sortByHand(data.jobsById as readonly Node[], -1, byCreation);
  };

  show('lists: order', async () => {
    world().clear();

    const all = await describeAll();

    expect(new Set(all.map(({ createdAt }) => createdAt)).size).toBeGreaterThan(2);
    expect(await list()).toEqual(all);
  });

  show('lists: orders', async () => {
    world().clear();
    const all = await describeAll();
    const hasEnded = (node: Node): boolean => node.isTerminal && saysEnd(node.status);
    const sorted = {
      NEWEST_FIRST: all,
      OLDEST_FIRST: sortByHand(all, 1, byCreation),
      ACTIVE_FIRST: sortByHand(
        all,
        -1,
        (node) => (hasEnded(node) ? node.endedAt : node.createdAt),
        (node) => (hasEnded(node) ? 1 : 0),
      ),
    };

    for (const [order, expected] of Object.entries(sorted)) {
      expect([order, await list(undefined, `first: ${jobs.length}, orderBy: ${order}`)]).toEqual([order, expected]);
      const back: Node[] = [];
      for (let before: string | null = null; back.length < all.length;) {
        const args: string = `last: 3, orderBy: ${order}${before === null ? '' : `, before: "${before}"`}`;
        const page = await ask(args, undefined, `nodes { ${fields} } pageInfo { startCursor hasPreviousPage }`);
        back.unshift(...(page.nodes as readonly Node[]));
        expect(page.pageInfo.hasPreviousPage).toBe(back.length < all.length);
        before = page.pageInfo.startCursor as string;
      }
      expect([order, back]).toEqual([order, expected]);
    }
    const counted = await ask('first: 1', undefined, 'totalCount { value isLowerBound } fetchedAt');
    expect(counted).toEqual({
      totalCount: { value: all.length, isLowerBound: false },
      fetchedAt: expect.any(String) as string,
      issues: [],
    });
  });

  show('lists: filters', async () => {
    world().clear();
    const all = await describeAll();
    const statuses = [...new Set(all.map(({ status }) => status))];
    const times = [...new Set(all.map(({ createdAt }) => createdAt))].filter((time) => time !== null);

    expect(statuses.length).toBeGreaterThan(1);
    for (const status of statuses)
      expect([status, await list({ statuses: [status] })]).toEqual([
        status,
        all.filter((job) => job.status === status),
      ]);
    for (const time of times.slice(0, 5)) {
      const [after, before] = [await list({ createdAfter: time }), await list({ createdBefore: time })];
      const later = (job: Node): boolean => job.createdAt !== null && job.createdAt > time;
      const earlier = (job: Node): boolean => job.createdAt !== null && job.createdAt < time;
      expect(after.filter(({ createdAt }) => createdAt !== time)).toEqual(all.filter(later));
      expect(before.filter(({ createdAt }) => createdAt !== time)).toEqual(all.filter(earlier));
    }
    const [newest, oldest] = [times[0] ?? '', times.at(-1) ?? ''];
    const both = await list({ statuses: [...statuses.slice(0, 2)], createdAfter: oldest, createdBefore: newest });
    const bounds = new Set([newest, oldest]);
    expect(both.filter(({ createdAt }) => !bounds.has(createdAt ?? ''))).toEqual(
      all.filter(
        ({ status, createdAt }) =>
          statuses.slice(0, 2).includes(status) && createdAt !== null && createdAt > oldest && createdAt < newest,
      ),
    );
  });

  show(
    'lists: filters',
    async () => {
      world().clear();
      const all = await describeAll();
      const ends = all.flatMap(({ endedAt }) => endedAt ?? []).toSorted();

      for (const isTerminal of [true, false])
        expect([isTerminal, await list({ isTerminal })]).toEqual([
          isTerminal,
          all.filter((job) => job.isTerminal === isTerminal),
        ]);
      for (const { id } of all.slice(0, 3)) {
        const found = await list({ text: ` ${id.toUpperCase()} ` });
        expect(found.map((job) => job.id)).toEqual([id]);
      }
      for (const end of [ends[0], ends[ends.length >> 1], ends.at(-1)].flatMap((time) => time ?? [])) {
        expect([end, await list({ endedAfter: end })]).toEqual([
          end,
          all.filter(({ endedAt }) => (endedAt ?? '') >= end),
        ]);
        expect([end, await list({ endedBefore: end })]).toEqual([
          end,
          all.filter(({ endedAt }) => endedAt !== null && endedAt < end),
        ]);
      }
      if (ends.length > 0) return;
      const { nodes, issues } = await ask('first: 1', { endedAfter: '2000-01-01T00:00:00Z' }, 'nodes { id }');
      expect([nodes, issues]).toEqual([[], [{ code: 'NOT_REPORTED' }]]);
    },
    'by the end, by whether it has come, and by words',
  );
}
