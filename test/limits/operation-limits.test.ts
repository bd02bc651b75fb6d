import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/load.ts';
import { startDemo, type Demo } from '../../emulators/demo/start.ts';
import { createManualClock } from '../emulation/manual-clock.ts';
import { rootFields } from '../../src/resolvers/root-fields.ts';
import { createGatewaySchema } from '../../src/operation/schema.ts';
import { noCache } from '../datasources/ask-whole.ts';
import { startGateway, type GatewayUnderTest, type GraphQLAnswer } from '../gateway.ts';
import { wideLimits } from '../providers.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});
afterAll(async () => {
  for (const gateway of gateways.values()) await (await gateway).close();
  await demo.close();
});
beforeEach(() => {
  for (const emulator of Object.values(demo.emulators)) emulator.reset();
});

function countCalls(): number {
  return Object.values(demo.emulators).reduce((sum, { calls }) => sum + calls.length, 0);
}

interface Asked {
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

type Limit = Exclude<keyof Config['limits'], 'requestBytes' | 'jobsPerMinute' | 'answerBytes'>;

/** Limits are tried alone: all others are far away. */
const wide: Config['limits'] = {
  requestBytes: 10_000_000,
  depth: 1000,
  aliases: 100_000,
  tokens: 1_000_000,
  rootFields: 100_000,
  directives: 100_000,
  listArguments: 100_000,
  jobsPerOperation: 100_000,
  logsPerOperation: 100_000,
  upstreamCalls: 100_000,
  jobsPerMinute: 0,
  answerFields: 10_000_000,
  answerBytes: 100_000_000,
};

/** One of each kind of list: a page, pages of containers that are listed first, and none at all. Costs count the sources. */
const namesOfSources = ['panorama-lab', 'omics-prod', 'pipelines', 'devices', 'cos-chengdu'];

function listFiveSources(): Demo['sources'] {
  return demo.sources.filter(({ name }) => namesOfSources.includes(name));
}

/** By their limits. They keep nothing of what they read. */
const gateways = new Map<string, Promise<GatewayUnderTest>>();

async function ask(limits: Partial<Config['limits']>, { document, variables = {} }: Asked): Promise<GraphQLAnswer> {
  const set = { ...wide, ...limits };
  const key = JSON.stringify(set);
  const gateway = gateways.get(key) ?? startGateway({ sources: listFiveSources(), limits: set, cache: noCache });
  gateways.set(key, gateway);
  return (await gateway).query(document, { variables });
}

const panoramaIds = Array.from({ length: 10 }, (_value, index) => `panorama-lab:no-such-job-${index}`);
const pipelineIds = Array.from(
  { length: 10 },
  (_value, index) => `pipelines:00000000-0000-4000-8000-00000000000${index}`,
);

function listSources(count: number, selection = 'name'): string {
  return Array.from({ length: count }, (_value, index) => `a${index}: jobSources { ${selection} }`).join(' ');
}

/** A document that reaches exactly so far, and one that reaches one further. */
const cases: readonly (readonly [Limit, number, (size: number) => Asked])[] = [
  [
    'depth',
    4,
    (size) => ({
      document:
        size === 4 ? '{ jobs { nodes { source { name } } } }' : '{ jobs { nodes { source { health { state } } } } }',
    }),
  ],
  [
    'depth',
    3,
    (size) => ({
      document: `{ jobSources { ...S } } fragment S on JobSource { health { ...H } } fragment H on JobSourceHealth { ${size === 3 ? 'state' : 'state { deeper }'} }`,
    }),
  ],
  ['aliases', 7, (size) => ({ document: `{ ${listSources(size)} }` })],
  [
    'aliases',
    8,
    (size) => ({
      document: `{ one: jobSources { ...S } two: jobSources { ...S } three: jobSources { ${size === 9 ? 'x: name' : ''} y: name } } fragment S on JobSource { a: name b: name }`,
    }),
  ],
  ['tokens', 50, (size) => ({ document: `{ jobSources { ${'name '.repeat(size - 5)} } }` })],
  ['rootFields', 6, (size) => ({ document: `{ ${'jobSources { name } '.repeat(size)} }` })],
  [
    'rootFields',
    6,
    (size) => ({
      document: `{ ...Q ...Q ${'__typename '.repeat(size - 4)} } fragment Q on Query { jobSources { name } __typename }`,
    }),
  ],
  [
    'directives',
    5,
    (size) => ({
      document: `{ jobSources { ${Array.from({ length: size }, (_value, index) => `a${index}: name @include(if: true)`).join(' ')} } }`,
    }),
  ],
  [
    'directives',
    4,
    (size) => ({
      document: `{ jobSources { ...S ...S ${size === 5 ? 'region @skip(if: false)' : ''} } } fragment S on JobSource { name @skip(if: false) provider @skip(if: false) }`,
    }),
  ],
  [
    'listArguments',
    9,
    (size) => ({ document: `{ jobsById(ids: ${JSON.stringify([...panoramaIds, 'x'].slice(0, size))}) { id } }` }),
  ],
  [
    'listArguments',
    9,
    (size) => ({
      document: 'query Q($ids: [ID!]!) { jobsById(ids: $ids) { id } }',
      variables: { ids: [...panoramaIds, 'x'].slice(0, size) },
    }),
  ],
  [
    'jobsPerOperation',
    5,
    (size) => ({ document: `{ jobsById(ids: ${JSON.stringify(panoramaIds.slice(0, size))}) { id } }` }),
  ],
  [
    'jobsPerOperation',
    5,
    (size) => ({
      document: 'query Q($ids: [ID!]!) { a: jobsById(ids: $ids) { id } b: jobsById(ids: $ids) { status } }',
      variables: { ids: panoramaIds.slice(0, size) },
    }),
  ],
  [
    'jobsPerOperation',
    5,
    (size) => ({
      document: `{ ${panoramaIds
        .slice(0, size)
        .map(
          (id, index) =>
            `a${index}: panoramaPackageImportJob(jobId: "${id.slice(13)}") { id } b${index}: job(id: "${id}") { id }`,
        )
        .join(' ')} }`,
    }),
  ],
  [
    'jobsPerOperation',
    5,
    (size) => ({
      document: 'query Q($r: [_Any!]!) { _entities(representations: $r) { ... on Job { id } } }',
      variables: { r: panoramaIds.slice(0, size).map((id) => ({ __typename: 'Job', id })) },
    }),
  ],
  [
    'jobsPerOperation',
    25,
    (size) => ({ document: `{ job(id: "${panoramaIds[0] ?? ''}") { id } jobs(first: ${size - 1}) { nodes { id } } }` }),
  ],
  [
    'upstreamCalls',
    5,
    (size) => ({ document: `{ jobsById(ids: ${JSON.stringify(panoramaIds.slice(0, size))}) { id status } }` }),
  ],
  [
    'upstreamCalls',
    8,
    (size) => ({
      document: `{ jobsById(ids: ${JSON.stringify([...pipelineIds.slice(0, 4), ...panoramaIds.slice(0, size - 8)])}) { id status } }`,
    }),
  ],
  [
    'upstreamCalls',
    4,
    (size) => ({
      document: `{ jobsById(ids: ${JSON.stringify(pipelineIds.slice(0, size))}) { id ... on CodePipelineJob { accountId } } }`,
    }),
  ],
  // Four of five sources list, each a page at least, and one of them its stores first; and at least one row is read.
  [
    'upstreamCalls',
    5,
    (size) => ({
      document: `{ jobs(first: 3) { nodes { id createdAt } } ${size === 6 ? `job(id: "${panoramaIds[0] ?? ''}") { id }` : ''} }`,
    }),
  ],
  [
    'upstreamCalls',
    6,
    (size) => ({
      document: `{ jobs(first: 20) { edges { node { id ... on CosBatchJob { roleArn } } } } ${size === 7 ? `job(id: "${panoramaIds[0] ?? ''}") { id }` : ''} }`,
    }),
  ],
];

/** Of what the answer can hold: lists that arguments decide count by their entries, equal ones too. */
const answerCases: readonly (readonly [Limit, number, (size: number) => Asked])[] = [
  ['answerFields', 9, (size) => ({ document: `{ ${listById(4)} ${size === 10 ? '__typename' : ''} }` })],
  [
    'answerFields',
    18,
    (size) => ({ document: `{ a: ${listById(4)} b: ${listById(4)} ${size === 19 ? '__typename' : ''} }` }),
  ],
  // Of the types that an entry may be, the one of which most is selected.
  [
    'answerFields',
    3 * 6 + 1,
    (size) => ({
      document: `query Q($r: [_Any!]!) { ${size === 20 ? '__typename' : ''} _entities(representations: $r) { ...F ...F } }
        fragment F on Job { id again: id ... on PanoramaPackageImportJob { importType } ... on CosBatchJob { priority roleArn manifest { format } } }`,
      variables: { r: Array.from({ length: 3 }, () => ({ __typename: 'Job', id: panoramaIds[0] })) },
    }),
  ],
  [
    'answerFields',
    3 * 4 + 5,
    (size) => ({
      document: `{ ${size === 18 ? '__typename' : ''} jobs(first: 3) { nodes { id } edges { cursor node { id } } pageInfo { hasNextPage } } }`,
    }),
  ],
  ['answerFields', 6, (size) => ({ document: `{ jobSources { name } ${size === 7 ? '__typename' : ''} }` })],
];

function listById(count: number): string {
  return `jobsById(ids: ${JSON.stringify(Array.from({ length: count }, () => panoramaIds[0]))}) { id status }`;
}

const inputQuery = 'query Q($f: JobFilter) { jobs(filter: $f) { pageInfo { hasNextPage } } }';

function repeat(count: number, toText: (index: number) => string): string {
  return Array.from({ length: count }, (_value, index) => toText(index)).join(' ');
}

/** Limits that no configuration moves: what reaches one is read, and may be wrong for its own reasons. */
const fixedCases: readonly (readonly [string, number, (size: number) => Asked])[] = [
  [
    'fragments',
    200,
    (size) => ({
      document: `{ jobSources { ${repeat(size, (index) => `...F${index}`)} } } ${repeat(size, (index) => `fragment F${index} on JobSource { name }`)}`,
    }),
  ],
  ['nameLength', 200, (size) => ({ document: `{ ${'a'.repeat(size)}: jobSources { name } }` })],
  ['nameLength', 200, (size) => ({ document: `query ${'Q'.repeat(size)} { jobSources { name } }` })],
  [
    'mapEntries',
    1000,
    (size) => ({
      document: inputQuery,
      variables: { f: Object.fromEntries(Array.from({ length: size }, (_value, index) => [`a${index}`, 1])) },
    }),
  ],
];

describe.each(fixedCases)('the fixed limit %s of %i', (limit, maximum, toAsked) => {
  it('reads what reaches it', async () => {
    const { errors } = await ask({}, toAsked(maximum));

    expect(errors.filter(({ extensions }) => extensions.code === 'OPERATION_LIMIT_EXCEEDED')).toEqual([]);
  });

  it('refuses what goes one further, before any call', async () => {
    const { status, data, errors } = await ask({}, toAsked(maximum + 1));

    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'OPERATION_LIMIT_EXCEEDED', limit, maximum }]);
    expect(countCalls()).toBe(0);
  });
});

