/** Whether finished answers are kept makes no difference but time: not to clients, and not to operators. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { knownScopes } from '../../src/auth/viewer.ts';
import { jobKeys, readCounts, readLines, startTwins, type TwinRequest, type Twins, type TwinSource } from './twins.ts';

let twins: Twins;

beforeAll(async () => {
  // So few jobs a minute that some operations are refused, and some lists cut.
  twins = await startTwins({ limits: { jobsPerMinute: 12 } });
});
afterAll(() => twins.close());

const facts = 'id status statusMessage fetchedAt isTerminal';
const ids = [...jobKeys.lab.map((key) => `lab:${key}`), ...jobKeys.devices.map((key) => `devices:${key}`), 'lab:none'];

/** Few different ones, so that the same come again and again. */
const documents: fc.Arbitrary<Pick<TwinRequest, 'query' | 'variables' | 'operationName'>> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ids).map((id) => ({ query: `{ job(id: "${id}") { ${facts} } }` })) },
  {
    weight: 4,
    arbitrary: fc.subarray(ids, { minLength: 1 }).map((some) => ({
      query: `query Many($ids: [ID!]!) { jobsById(ids: $ids) { ${facts} } }`,
      variables: { ids: some },
    })),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('', ', filter: { statuses: [SUCCEEDED] }', ', filter: { sources: ["lab"] }')
      .map((rest) => ({
        query: `{ jobs(first: 3${rest}) { nodes { ${facts} } pageInfo { hasNextPage endCursor } issues { code jobId } } }`,
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('', '(filter: { statuses: [SUCCEEDED] })', '(filter: { text: "moved 1" })')
      .map((filter) => ({
        query: `{ jobStats${filter} { total { value isLowerBound } bySource { source { name } byStatus { status count } newestCreatedAt } issues { code } fetchedAt } }`,
      })),
  },
  {
    weight: 2,
    arbitrary: fc.boolean().map((isWhole) => ({
      query: `query One($isWhole: Boolean!) { job(id: "lab:a") { ${facts} source { name } } two: job(id: "lab:b") @include(if: $isWhole) { ...F } }
        query Two { jobSources { name } job(id: "lab:b") { ...F } } fragment F on Job { status ${facts} }`,
      variables: { isWhole },
      operationName: 'One',
    })),
  },
  fc.constantFrom(
    { query: '{ jobSources { name health { state } } job(id: "lab:a") { status } }' },
    { query: '{ panoramaPackageImportJob(jobId: "a") { status clientToken } }' },
    { query: '{ importExportJob(jobId: "D2") { statusMessage trackingNumber } }' },
    { query: '{ importExportJob(jobId: "D1") { statusMessage fetchedAt } }' },
    {
      query: '{ _entities(representations: [{ __typename: "Job", id: "lab:c" }]) { ... on Job { status fetchedAt } } }',
    },
    { query: '{ job(id: "no id") { status } }' },
    { query: '{ job(id: "lab:a") { nothing } }' },
  ),
);

const requests: fc.Arbitrary<TwinRequest> = fc
  .record({
    document: documents,
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
  expect(twins.hits()).toBeGreaterThan(20);
  await expect.poll(() => readLines(twins.remembering).length).toBe(readLines(twins.forgetful).length);
  expect(readLines(twins.remembering)).toEqual(readLines(twins.forgetful));
  expect(counts[0].length).toBeGreaterThan(20);
  expect(counts[0]).toEqual(counts[1]);
});
