import { afterEach, expect, it } from 'vitest';
import type { FaultPicker } from '../emulation/faults.ts';
import type { GatewaySettings, GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(
  fault: FaultPicker = () => undefined,
  settings: Partial<GatewaySettings> = {},
): Promise<GatewayUnderTest> {
  const job = { JobId: 'job-1', Status: 'SUCCEEDED', ClientToken: 'a-client-token' };
  const { gateway, close } = await startProviders(
    {
      lab: {
        provider: 'panorama',
        jobs: { describe: (id) => (id === 'job-1' ? job : undefined), list: () => [] },
        fault,
      },
    },
    { limits: { requestBytes: 9000 }, ...settings },
  );
  open.push(close);
  return gateway;
}

interface Line {
  readonly msg: string;
  readonly [name: string]: unknown;
}

/** Once the answers are out: lines come a moment later. */
async function readLines(gateway: GatewayUnderTest, count: number): Promise<readonly Line[]> {
  const read = (): readonly Line[] =>
    gateway.logs.map((line) => JSON.parse(line) as Line).filter(({ msg }) => msg === 'request');
  await expect.poll(() => read().length).toBe(count);
  return read();
}

const always = {
  level: 30,
  time: expect.any(Number) as number,
  pid: expect.any(Number) as number,
  hostname: expect.any(String) as string,
  msg: 'request',
  milliseconds: expect.any(Number) as number,
  requestId: expect.any(String) as string,
};

it('writes one line per operation: what it was, what it cost and how it ended', async () => {
  const gateway = await start();
  const token = await gateway.token('job:read');
  const document = 'query OneJob($id: ID!) { job(id: $id) { id status } }';

  const { headers } = await gateway.query(document, { variables: { id: 'lab:job-1' } });
  await gateway.query(document, { variables: { id: 'lab:job-1' }, token });
  await gateway.query('{ job(id: "lab:no-such-job") { id } again: job(id: "?") { id } }');

  const graph = { ...always, method: 'POST', route: '/graphql', status: 200, type: 'query', shared: 0 };
  expect(await readLines(gateway, 3)).toEqual([
    {
      ...graph,
      requestId: headers.get('x-request-id'),
      operation: 'OneJob',
      upstreamCalls: 1,
      cacheHits: 0,
      errors: [],
      viewer: 'anonymous',
    },
    { ...graph, operation: 'OneJob', upstreamCalls: 0, cacheHits: 1, errors: [], viewer: 'token' },
    {
      ...graph,
      operation: null,
      upstreamCalls: 1,
      cacheHits: 0,
      errors: ['BAD_USER_INPUT', 'JOB_NOT_FOUND'],
      viewer: 'anonymous',
    },
  ]);
});

const tooManyTokens = JSON.stringify({ query: `{ ${'a '.repeat(4000)} }` });

it.each<[string, Readonly<Record<string, string>>, string, object]>([
  [
    'a bad token',
    { authorization: 'Bearer x.y.z' },
    '{"query":"{ __typename }"}',
    { status: 401, errors: ['UNAUTHENTICATED'], tokenRefusal: 'malformed' },
  ],
  ['too many tokens', {}, tooManyTokens, { status: 400, errors: ['OPERATION_LIMIT_EXCEEDED'] }],
  ['a body that is no JSON', {}, '{"query', { status: 400, errors: [] }],
  ['a body that is too large', {}, 'x'.repeat(10_000), { status: 413, errors: [] }],
])('writes one line for %s', async (_what, headers, body, expected) => {
  const gateway = await start();

  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  await response.text();

  expect(await readLines(gateway, 1)).toEqual([{ ...always, method: 'POST', route: '/graphql', ...expected }]);
});

it('writes 499 for a client that has hung up', async () => {
  const leaving = new AbortController();
  // The client leaves while the provider is asked.
  const gateway = await start(() => {
    leaving.abort();
    return { kind: 'hang' };
  });

  const asked = gateway.query('query Gone { job(id: "lab:job-1") { status } }', { signal: leaving.signal });

  await expect(asked).rejects.toThrow();
  const [line] = await readLines(gateway, 1);
  expect(line).toMatchObject({ status: 499, upstreamCalls: 1, viewer: 'anonymous' });
});

it('counts what it does not write because of the level', async () => {
  const gateway = await start(undefined, { logLevel: 'warn' });
  for (let time = 0; time < 3; time += 1) await gateway.query('{ job(id: "lab:job-1") { id } }');

  const read = async (): Promise<string> => (await fetch(gateway.url.replace('/graphql', '/metrics'))).text();
  await expect.poll(read).toContain('jobgraph_operation_duration_seconds_count{type="query",outcome="ok"} 3');
  expect(await read()).toContain('jobgraph_http_request_duration_seconds_count{route="/graphql",status="200"} 3');
  expect(gateway.logs).toEqual([]);
});

it('writes other paths at level debug, by their route and never by what was asked for', async () => {
  const gateway = await start();
  const base = gateway.url.replace('/graphql', '');

  for (const path of ['/healthz', '/no/such/path?secret=1']) await (await fetch(base + path)).text();

  const other = { ...always, level: 20, method: 'GET' };
  expect(await readLines(gateway, 2)).toEqual([
    { ...other, route: '/healthz', status: 200 },
    { ...other, route: 'none', status: 404 },
  ]);
});

it('writes no document, variable, token or answer', async () => {
  const gateway = await start();
  const token = await gateway.token('job:read', 'job:sensitive');

  await gateway.query(
    'query Q($id: ID!) { marker: job(id: $id) { ... on PanoramaPackageImportJob { clientToken } } }',
    { variables: { id: 'lab:job-1' }, token },
  );
  await gateway.query(`query ${'N'.repeat(150)} { jobSources { name } }`, { headers: { cookie: 'a-cookie' } });

  const lines = await readLines(gateway, 2);
  const text = gateway.logs.join('');
  for (const secret of ['marker', token, 'a-client-token', 'a-cookie', 'not-a-real-secret', 'AKIDEXAMPLE'])
    expect(text).not.toContain(secret);
  // The audit's line names the job; the request's does not.
  expect(JSON.stringify(lines)).not.toContain('job-1');
  expect(lines[1]?.['operation']).toBe('N'.repeat(100));
});