it('says of many wrong variables what is wrong with the first five, each in a few lines', async () => {
  const { status, errors } = await ask(
    {},
    { document: inputQuery, variables: { f: { statuses: Array.from({ length: 60 }, () => 'x'.repeat(2000)) } } },
  );

  expect(status).toBe(400);
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(Array.from({ length: 5 }, () => 'BAD_USER_INPUT'));
  expect(errors.every(({ message }) => message.startsWith('Variable "$f" got invalid value'))).toBe(true);
  expect(Math.max(...errors.map(({ message }) => message.length))).toBe(1001);
});

describe.each([...cases, ...answerCases])('the limit %s of %i', (limit, maximum, toAsked) => {
  it('lets pass what reaches it', async () => {
    const { status, errors } = await ask({ [limit]: maximum }, toAsked(maximum));

    expect(errors.filter(({ extensions }) => extensions.code === 'OPERATION_LIMIT_EXCEEDED')).toEqual([]);
    expect(status).toBe(200);
  });

  it('refuses what goes one further, before any call', async () => {
    const { status, data, errors } = await ask({ [limit]: maximum }, toAsked(maximum + 1));

    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'OPERATION_LIMIT_EXCEEDED', limit, actual: maximum + 1, maximum },
    ]);
    expect(countCalls()).toBe(0);
  });
});

