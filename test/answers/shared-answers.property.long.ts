/** Whether equal requests that come at once share an answer makes no difference but time: not to clients, and not to operators. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { randomDocuments } from './random-documents.ts';
import { jobKeys, readCounts, readLines, startTwins, type BurstRequest, type Twins, type TwinSource } from './twins.ts';

let twins: Twins;
afterEach(() => twins.close());

type Scopes = NonNullable<BurstRequest['scopes']>;

const scopes = fc.constantFrom<Scopes>(
  ['job:read'],
  ['job:read', 'job:sensitive', 'job:credentials'],
  ['job:sensitive'],
);
const methods = fc.constantFrom<NonNullable<BurstRequest['method']>>('POST', 'POST', 'POST', 'GET');

/** Several viewers who ask for the same at once; most have the same scopes. */
const toBursts = (leaving: fc.Arbitrary<boolean>): fc.Arbitrary<readonly BurstRequest[]> =>
  fc
    .record({
      document: randomDocuments,
      method: methods,
      usual: scopes,
      each: fc.array(
        fc.record({
          subject: fc.constantFrom('ada', 'bob'),
          other: fc.option(scopes, { freq: 3, nil: undefined }),
          leaves: leaving,
          after: fc.constantFrom(0, 0, 0, 0, 600, 2001),
        }),
        { minLength: 3, maxLength: 6 },
      ),
    })
    .map(({ document, method, usual, each }) =>
      each.map(({ other, ...rest }) => ({ ...document, ...rest, scopes: other ?? usual, method })),
    );

type Step =
  | {
      readonly kind: 'burst';
      readonly requests: readonly BurstRequest[];
      readonly times: number;
      readonly pause: number;
    }
  | { readonly kind: 'move' | 'vanish'; readonly key: string }
  | { readonly kind: 'fail' | 'recover'; readonly source: TwinSource }
  | { readonly kind: 'pass'; readonly milliseconds: number };

const moves = fc.record({
  kind: fc.constantFrom('move' as const, 'move' as const, 'vanish' as const),
  key: fc.constantFrom(...Object.values(jobKeys).flat()),
});
const passes = fc.record({
  kind: fc.constant('pass' as const),
  milliseconds: fc.constantFrom(900, 2001, 5001, 61_000),
});
const failures = fc.record({
  kind: fc.constantFrom('fail' as const, 'recover' as const),
  source: fc.constantFrom<TwinSource>('lab', 'devices'),
});

function toSteps(leaving: fc.Arbitrary<boolean>, ...others: fc.Arbitrary<Step>[]): fc.Arbitrary<readonly Step[]> {
  const bursts = fc.record({
    kind: fc.constant('burst' as const),
    requests: toBursts(leaving),
    times: fc.integer({ min: 2, max: 4 }),
    pause: fc.constantFrom(1500, 2001, 61_000),
  });
  const all = [moves, passes, ...others].map((arbitrary) => ({
    weight: 1,
    arbitrary: arbitrary,
  }));
  return fc.array(fc.oneof({ weight: 4, arbitrary: bursts }, ...all), {
    minLength: 6,
    maxLength: 10,
  });
}

async function take(step: Step): Promise<void> {
  const { clock, failing, moves: moved } = twins.world;
  switch (step.kind) {
    case 'burst':
      for (let time = 0; time < step.times; time += 1) {
        const [shared, made] = await twins.burst(step.requests);
        expect(shared).toEqual(made);
        clock.at += step.pause;
      }
      break;
    case 'pass':
      clock.at += step.milliseconds;
      break;
    case 'fail':
      failing.add(step.source);
      break;
    case 'recover':
      failing.delete(step.source);
      break;
    case 'vanish':
      moved.delete(step.key);
      break;
    default:
      moved.set(step.key, (moved.get(step.key) ?? 0) + 1);
  }
}

/** Whatever the random steps are, some answers are shared. */
const certain: Step = {
  kind: 'burst',
  requests: Array.from({ length: 4 }, () => ({ query: '{ job(id: "lab:a") { status fetchedAt } }' })),
  times: 3,
  pause: 61_000,
};

async function check(steps: fc.Arbitrary<readonly Step[]>, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      // What an earlier run has left in memory is not fresh any more.
      twins.world.clock.at += 3_600_000;
      twins.world.failing.clear();
      for (const key of Object.values(jobKeys).flat()) twins.world.moves.set(key, 0);
      for (const step of [certain, ...all]) await take(step);
    }),
    { numRuns },
  );
}

/** In the order of their words: of requests that are answered at once, one or the other may be first. */
const sorted = (lines: readonly object[]): readonly string[] => lines.map((line) => JSON.stringify(line)).sort();

describe('is shown by equal requests at once in a world that changes', { timeout: 60_000 }, () => {
  it('of viewers with budgets of their own: answers, calls, log lines and metrics', async () => {
    twins = await startTwins({ limits: { jobsPerMinute: 12 } });

    await check(toSteps(fc.constant(false)), 3);

    expect(twins.shared()).toBeGreaterThan(5);
    const [calls, callsWithout] = twins.calls();
    expect(calls).toBe(callsWithout);
    await expect.poll(() => readLines(twins.remembering).length).toBe(readLines(twins.forgetful).length);
    expect(sorted(readLines(twins.remembering))).toEqual(sorted(readLines(twins.forgetful)));
    expect(await readCounts(twins.remembering)).toEqual(await readCounts(twins.forgetful));
  });

  it('of clients of whom some leave, and sources that fail: answers', async () => {
    twins = await startTwins();

    await check(toSteps(fc.constantFrom(false, false, true), failures), 3);

    expect(twins.shared()).toBeGreaterThan(5);
  });
});
