/** A plain POST is answered without Apollo Server, the same each time. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toOpenViewer } from '../../src/auth/viewer.ts';
import { createGraphRequest } from '../../src/transports/http/graph-request.ts';
import { createPlainDoor } from '../../src/transports/http/plain-door.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';

let gateway: GatewayUnderTest;
let close: () => Promise<void>;
let token: string;

beforeAll(async () => {
  const describe = (key: string) =>
    key === 'absent' ? undefined : { JobId: key, Status: 'SUCCEEDED', ClientToken: `token of ${key}` };
  ({ gateway, close } = await startProviders(
    { lab: { provider: 'panorama', jobs: { describe, list: () => [] } } },
    {
      cache: { runningSeconds: 60, terminalSeconds: 60, notFoundSeconds: 60 },
      limits: { jobsPerOperation: 5 },
    },
  ));
  token = await gateway.token('job:read', 'job:sensitive', 'job:credentials');
});

afterAll(async () => {
  await close();
});

const ids = ['a', 'b'].map((key) => `lab:${key}`);
const jobs = 'query Jobs($ids: [ID!]!) { jobsById(ids: $ids) { id status failures { code } } }';

interface Asked {
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask({ body, headers = {} }: Asked, authorization = `Bearer ${token}`): Promise<unknown> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body: JSON.stringify(body),
  });
  const sent = Object.fromEntries(response.headers);
  if (response.status === 200) expect(sent['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  const { date: _date, 'x-request-id': _id, ...compared } = sent;
  return { status: response.status, headers: compared, text: await response.text() };
}

const operation = { query: jobs, variables: { ids } };

describe('an operation that was answered before', () => {
  it.each<[string, Asked]>([
    ['with jobs', { body: operation }],
    ['with its name', { body: { ...operation, operationName: 'Jobs' } }],
    ['with what a client says of itself', { body: { ...operation, extensions: { clientLibrary: { name: 'x' } } } }],
    ['with members that are null', { body: { ...operation, operationName: null, extensions: null } }],
    ['for a client that takes JSON', { body: operation, headers: { accept: 'application/json' } }],
    [
      'for a client that prefers the media type of GraphQL',
      { body: operation, headers: { accept: 'application/graphql-response+json, application/json;q=0.9' } },
    ],
    ['for a client that takes nothing that is served', { body: operation, headers: { accept: 'image/png' } }],
    ['without a name', { body: { query: `{ job(id: "${ids[0] ?? ''}") { id } jobSources { name } }` } }],
    ['with a job that does not exist', { body: { query: `{ job(id: "lab:absent") { id } }` } }],
    ['with an id that is none', { body: { query: jobs, variables: { ids: [...ids, 'x'] } } }],
    ['with variables of another type', { body: { query: jobs, variables: { ids: 1 } } }],
    ['with variables that are a list', { body: { query: jobs, variables: [1] } }],
    ['without its variables', { body: { query: jobs } }],
    ['with a name that it does not hold', { body: { ...operation, operationName: 'Others' } }],
    ['with a name that is none', { body: { ...operation, operationName: 1 } }],
    [
      'with more jobs than it may have',
      {
        body: {
          query: jobs,
          variables: { ids: ['c', 'd', 'e', 'f', 'g', 'h'].map((key) => `lab:${key}`) },
        },
      },
    ],
    [
      'with a secret',
      { body: { query: `{ job(id: "${ids[0] ?? ''}") { ... on PanoramaPackageImportJob { clientToken } } }` } },
    ],
    ['that asks for its cost', { body: operation, headers: { 'jobgraph-explain': '1' } }],
    ['that is a mutation', { body: { query: 'mutation { a }' } }],
    [
      'that names its digest',
      { body: { ...operation, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } } },
    ],
  ])('is answered the same again, %s', async (_name, asked) => {
    // So that the job is in memory, and is counted as such each time.
    await ask({ body: operation });
    await ask(asked);
    const first = await ask(asked);

    expect(await ask(asked)).toEqual(first);
    expect(await ask(asked)).toEqual(first);
  });

  it('is answered by each viewer’s own rights', async () => {
    const secret = {
      body: { query: `{ job(id: "${ids[1] ?? ''}") { ... on PanoramaPackageImportJob { clientToken } } }` },
    };
    await ask(secret);
    const reader = `Bearer ${await gateway.token('job:read')}`;

    expect(await ask(secret)).toMatchObject({ headers: { 'cache-control': 'no-store' } });
    expect(await ask(secret, reader)).toMatchObject({
      headers: { 'cache-control': 'private, no-cache' },
      text: expect.stringContaining('UNAUTHORIZED_FIELD_OR_TYPE') as string,
    });
  });

  it('is logged and counted as before', async () => {
    await ask({ body: operation });
    await ask({ body: operation });
    const lines = (): readonly Record<string, unknown>[] =>
      gateway.logs
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter(({ operation: name }) => name === 'Jobs');
    await expect.poll(() => lines().length).toBeGreaterThan(1);

    expect(lines().at(-1)).toMatchObject({ type: 'query', status: 200, errors: [], cacheHits: 2, upstreamCalls: 0 });
  });
});

describe('an operation whose jobs are in memory', () => {
  const headers: Record<string, unknown> = {};
  const reply = {
    code: () => reply,
    header: (name: string, value: unknown) => {
      headers[name] = value;
      return reply;
    },
  } as unknown as FastifyReply;

  function createDoor() {
    const { gateway: graph } = gateway.server;
    return createPlainDoor({
      gateway: graph,
      requestLog: { begin: () => undefined, refuse: () => undefined, summarize: () => undefined },
      answers: undefined,
      begin: () =>
        graph.createOperation({ viewer: toOpenViewer(), requester: 'ada', requestId: 'r', explains: false }).context,
    });
  }

  function toRequest(body: unknown): FastifyRequest {
    return { method: 'POST', headers: {}, body, graph: createGraphRequest() } as unknown as FastifyRequest;
  }

  it('is answered in the same turn, without a promise', async () => {
    await ask({ body: operation });

    const text = createDoor()(toRequest(operation), reply);

    expect(typeof text).toBe('string');
    expect(JSON.parse(text as string)).toMatchObject({ data: { jobsById: ids.map((id) => ({ id })) } });
    expect(headers).toEqual({
      'cache-control': 'private, no-cache',
      'x-request-id': 'r',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  it('waits for those that are not', async () => {
    await ask({ body: operation });

    const text = createDoor()(toRequest({ query: jobs, variables: { ids: [...ids, `lab:fresh`] } }), reply);

    expect(text).toBeInstanceOf(Promise);
    expect(JSON.parse((await text) ?? '')).toMatchObject({ data: { jobsById: [{}, {}, {}] } });
  });

  it.each([
    ['a digest', { ...operation, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }],
    ['a document’s id', { ...operation, documentId: 'x' }],
    ['variables that are a list', { ...operation, variables: [] }],
    ['no text', { variables: {} }],
    ['several operations', [operation]],
  ])('is left to Apollo Server where the body holds %s', (_what, body) => {
    expect(createDoor()(toRequest(body), reply)).toBeUndefined();
  });
});
