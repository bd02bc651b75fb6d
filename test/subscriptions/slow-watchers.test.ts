/** Who reads slowly is told what is, not all that was. */
import { expect, it } from 'vitest';
import { createYielder } from '../../src/calls/yielder.ts';
import type { ListFollower, ListSnapshot, ListWatcher } from '../../src/jobs/watching/list-watcher.ts';
import { shareRows } from '../../src/jobs/watching/shared-rows.ts';
import type { ReadRow } from '../../src/jobs/lists/container-pages.ts';
import type { Source } from '../../src/jobs/source.ts';
import { readFilter } from '../../src/resolvers/jobs/filter.ts';
import { createListUpdates } from '../../src/resolvers/jobs/list-updates.ts';

const adapter = { describe: { maxKeys: 1 }, listing: { rowFacts: new Set(['status', 'createdAt']) } };
const source = { name: 'one', adapter, reader: { forget: () => undefined } } as unknown as Source;

function toLook(statuses: Readonly<Record<string, string>>): ListSnapshot {
  const rows = Object.entries(statuses).map(
    ([key, status]) => ({ key, facts: { status, createdAt: null }, fetchedAt: '' }) as unknown as ReadRow,
  );
  const shared = shareRows(() => ({ next: () => Promise.resolve(rows.shift()), isTruncated: () => false }));
  const loader = { load: () => Promise.reject(new Error('nothing is read')) };
  return { ...shared, startedAt: '', yielder: createYielder(), loader };
}

it('gets one event for each job, with its newest state', async () => {
  let follower: ListFollower | undefined;
  const watcher: ListWatcher = {
    extentOf: () => undefined,
    follow: (_source, _filter, one) => {
      follower = one;
      return () => undefined;
    },
    size: () => 1,
    close: () => undefined,
  };
  let ends = 0;
  const filter = readFilter(new Map([['one', source]]), null);
  const updates = createListUpdates({ first: 3, filter, watcher }, () => (ends += 1));
  const show = (statuses: Readonly<Record<string, string>>) => follower?.see(toLook(statuses));
  const take = async (): Promise<string> => {
    const { value } = (await updates.next()) as IteratorYieldResult<{
      kind: string;
      shown: { job: { id: string; row: ReadRow } };
    }>;
    return `${value.kind} ${value.shown.job.id} ${value.shown.job.row.facts.status}`;
  };

  await show({ a: 'QUEUED', b: 'QUEUED', c: 'QUEUED' });
  const first = await take();
  for (let round = 0; round < 100; round += 1) await show({ a: `A${round}`, b: `B${round}`, [`d${round}`]: 'QUEUED' });
  const others = [await take(), await take(), await take()];
  await show({ a: 'A', d99: 'QUEUED' });
  const rest = [await take(), await take()];
  const end = await updates.return?.();

  expect(first).toBe('PRESENT one:a QUEUED');
  // `c` came and went meanwhile.
  expect(others).toEqual(['PRESENT one:b B99', 'APPEARED one:d99 QUEUED', 'CHANGED one:a A99']);
  expect(rest).toEqual(['LEFT one:b B99', 'CHANGED one:a A']);
  expect([end, ends]).toEqual([{ value: undefined, done: true }, 1]);
});
