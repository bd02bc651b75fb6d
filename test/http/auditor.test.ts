/** What a GraphQL security auditor tries, each as it tries it. None may succeed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway({ sources: [{ name: 'devices', provider: 'importexport' }] });
});
afterAll(() => gateway.close());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Tests look into answers of every shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

async function send(init: RequestInit & { readonly search?: string; readonly path?: string }): Promise<Answer> {
  const { search = '', path = '/graphql', ...rest } = init;
  const response = await fetch(gateway.url.replace('/graphql', `${path}${search}`), rest);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function post(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return send({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const codesOf = ({ body }: Answer): readonly string[] =>
  (body?.errors as readonly { readonly extensions: { readonly code: string } }[]).map(
    ({ extensions }) => extensions.code,
  );

describe('a document that asks for too much', () => {
  it.each<[string, string, string]>([
    [
      'by 101 aliases',
      `query cop { ${Array.from({ length: 101 }, (_value, index) => `alias${index}:__typename`).join(' \n')} }`,
      'aliases',
    ],
    ['by 500 repeated fields', `query cop { ${'__typename \n'.repeat(500)} }`, 'rootFields'],
    ['by 50 directives on one field', `query cop { __typename ${'@aa'.repeat(50)} }`, 'directives'],
  ])('%s is refused as one error', async (_how, query, limit) => {
    const { status, body } = await post({ query, operationName: 'cop' });

    expect(status).toBe(400);
    expect(body.data).toBeUndefined();
    expect(body.errors.map(({ extensions }: { readonly extensions: object }) => extensions)).toEqual([
      expect.objectContaining({ code: 'OPERATION_LIMIT_EXCEEDED', limit }),
    ]);
  });

  it('by ten unknown directives is not answered with an error for each', async () => {
    const { status, body } = await post({ query: `query cop { __typename ${'@aa'.repeat(10)} }` });

    expect(status).toBe(400);
    expect(body.errors.length).toBeLessThan(10);
  });

  it('by circular introspection is refused', async () => {
    const query =
      'query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }';

    const answer = await post({ query });

    expect([answer.status, answer.body.data]).toEqual([400, undefined]);
  });

  it('by a batch is refused', async () => {
    const answer = await post(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })));

    expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_REQUEST']]);
  });
});

describe('the schema', () => {
  it.each([
    '{ __schema { types { name fields { name } } } }',
    '{ __type(name: "Query") { name } }',
    'query cop { ...F } fragment F on Query { __schema { types { name } } }',
    '{ _service { sdl } }',
    '{ x: _service { y: sdl } }',
  ])('is not told by %s', async (query) => {
    const answer = await post({ query });

    expect(answer.status).toBe(400);
    expect(answer.body.data).toBeUndefined();
    expect(answer.text).not.toMatch(/JobConnection|scalar|directive @/);
  });

  it.each([
    'query cop { __schema { directive } }',
    '{ jobz }',
    '{ jobSources { nam } }',
    '{ jobSources { healt { state } } }',
    '{ job(idd: "a") { id } }',
    'query Q($x: JobFilte) { jobs(filter: $x) { nodes { id } } }',
    '{ jobs(filter: { statuses: [FAILD] }) { nodes { id } } }',
    '{ job(id: "a") { ... on PanoramaPackageImportJo { id } } }',
    '{ job(id: "a") { trackingNumber } }',
  ])('is not suggested to whoever guesses %s', async (query) => {
    const answer = await post({ query });

    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/did you mean|PanoramaPackageImportJob|ImportExportJob|"FAILED"/i);
  });

  it('is not suggested to whoever sends variables of the wrong kind', async () => {
    const answer = await post({
      query: 'query Q($f: JobFilter) { jobs(filter: $f) { nodes { id } } }',
      variables: { f: { statuzes: ['FAILED'], statuses: ['FAILD'] } },
    });

    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/did you mean/i);
  });
});

describe('a page to explore the graph', () => {
  it.each([
    '/',
    '/graphql',
    '/graphiql',
    '/playground',
    '/explorer',
    '/v1/explorer',
    '/graph',
    '/console',
    '/altair',
    '/voyager',
  ])('is not at %s', async (path) => {
    const answer = await send({ path, headers: { accept: 'text/html' } });

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toMatch(/graphiql|graphql playground|graphql-playground|<html|<!doctype/i);
  });
});

describe('a request of another origin’s page', () => {
  it.each<[string, RequestInit & { readonly search?: string }]>([
    [
      'a GET without a header that a page cannot set',
      { method: 'GET', search: '?query=query%20cop%20%7B__typename%7D' },
    ],
    ['a GET for a mutation', { method: 'GET', search: '?query=mutation%20cop%20%7B__typename%7D' }],
    [
      'a form',
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'query=query%20cop%20%7B__typename%7D',
      },
    ],
    [
      'a form with files',
      {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        body: '--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n{__typename}\r\n--x--',
      },
    ],
    ['plain text', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"query":"{__typename}"}' }],
    ['no content type', { method: 'POST', body: Buffer.from('{"query":"{__typename}"}') }],
    ['the query beside an empty body', { method: 'POST', search: '?query=%7B__typename%7D' }],
  ])('is refused: %s', async (_what, init) => {
    const { status, text } = await send(init);

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(text).not.toContain('"data"');
  });

  it('is told no origin that it may come from', async () => {
    const origin = 'https://evil.example';

    const asked = await send({
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    const answered = await post({ query: '{ __typename }' }, { origin });

    expect([asked, answered].map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual([null, null]);
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('over GET is never a mutation, even with the header', async () => {
    const headers = { 'apollo-require-preflight': '1' };

    const answer = await send({ search: '?query=mutation%20cop%20%7B__typename%7D', headers });

    expect([answer.status, answer.headers.get('allow'), answer.body.data]).toEqual([405, 'POST', undefined]);
  });
});

describe('an answer', () => {
  it('holds no trace for whoever asks for one', async () => {
    const answer = await post({ query: '{ __typename }' }, { 'x-apollo-tracing': '1' });

    expect(answer.body).toEqual({ data: { __typename: 'Query' } });
  });

  it.each<[string, unknown]>([
    ['that is no GraphQL', { query: 'qwerty cop { abc }' }],
    ['of the wrong kind', { query: { abc: 1 } }],
    ['without a query', { abc: 1 }],
    ['whose variables are a list', { query: '{ __typename }', variables: [1] }],
    ['for an operation that is not there', { query: 'query A { __typename }', operationName: 'B' }],
    [
      'with a digest that does not fit',
      { query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } },
    ],
    [
      'with a digest of another kind',
      { query: '{ __typename }', extensions: { persistedQuery: { version: 2, sha256Hash: { a: 1 } } } },
    ],
    ['with no digest', { extensions: { persistedQuery: true } }],
    ['that nests too deep to be parsed', { query: `{ job(id: ${'['.repeat(3900)}` }],
    [
      'of an unknown prototype',
      { query: '{ __typename }', variables: { constructor: { prototype: { a: 1 } } }, operationName: 'toString' },
    ],
  ])('to a request %s says so, and nothing of what runs inside', async (_what, body) => {
    const { status, text } = await post(body);

    expect(status).toBe(400);
    expect(text).not.toMatch(/stacktrace|exception|node_modules|\.ts:|\.js:|Maximum call stack|INTERNAL/);
    expect(gateway.logs.filter((line) => line.includes('"fault"'))).toEqual([]);
  });

  it.each(['/graphql', '/healthz', '/none'])(
    'of %s carries the headers that keep browsers from misusing it',
    async (path) => {
      const { headers } = await send({ path });

      const names = [
        'content-security-policy',
        'x-content-type-options',
        'x-frame-options',
        'referrer-policy',
        'cross-origin-resource-policy',
        'x-powered-by',
        'server',
      ];
      expect(Object.fromEntries(names.map((name) => [name, headers.get(name)]))).toEqual({
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'x-powered-by': null,
        server: null,
      });
    },
  );
});
