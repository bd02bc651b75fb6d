/** One request of `jobgraph/client`, over HTTP, to the demo's sources. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  GraphError,
  JobDocument,
  JobsByIdDocument,
  JobSourcesDocument,
  JobViewerDocument,
  query,
  type Fetch,
  type GraphOptions,
  type TypedDocument,
} from '../../client/index.ts';
import { startDemoUnderTest, type DemoUnderTest } from './demo.ts';

let demo: DemoUnderTest;
let graph: GraphOptions;

beforeAll(async () => {
  demo = await startDemoUnderTest();
  graph = { url: demo.gateway.url };
});
afterAll(() => demo.close());

/** What a request ends with. */
async function failureOf(asked: Promise<unknown>): Promise<GraphError> {
  const failure = await asked.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(GraphError);
  return failure as GraphError;
}

/** Sends by the platform's fetch, and keeps what was sent. */
function record(): { readonly fetch: Fetch; readonly sent: Parameters<Fetch>[1][] } {
  const sent: Parameters<Fetch>[1][] = [];
  return { sent, fetch: (url, init) => (sent.push(init), fetch(url, init)) };
}

describe('query', () => {
  it('gives the data, with the fields of each provider', async () => {
    const { data, error } = await query(JobDocument, { id: 'devices:ERRS1' }, graph);

    expect(error).toBeNull();
    expect(data.job).toMatchObject({ __typename: 'ImportExportJob', status: 'PARTIALLY_SUCCEEDED', errorCount: 2 });
  });

  it('gives what could be read beside the error that says what could not', async () => {
    const { data, error } = await query(JobsByIdDocument, { ids: ['devices:ERRS1', 'devices:NOBDY'] }, graph);

    expect(data.jobsById).toEqual([expect.objectContaining({ id: 'devices:ERRS1' }), null]);
    expect(error).toBeInstanceOf(GraphError);
    expect(error).toMatchObject({
      codes: ['JOB_NOT_FOUND'],
      errors: [{ path: ['jobsById', 1], extensions: { source: 'devices', provider: 'IMPORT_EXPORT' } }],
      data,
      status: 200,
    });
  });

  it('throws the errors of an answer without data', async () => {
    const misspelt: TypedDocument<unknown, object> = '{ nothing }';

    const failure = await failureOf(query(misspelt, {}, graph));

    expect(failure).toMatchObject({ status: 400, data: null, codes: ['GRAPHQL_VALIDATION_FAILED'] });
  });

  it('says when to come back', async () => {
    const narrow = await demo.start({ limits: { jobsPerMinute: 1 } });
    onTestFinished(() => narrow.close());
    const ids = ['devices:ERRS1', 'devices:JSON9'];

    const failure = await failureOf(query(JobsByIdDocument, { ids }, { url: narrow.url }));

    expect(failure).toMatchObject({ status: 429, codes: ['JOB_BUDGET_EXCEEDED'] });
    expect(failure.retryAfterSeconds).toBeGreaterThan(0);
  });

  it('takes no page of a proxy for an answer', async () => {
    const proxy = createServer((_request, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'));
    proxy.listen(0, '127.0.0.1');
    onTestFinished(() => void proxy.close());
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;

    const failure = await failureOf(query(JobViewerDocument, {}, { url: `http://127.0.0.1:${port}` }));

    expect(failure).toMatchObject({ status: 502, errors: [], codes: [] });
    expect(failure.message).toBe('There must be an answer of a graph, but HTTP 502 came with none.');
  });

  it.each([null, 5, {}, { message: 5, path: 5 }])('takes an entry of a router in any shape: %j', async (entry) => {
    const fetch: Fetch = async () => Response.json({ errors: [entry] }, { status: 400 });

    const failure = await failureOf(query(JobViewerDocument, {}, { ...graph, fetch }));

    expect(failure).toMatchObject({ status: 400, codes: ['%future added value'] });
    expect(failure.message).toBe('There is an error without a message.');
  });

  it('passes on that nothing answers', async () => {
    await expect(query(JobViewerDocument, {}, { url: 'http://127.0.0.1:1/graphql' })).rejects.toThrow(TypeError);
  });

  it('is aborted', async () => {
    const abortion = new AbortController();
    const silent: Fetch = async (_url, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
        abortion.abort(new Error('enough'));
      });

    await expect(query(JobViewerDocument, {}, { ...graph, fetch: silent, signal: abortion.signal })).rejects.toThrow(
      'enough',
    );
    await expect(query(JobViewerDocument, {}, { ...graph, signal: AbortSignal.abort() })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
  });
});

describe('the token', () => {
  it('is asked for by each request, as further headers are', async () => {
    const tokens = [await demo.gateway.token('job:read'), await demo.gateway.token('job:read', 'job:sensitive')];
    const { fetch, sent } = record();
    let count = 0;
    const options: GraphOptions = {
      ...graph,
      fetch,
      token: async () => tokens.shift(),
      headers: () => ({ 'x-request': String((count += 1)) }),
    };

    const answers = [];
    for (let turn = 0; turn < 3; turn += 1) answers.push(await query(JobViewerDocument, {}, options));

    expect(answers.map(({ data }) => data.jobViewer?.scopes)).toEqual([
      ['job:read'],
      ['job:read', 'job:sensitive'],
      ['job:read'],
    ]);
    expect(sent.map(({ headers }) => headers['x-request'])).toEqual(['1', '2', '3']);
    expect(sent.map(({ headers }) => 'authorization' in headers)).toEqual([true, true, false]);
  });

  it('that is refused is an error with a code, and never shown', async () => {
    const failure = await failureOf(query(JobSourcesDocument, {}, { ...graph, token: 'not-a-token' }));

    expect(failure).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'], data: null });
    expect(JSON.stringify(failure) + failure.message).not.toContain('not-a-token');
  });

  it('that lacks a scope leaves the rest of the answer', async () => {
    const document: TypedDocument<{ readonly job: unknown }, object> =
      '{ job(id: "devices:ERRS1") { id ... on ImportExportJob { signature } } }';

    const { data, error } = await query(document, {}, { ...graph, token: await demo.gateway.token('job:read') });

    expect(data).toEqual({ job: { id: 'devices:ERRS1', signature: null } });
    expect(error?.errors[0]?.extensions).toMatchObject({
      code: 'UNAUTHORIZED_FIELD_OR_TYPE',
      missingScopes: ['job:credentials'],
    });
  });
});

describe('a document', () => {
  const text = 'query Names { jobSources { name } }';
  const hash = createHash('sha256').update(text).digest('hex');
  type Names = TypedDocument<{ readonly jobSources: readonly { readonly name: string }[] | null }, object>;
  const persisted: Names = Object.assign(Object(text) as object, { __meta__: { hash } });
  const withoutText: Names = { documentId: hash };

  it('may be a syntax tree', async () => {
    const { data } = await query(parse(text, { noLocation: true }) as Names, {}, graph);

    expect(data.jobSources?.map(({ name }) => name)).toContain('devices');
  });

  it('that holds no operation is refused before it is sent', async () => {
    const { fetch, sent } = record();

    await expect(query({ definitions: [] }, {}, { ...graph, fetch })).rejects.toThrow(
      'The document must hold an operation, but it holds none.',
    );
    expect(sent).toEqual([]);
  });

  it('with a hash is sent by it alone, also where only such documents are answered', async () => {
    const strict = await demo.start({ persistedOperations: { operations: new Map([[hash, text]]), required: true } });
    onTestFinished(() => strict.close());
    const { fetch, sent } = record();

    const answers = [
      await query(persisted, {}, { url: strict.url, fetch }),
      await query(withoutText, {}, { url: strict.url, fetch }),
    ];

    expect(answers.map(({ data }) => data.jobSources?.length)).toEqual([expect.any(Number), expect.any(Number)]);
    expect(sent.map(({ body }) => JSON.parse(body))).toEqual(Array(2).fill({ documentId: hash, variables: {} }));
    const failure = await failureOf(query(JobViewerDocument, {}, { url: strict.url }));
    expect(failure.codes).toEqual(['PERSISTED_OPERATION_REQUIRED']);
  });

  it('that the gateway does not know by its hash is sent with its text, if it has one', async () => {
    const { fetch, sent } = record();

    const { data } = await query(persisted, {}, { ...graph, fetch });

    expect(data.jobSources?.length).toBeGreaterThan(5);
    expect(sent.map(({ body }) => Object.keys(JSON.parse(body) as object))).toEqual([
      ['documentId', 'variables'],
      ['query', 'variables'],
    ]);
    const failure = await failureOf(query(withoutText, {}, graph));
    expect(failure.codes).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  });
});