it('says what an operation would cost', async () => {
  const document = `{ jobsById(ids: ${JSON.stringify(pipelineIds)}) { status } }`;

  const { errors } = await ask({ upstreamCalls: 3 }, { document });

  expect(errors.map(({ message }) => message)).toEqual([
    'The operation could cost 20 calls to providers; the limit is 3.',
  ]);
});

it('refuses a body that is one byte too large', async () => {
  const gateway = await startGateway({ sources: demo.sources, limits: { requestBytes: 2000 } });
  const body = (size: number): string => JSON.stringify({ query: '{ __typename }' }).padEnd(size, ' ');
  const send = async (size: number): Promise<readonly [number, unknown]> => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: body(size),
    });
    return [response.status, await response.json()];
  };

  const answers = [await send(2000), await send(2001)];
  await gateway.close();

  const refusal = {
    errors: [{ message: 'The request body is too large.', extensions: { code: 'REQUEST_TOO_LARGE' } }],
  };
  expect(answers).toEqual([
    [200, { data: { __typename: 'Query' } }],
    [413, refusal],
  ]);
});

it('counts only what is asked for: not what @skip leaves out, nor other operations of the document', async () => {
  const document = `
    query Small($no: Boolean!) { jobSources { name } jobsById(ids: ${JSON.stringify(pipelineIds)}) @include(if: $no) { status } }
    query Large { jobsById(ids: ${JSON.stringify(pipelineIds)}) { status } }`;
  const gateway = await startGateway({ sources: demo.sources, limits: { upstreamCalls: 3, jobsPerOperation: 3 } });

  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document, operationName: 'Small', variables: { no: false } }),
  });
  await response.text();
  await gateway.close();

  expect(response.status).toBe(200);
});

