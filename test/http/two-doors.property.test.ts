/** Plain POSTs are answered without Apollo Server: with the statuses, headers and bytes that it would send. */
import fc from 'fast-check';
import { execute, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGatewaySchema } from '../../src/operation/schema.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';

interface World {
  readonly gateway: GatewayUnderTest;
  readonly close: () => Promise<void>;
}

const worlds: World[] = [];
let world: World;

/** One whose settings provoke refusals. */
async function start(config: object = {}): Promise<World> {
  const describe = (key: string) =>
    key === 'absent' ? undefined : { JobId: key, Status: 'SUCCEEDED', ClientToken: `token of ${key}` };
  const started = await startProviders(
    { lab: { provider: 'panorama', jobs: { describe, list: () => ['a', 'b', 'c'].map((JobId) => ({ JobId })) } } },
    {
      cache: { runningSeconds: 3600, terminalSeconds: 3600, notFoundSeconds: 3600, answers: false },
      limits: { jobsPerOperation: 4, aliases: 5, depth: 6, tokens: 150 },
      ...config,
    },
  );
  worlds.push(started);
  return started;
}

beforeAll(async () => {
  world = await start();
});
afterAll(async () => {
  await Promise.all(worlds.map(({ close }) => close()));
});

/** A spelling that only Apollo Server negotiates, and to the same media type. */
const byApollo: Readonly<Record<string, string>> = {
  '*/*': '*/*;q=0.9',
  'application/json': 'application/json;q=0.8',
  'application/graphql-response+json, application/json;q=0.9':
    'application/graphql-response+json;q=0.7, application/json;q=0.6',
};

async function send(
  { gateway }: World,
  body: unknown,
  accept: string,
  token: string | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...authorization },
    body: JSON.stringify(body),
  });
  const { date: _date, 'x-request-id': id, ...headers } = Object.fromEntries(response.headers);
  return { status: response.status, hasId: id !== undefined, headers, text: await response.text() };
}

/** The last line of the log about a request, without what differs each time. */
function lastLine({ gateway }: World): object {
  const lines = gateway.logs.map((line) => JSON.parse(line) as Record<string, unknown>);
  const line = lines.findLast(({ msg }) => msg === 'request') ?? {};
  const { time: _time, requestId: _id, milliseconds: _milliseconds, ...rest } = line;
  return rest;
}

async function sendAndLog(at: World, body: unknown, accept: string, token?: string): Promise<object> {
  const before = at.gateway.logs.length;
  const answer = await send(at, body, accept, token);
  await expect.poll(() => at.gateway.logs.length).toBeGreaterThan(before);
  return { ...answer, line: lastLine(at) };
}

async function expectSame(at: World, body: unknown, token?: string): Promise<void> {
  for (const [accept, other] of Object.entries(byApollo)) {
    // What is read the first time is in memory from then on.
    await send(at, body, accept, token);
    expect(await sendAndLog(at, body, accept, token)).toEqual(await sendAndLog(at, body, other, token));
  }
}

const jobs = 'query Jobs($ids: [ID!]!) { jobsById(ids: $ids) { id status failures { code } } }';
const secret = '{ job(id: "lab:a") { ... on PanoramaPackageImportJob { clientToken } } }';
const wide = Array.from({ length: 7 }, (_value, index) => `a${index}: id`).join(' ');

const bodies: readonly (readonly [string, object])[] = [
  ['jobs', { query: jobs, variables: { ids: ['lab:a', 'lab:b'] } }],
  ['a job that does not exist', { query: jobs, variables: { ids: ['lab:a', 'lab:absent'] } }],
  ['an id that is none', { query: jobs, variables: { ids: ['lab:a', 'x'] } }],
  ['one of two operations', { query: `${jobs} query Other { jobSources { name } }`, operationName: 'Other' }],
  [
    'members that are null',
    { query: '{ jobSources { name } }', variables: null, operationName: null, extensions: null },
  ],
  [
    'what a client says of itself',
    { query: '{ jobSources { name } }', extensions: { clientLibrary: { name: 'x' } }, more: 1 },
  ],
  ['a list', { query: '{ jobs(first: 2) { nodes { id status } issues { code } pageInfo { hasNextPage } } }' }],
  ['a page that is none', { query: '{ jobs(first: 1000) { nodes { id } } }' }],
  ['a secret', { query: secret }],
  ['introspection', { query: '{ __schema { queryType { name } } }' }],
  ['no field that is shown', { query: '{ jobSources @skip(if: true) { name } }' }],
  ['a text that is no GraphQL', { query: '{ job(' }],
  ['a text of other signs', { query: '{ job ? }' }],
  ['a field that is none', { query: '{ job(id: "lab:a") { nothing statuss } }' }],
  ['more faults than are told', { query: '{ a b c d e f g h }' }],
  ['a value that is none', { query: '{ jobs(orderBy: "Did you mean a?") { nodes { id } } }' }],
  ['an enum value that is misspelt', { query: '{ jobs(orderBy: NEWEST_FIRTS) { nodes { id } } }' }],
  ['a variable of another type', { query: jobs, variables: { ids: [1, null, {}, [], true, false, null] } }],
  ['no variables', { query: jobs }],
  [
    'an enum in a variable that is misspelt',
    {
      query: 'query ($o: JobOrder) { jobs(orderBy: $o) { nodes { id } } }',
      variables: { o: 'NEWEST_FIRTS' },
    },
  ],
  [
    'a directive whose variable is null',
    {
      query: 'query ($x: Boolean = true) { jobSources { name @include(if: $x) } }',
      variables: { x: null },
    },
  ],
  ['a name that the text does not hold', { query: jobs, operationName: 'Others', variables: { ids: [] } }],
  ['no name of several', { query: `${jobs} query Other { jobSources { name } }` }],
  ['a mutation', { query: 'mutation M { a }' }],
  ['a subscription', { query: 'subscription S { jobUpdated(ids: ["lab:a"]) { id } }' }],
  ['more jobs than it may', { query: jobs, variables: { ids: ['a', 'b', 'c', 'd', 'e'].map((key) => `lab:${key}`) } }],
  ['more aliases than it may', { query: `{ job(id: "lab:a") { ${wide} } }` }],
  ['more tokens than it may', { query: `{ ${'jobSources { name } '.repeat(60)} }` }],
  [
    'variables that nest too deep',
    { query: jobs, variables: JSON.parse(`{"ids":${'['.repeat(40)}${']'.repeat(40)}}`) as object },
  ],
  ['a name that is too long', { query: `query ${'x'.repeat(300)} { jobSources { name } }` }],
];

