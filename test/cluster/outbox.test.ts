import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createOutbox } from '../../src/cluster/batch.ts';

it('items go out at the end of their turn, and those that come meanwhile go out together after the call, however it ends', async () => {
  const calls: { readonly items: readonly number[]; readonly end: () => void; readonly fail: () => void }[] = [];
  const add = createOutbox<number>(
    (items) =>
      new Promise<void>((resolve, reject) => {
        calls.push({
          items,
          end: resolve,
          fail: () => {
            reject(new Error('no answer'));
          },
        });
      }),
  );
  const sent = (): readonly (readonly number[])[] => calls.map(({ items }) => items);

  add(1);
  add(2);
  expect(sent()).toEqual([]);
  await turn();
  expect(sent()).toEqual([[1, 2]]);
  for (const item of [3, 4]) {
    add(item);
    await turn();
  }
  expect(sent()).toEqual([[1, 2]]);
  calls[0]?.fail();
  await turn();
  expect(sent()).toEqual([
    [1, 2],
    [3, 4],
  ]);
  calls[1]?.end();
  await turn();
  add(5);
  await turn();

  expect(sent().at(-1)).toEqual([5]);
});
