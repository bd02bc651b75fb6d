import { expect, it } from 'vitest';
import type { Source } from '../../src/upstream/source.ts';
import { createJobWatcher } from '../../src/upstream/watcher.ts';

it('polls for nobody once it is closed', () => {
  let reads = 0;
  const source = {
    name: 'lab',
    adapter: {},
    reader: {
      read: () => {
        reads += 1;
        return new Promise(() => undefined);
      },
    },
  } as unknown as Source;
  const watcher = createJobWatcher({ now: () => 0, random: () => 0, shortestInterval: 1000 });
  watcher.watch(source, 'a', () => undefined);
  watcher.close();

  const late = watcher.watch(source, 'b', () => undefined);

  expect(reads).toBe(1);
  expect(watcher.size()).toBe(0);
  expect(late.state()).toBeUndefined();
  late.stop();
});