it.each<[string, string, number]>([
  [
    'ids that its own rule refuses',
    `{ jobsById(ids: ${JSON.stringify(Array.from({ length: 201 }, (_value, index) => `panorama-lab:j${index}`))}) { id } }`,
    200,
  ],
  ['malformed ids', '{ jobsById(ids: ["a", "b", "c", "panorama-lab:?"]) { id } }', 200],
  [
    'sources that are not configured',
    '{ panoramaPackageImportJob(source: "x", jobId: "a") { id } job(id: "x:a") { id } }',
    200,
  ],
  ['a page size that its own rule refuses', '{ jobs(first: 101) { nodes { id } } }', 200],
])('leaves %s to the field that refuses them', async (_what, document, expected) => {
  const { status, errors } = await ask({ jobsPerOperation: 1, upstreamCalls: 1 }, { document });

  expect([status, new Set(errors.map(({ extensions }) => extensions.code))]).toEqual([
    expected,
    new Set(['BAD_USER_INPUT']),
  ]);
});

it('lets the other limits follow aliases where those are raised', async () => {
  const document = `{ ${listSources(60, 'name @include(if: true)')} }`;
  const defaults = { rootFields: undefined, directives: undefined, listArguments: undefined } as unknown as Partial<
    Config['limits']
  >;

  const raised = await ask({ ...defaults, aliases: 60 }, { document });
  const lowered = await ask({ ...defaults, aliases: 59 }, { document });

  expect(raised.errors).toEqual([]);
  expect(lowered.errors.map(({ extensions }) => extensions['limit'])).toEqual(['aliases']);
});

