import { describe, expect, it } from 'vitest';
import { createYielder, type Yielder } from '../../src/calls/yielder.ts';

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Reads an answer of each size, and says in which turn of the event loop each was read. */
async function readAll(yielder: Yielder, sizes: readonly number[]): Promise<readonly number[]> {
  const turnOf: number[] = [];
  let turn = 0;
  // Counted first in each turn.
  let counting = nextTurn();
  const reads = sizes.map(async (bytes, index) => {
    await yielder.acquire(bytes);
    turnOf[index] = turn;
  });
  while (Object.keys(turnOf).length < sizes.length) {
    await counting;
    turn += 1;
    counting = nextTurn();
  }
  await Promise.all(reads);
  return turnOf;
}

describe('answers that come at once', () => {
  it('are read one after the other where each is large', async () => {
    expect(await readAll(createYielder(100), [500, 500, 500])).toEqual([0, 1, 2]);
  });

  it('are read together where they are small', async () => {
    expect(await readAll(createYielder(100), Array<number>(10).fill(10))).toEqual(Array<number>(10).fill(0));
  });

  it('keep their order: a small one waits for the large one before it', async () => {
    expect(await readAll(createYielder(100), [60, 500, 40, 60, 40])).toEqual([0, 1, 2, 2, 3]);
  });

  it('do not wait for those of turns before', async () => {
    const yielder = createYielder(100);
    for (let turn = 0; turn < 3; turn += 1) {
      expect(yielder.acquire(100)).toBeUndefined();
      expect(yielder.acquire(1)).toBeInstanceOf(Promise);
      await nextTurn();
      await nextTurn();
    }
  });
});