describe('a plain POST is answered as Apollo Server answers it', () => {
  it.each(bodies)('with %s', async (_what, body) => {
    await expectSame(world, body);
  });

  it('with a secret that is shown', async () => {
    await expectSame(
      world,
      { query: secret },
      await world.gateway.token('job:read', 'job:credentials', 'job:sensitive'),
    );
  });

  it('where introspection is off', async () => {
    const closed = await start({ server: { introspection: false } });
    for (const [, body] of bodies) await expectSame(closed, body);
  });

  it('where the viewer’s budget is spent', async () => {
    const poor = await start({ limits: { jobsPerMinute: 1 } });
    await expectSame(poor, { query: jobs, variables: { ids: ['lab:a', 'lab:b'] } });
    await expectSame(poor, { query: '{ jobs(first: 2) { nodes { id status failures { code } } issues { code } } }' });
  });

  it('where an answer may take few bytes', async () => {
    const small = await start({ limits: { answerBytes: 100_000 } });
    const fields = Array.from({ length: 25 }, (_value, index) => `f${index}: description`).join(' ');
    await expectSame(small, { query: `{ __schema { types { fields { ${fields} } } } }` });
  });

  it('whatever it asks, known or new', async () => {
    const token = await world.gateway.token('job:read', 'job:credentials', 'job:sensitive');
    const field = fc.constantFrom(
      'id',
      'status',
      '__typename',
      'progress { total }',
      'source { name }',
      'nothing',
      'a: id',
    );
    const root = fc.tuple(
      fc.constantFrom('job(id: "lab:a")', 'job(id: $id)', 'jobsById(ids: ["lab:b", $id])', 'jobs(first: $n) { nodes'),
      fc.array(field, { minLength: 1, maxLength: 3 }),
    );
    const query = fc.array(root, { minLength: 1, maxLength: 3 }).map((roots) => {
      const fields = roots.map(([head, selected], index) => {
        const closing = head.startsWith('jobs(') ? '} issues { code } }' : '}';
        return `r${index}: ${head} { ${selected.join(' ')} ${closing}`;
      });
      return `query Q($id: ID = "lab:c", $n: Int) { ${fields.join(' ')} }`;
    });
    const variables = fc.record(
      { id: fc.constantFrom('lab:a', 'x', null, 7, 'lab:absent'), n: fc.constantFrom(1, 0, null, 'x', 2) },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(query, variables, fc.boolean(), async (text, values, isKnown) => {
        // A text that comes for the first time at each door: the second has a comment.
        const [one, other] = [
          { query: text, variables: values },
          { query: `${text}#`, variables: values },
        ];
        if (isKnown) await send(world, one, '*/*', token);
        // Jobs are in memory when they are compared.
        const first = await send(world, one, '*/*', token);
        expect(await send(world, one, '*/*', token)).toEqual(await send(world, other, '*/*;q=0.9', token));
        expect(first['status']).toBe((await send(world, other, '*/*', token))['status']);
      }),
      { numRuns: 60 },
    );
  });
});

it.each([
  ['query A { jobSources { name } } query B { jobSources { name } }', null],
  ['query A { jobSources { name } }', 'C'],
])('an operation that cannot be told from %s is refused in the words of graphql-js', async (query, operationName) => {
  const { errors } = await execute({ schema: createGatewaySchema(), document: parse(query), operationName });

  const { text } = await send(world, { query, operationName }, '*/*', undefined);

  expect((JSON.parse(text as string) as { errors: { message: string }[] }).errors[0]?.message).toBe(
    errors?.[0]?.message,
  );
});
