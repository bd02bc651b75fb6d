import { describe, expect, it } from 'vitest';
import type { JobKey } from '../../src/provider/contract/job.ts';
import { createTurnsOfLargeAnswers } from '../../src/operation/engine.ts';
import { createJobLoader, type Pace } from '../../src/jobs/reading/loader.ts';
import type { Reader, ReadRecord } from '../../src/jobs/reading/reader.ts';

const ask = {
  key: 'a' as JobKey,
  facts: new Set<string>(),
  secrets: new Set<string>(),
};
const record = {} as ReadRecord;

/** In which turn of the event loop each of three operations has its job, which one read brings to all of them. */
async function readTogether(answerFields: number): Promise<readonly number[]> {
  const { promise, resolve } = Promise.withResolvers<ReadRecord>();
  const reader = { peek: () => undefined, read: () => promise } as unknown as Reader;
  const beginInTurn = createTurnsOfLargeAnswers();
  let turn = 0;
  const turns = [1, 2, 3].map(async () => {
    const pace: Pace = { waitForTurn: undefined };
    await beginInTurn(answerFields, pace);
    await createJobLoader(reader, {} as never, pace).load(ask);
    return turn;
  });
  for (; turn < 20; turn += 1) {
    if (turn === 10) resolve(record);
    await new Promise((next) => setImmediate(next));
  }
  return Promise.all(turns);
}

describe('operations that wait for one read', () => {
  it('go on in a turn each where their answers are large', async () => {
    const turns = await readTogether(20_000);

    expect(new Set(turns).size).toBe(3);
  });

  it('go on together where their answers are small', async () => {
    expect(new Set(await readTogether(100)).size).toBe(1);
  });
});