it('answers the queries of the demo and of explorers by default', async () => {
  const sources = demo.sources.map((source) => ({ ...source, limits: wideLimits }));
  const gateway = await startGateway({ sources, server: { introspection: true } });
  const { getIntrospectionQuery } = await import('graphql');
  const documents = [
    ...demo
      .listQueries()
      .filter(({ name }) => name !== 'Live')
      .map(({ query }) => query),
    getIntrospectionQuery(),
  ];

  const answers = await Promise.all(documents.map((document) => gateway.query(document)));
  await gateway.close();

  expect(answers.map(({ status }) => status)).toEqual(documents.map(() => 200));
});

describe('the budget of distinct jobs per minute', () => {
  const clock = createManualClock(new Date());
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    gateway = await startGateway({
      sources: demo.sources,
      limits: { jobsPerMinute: 3 },
      now: () => clock.now().getTime(),
    });
  });
  afterAll(() => gateway.close());

  it('is spent by distinct jobs, is each viewer’s own, and is renewed', async () => {
    const read = async (ids: readonly string[], token?: string): Promise<readonly [number, unknown]> => {
      const answer = await gateway.query('query Q($ids: [ID!]!) { jobsById(ids: $ids) { id } }', {
        variables: { ids },
        token,
      });
      return [answer.status, answer.errors[0]?.extensions.code];
    };
    const [a = '', b = '', c = '', d = ''] = panoramaIds;
    const token = await gateway.token('job:read');
    const passed = [200, 'JOB_NOT_FOUND'];
    const refused = [429, 'JOB_BUDGET_EXCEEDED'];

    expect([await read([a, b]), await read([a, b]), await read([b, c])]).toEqual([passed, passed, passed]);
    expect([await read([d]), await read([a, d]), await read([a, b, c])]).toEqual([refused, refused, passed]);
    expect(await read([d], token)).toEqual(passed);

    clock.advance(60_000);

    expect(await read([d, c, b])).toEqual(passed);
  });

  it('says when it is renewed, and calls nobody', async () => {
    clock.advance(60_000);
    await gateway.query('query Q($ids: [ID!]!) { jobsById(ids: $ids) { id } }', {
      variables: { ids: panoramaIds.slice(0, 3) },
    });
    clock.advance(20_000);
    for (const emulator of Object.values(demo.emulators)) emulator.reset();

    const { headers, errors } = await gateway.query(`{ job(id: "${panoramaIds[3] ?? ''}") { id } }`);

    expect(headers.get('retry-after')).toBe('40');
    expect(errors.map(({ message, extensions }) => [message, extensions])).toEqual([
      [
        'The budget of 3 distinct jobs per minute is spent; it is renewed in 40 s.',
        { code: 'JOB_BUDGET_EXCEEDED', maximum: 3, retryAfterSeconds: 40 },
      ],
    ]);
    expect(countCalls()).toBe(0);
  });
});

it('knows what every root field costs', () => {
  const schema = createGatewaySchema({ authDirectives: true });
  const fields = [schema.getQueryType(), schema.getSubscriptionType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  );

  expect(fields.length).toBeGreaterThan(10);
  expect(fields.filter((name) => !rootFields.has(name))).toEqual([]);
});
