import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Emulator } from '../../emulators/kit/emulator.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { measureMemory } from './collected-memory.ts';
import { startProviders } from '../providers.ts';

/** Half of them documents, a quarter bodies, a quarter variables. .ci/run asks for 20,000. */
const requests = Number(process.env['MUTATIONS'] ?? 2000);
/** The long form runs alone, so that it can measure how long an answer takes. */
const runsAlone = requests >= 20_000;
const seed = 20_251_201;

let emulator: Emulator;
let gateway: GatewayUnderTest;
let close: () => Promise<void>;

beforeAll(async () => {
  // A provider without a listing, and no id below fits it: whatever a mutation asks for, no call is due.
  const providers = await startProviders({
    pipelines: { provider: 'codepipeline', jobs: { describe: () => undefined, actionExecutions: () => [] } },
  });
  ({ gateway, close } = providers);
  emulator = providers.emulators.pipelines;
});
afterAll(async () => {
  await close();
});

const documents = [
  'query Q($id: ID!) { job(id: $id) { id status ... on CodePipelineJob { pipeline { name } configuration { key value } } } }',
  'query ($ids: [ID!]!) { jobsById(ids: $ids) { ...J } } fragment J on Job { __typename id failures { code message } }',
  'query ($first: Int, $after: String, $filter: JobFilter) { jobs(first: $first, after: $after, filter: $filter) { edges { cursor node { id } } pageInfo { endCursor } issues { code } } }',
  '{ jobSources { name provider health { state lastErrorCode } } a: codePipelineJob(jobId: "x", source: "pipelines") { accountId } }',
  'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Job { id status } ... on JobSource { name } } }',
  'subscription ($ids: [ID!]!) { jobUpdated(ids: $ids) { id status } }',
  '{ job(id: "pipelines:x") @include(if: true) { ... @skip(if: false) { id } ...J } } fragment J on CodePipelineJob { artifactCredentials { secretAccessKey } }',
];

const fragments = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '...',
  '$',
  '@',
  '!',
  ':',
  '"',
  '"""',
  '\\',
  '#',
  '\u0000',
  '\uFEFF',
  '\ud800',
  '💥',
  ' on ',
  'null',
  '1e999',
  '-',
  '__typename',
  '__schema{types{name}}',
  'fragment J on Job{...J}',
  'query',
  'mutation',
  'subscription',
  '@include(if:true)',
  'constructor',
  '__proto__',
];

/** A document that was cut, doubled, shuffled, or had something put in, a few times over. */
const mutatedDocument = fc
  .tuple(
    fc.constantFrom(...documents),
    fc.array(
      fc.tuple(fc.nat(3), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), fc.constantFrom(...fragments)),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([document, edits]) =>
    edits.reduce((text, [kind, place, length, fragment]) => {
      const at = Math.floor(place * text.length);
      const [head, middle, tail] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
      return [head + tail, head + middle + middle + tail, head + fragment + tail, tail + head + middle][kind] ?? text;
    }, document),
  );

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 }));
const anyValue = fc.jsonValue({ maxDepth: 4 });
const oddId = fc.oneof(
  anyText,
  fc.constantFrom(
    'pipelines:',
    'pipelines:../../x',
    ':',
    '__proto__:x',
    'constructor:constructor',
    `pipelines:${'0'.repeat(5000)}`,
    'pipelines:00000000-0000-4000-8000-00000000000G',
  ),
);

const body = fc.oneof(
  { weight: 2, arbitrary: mutatedDocument.map((query) => JSON.stringify({ query })) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      anyText,
      anyValue.map((value) => JSON.stringify(value)),
      fc
        .tuple(fc.constantFrom(...documents), fc.nat(100))
        .map(([query, length]) => JSON.stringify({ query }).slice(0, length)),
      fc
        .record(
          { query: anyValue, variables: anyValue, operationName: anyValue, extensions: anyValue },
          { requiredKeys: [] },
        )
        .map((value) => JSON.stringify(value)),
      fc
        .tuple(fc.constantFrom(...documents), anyValue, anyText)
        .map(([query, extensions, operationName]) => JSON.stringify({ query, extensions, operationName })),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...documents),
        fc.record({
          id: fc.oneof(oddId, anyValue),
          ids: fc.oneof(fc.array(oddId, { maxLength: 250 }), anyValue),
          first: fc.oneof(fc.integer(), anyValue),
          after: fc.oneof(anyText, anyValue),
          filter: anyValue,
          r: fc.oneof(
            fc.array(
              fc.record({
                __typename: fc.oneof(fc.constantFrom('Job', 'JobSource', 'CodePipelineJob'), anyText),
                id: oddId,
              }),
            ),
            anyValue,
          ),
        }),
      )
      .map(([query, variables]) => JSON.stringify({ query, variables })),
  },
);

interface Answer {
  readonly status: number;
  readonly milliseconds: number;
  readonly isGraphQL: boolean;
}

async function send(text: string): Promise<Answer> {
  const startedAt = performance.now();
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
  });
  const answer = (await response.json()) as { readonly errors?: unknown; readonly data?: unknown };
  return {
    status: response.status,
    milliseconds: performance.now() - startedAt,
    isGraphQL: 'errors' in answer || 'data' in answer,
  };
}

it(`answers ${requests} mutated requests without a fault, a call or a leak`, async () => {
  const texts = fc.sample(body, { seed, numRuns: requests });
  const answers: Answer[] = [];
  const measured: number[] = [];

  for (const [index, text] of texts.entries()) {
    answers.push(await send(text));
    (gateway.logs as string[]).splice(0).forEach((line) => {
      expect(line).not.toContain('"fault"');
    });
    if (index % (requests / 4) === 0) measured.push(measureMemory());
  }

  const slowest = answers.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  const statuses = new Set(answers.map(({ status }) => status));
  expect([...statuses].filter((status) => status >= 500)).toEqual([]);
  expect(statuses).toContain(200);
  expect(answers.every(({ isGraphQL }) => isGraphQL)).toBe(true);
  expect(emulator.calls).toEqual([]);
  if (runsAlone) expect(slowest[Math.floor(requests * 0.99)]).toBeLessThan(50);
  // What the bounded stores of documents and of digests may hold is filled by then.
  expect((measured.at(-1) ?? 0) - (measured[1] ?? 0)).toBeLessThan(10_000_000);
}, 300_000);
