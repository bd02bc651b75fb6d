/** Whether finished answers are kept makes no difference but time: not to clients, and not to operators. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { knownScopes } from '../../src/auth/viewer.ts';
import { randomDocuments } from './random-documents.ts';
import { jobKeys, readCounts, readLines, startTwins, type TwinRequest, type Twins, type TwinSource } from './twins.ts';

let twins: Twins;

beforeAll(async () => {
  // So few jobs a minute that some operations are refused, and some lists cut.
  twins = await startTwins({ limits: { jobsPerMinute: 12 } });
});
afterAll(() => twins.close());

const requests: fc.Arbitrary<TwinRequest> = fc
  .record({
    document: randomDocuments,
    method: fc.oneof({ weight: 3, arbitrary: fc.constant('POST' as const) }, fc.constant('GET' as const)),
    scopes: fc.oneof(fc.constant(undefined), fc.constant(['job:read' as const]), fc.subarray([...knownScopes])),
    headers: fc.oneof(
      { weight: 6, arbitrary: fc.constant({}) },
      fc.constant({ accept: 'application/graphql-response+json' }),
      fc.constant({ accept: 'text/html' }),
      fc.constant({ 'jobgraph-explain': '1' }),
    ),
  })
  .map(({ document, ...rest }) => ({ ...document, ...rest }));

type Step =
  | { readonly kind: 'ask'; readonly request: TwinRequest; readonly times: number }
  | { readonly kind: 'move' | 'vanish'; readonly key: string }
  | { readonly kind: 'fail' | 'recover'; readonly source: TwinSource }
  | { readonly kind: 'pass'; readonly milliseconds: number };

const keys = fc.constantFrom(...Object.values(jobKeys).flat());
const sources = fc.constantFrom<TwinSource>('lab', 'devices');
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      request: requests,
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('move', 'move', 'vanish'), key: keys }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('fail', 'recover'), source: sources }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      milliseconds: fc.constantFrom(1, 900, 1999, 2000, 2001, 5001, 61_000),
    }),
  },
);

async function take(step: Step): Promise<void> {
  const { clock, moves, failing } = twins.world;
  switch (step.kind) {
    case 'ask':
      for (let time = 0; time < step.times; time += 1) {
        const [remembered, made] = await twins.ask(step.request);
        expect(remembered).toEqual(made);
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
      moves.delete(step.key);
      break;
    default:
      moves.set(step.key, (moves.get(step.key) ?? 0) + 1);
  }
}

it('is shown by random operations of random viewers in a world that changes', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 10, maxLength: 25 }), async (all) => {
      // What an earlier run has left in memory is not fresh any more.
      twins.world.clock.at += 3_600_000;
      twins.world.failing.clear();
      for (const key of Object.values(jobKeys).flat()) twins.world.moves.set(key, 0);
      for (const step of all) await take(step);
    }),
    { numRuns: 15 },
  );

  const counts = await Promise.all([readCounts(twins.remembering), readCounts(twins.forgetful)]);
  expect(twins.hits()).toBeGreaterThan(5);
  await expect.poll(() => readLines(twins.remembering).length).toBe(readLines(twins.forgetful).length);
  expect(readLines(twins.remembering)).toEqual(readLines(twins.forgetful));
  expect(counts[0].length).toBeGreaterThan(20);
  expect(counts[0]).toEqual(counts[1]);
});
