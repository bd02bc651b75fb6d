import { createHash } from 'node:crypto';
import { request as sendRequest, type RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { createEcKey, createJwksEndpoint, signToken, tokenSettings } from '../auth/issuer.ts';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../gateway.ts';
import { canaryIds, marker, startCanaryWorld, type CanaryWorld } from './canary-world.ts';

const origin = 'https://app.example';

let world: CanaryWorld;
let gateway: GatewayUnderTest;

beforeEach(async () => {
  world = await startCanaryWorld();
  gateway = await startGateway({ sources: world.sources, server: { corsOrigins: [origin] } });
});

afterEach(async () => {
  await gateway.close();
  await world.close();
});

async function restart(settings: Partial<GatewaySettings>): Promise<void> {
  await gateway.close();
  gateway = await startGateway({ sources: world.sources, ...settings });
}

describe('the headers of an answer', () => {
  const open = '{ importExportJob(jobId: "IE1") { id progressCode } }';
  const secret = '{ importExportJob(jobId: "IE1") { id carrier } }';

  it.each([
    { name: 'of open facts', document: open, scopes: ['job:read', 'job:sensitive'], kept: 'private, no-cache' },
    { name: 'with a secret', document: secret, scopes: ['job:read', 'job:sensitive'], kept: 'no-store' },
    { name: 'with a secret denied', document: secret, scopes: ['job:read'], kept: 'private, no-cache' },
    {
      name: 'with a secret that the job has not',
      document: `{ cosBatchJob(jobId: "${canaryIds.bareCos}") { id clientRequestToken } }`,
      scopes: ['job:read', 'job:sensitive'],
      kept: 'private, no-cache',
    },
    {
      name: 'with a masked text',
      document: '{ importExportJob(jobId: "IE1") { statusMessage } }',
      scopes: ['job:read', 'job:sensitive'],
      kept: 'private, no-cache',
    },
    { name: 'of an operation that is none', document: '{ nothing }', scopes: ['job:read'], kept: 'private, no-cache' },
    { name: 'of text that is no GraphQL', document: '{', scopes: ['job:read'], kept: 'private, no-cache' },
  ] as const)('keep one $name as $kept', async ({ document, scopes, kept }) => {
    const token = await gateway.token(...scopes);

    const { headers } = await gateway.query(document, { token, headers: { origin } });

    expect(headers.get('cache-control')).toBe(kept);
    expect(headers.get('vary')).toBe('Origin, Authorization');
    expect(headers.get('access-control-allow-origin')).toBe(origin);
  });

  it('say so of a refused token too', async () => {
    const { status, headers } = await gateway.query(open, { token: 'x', headers: { origin } });

    expect(status).toBe(401);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('vary')).toBe('Origin, Authorization');
  });
});

describe('over GET', () => {
  async function get(parameters: Readonly<Record<string, string>>, token: string) {
    const response = await fetch(`${gateway.url}?${new URLSearchParams(parameters).toString()}`, {
      headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': '1' },
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  const id = '"devices:IE1"';

  it.each([
    ['a field', '{ importExportJob(jobId: "IE1") { trackingNumber } }'],
    ['an alias', '{ job: importExportJob(jobId: "IE1") { id: signature } }'],
    ['a fragment', `fragment F on ImportExportJob { carrier } { job(id: ${id}) { ...F } }`],
    ['an inline fragment of a list', `{ jobsById(ids: [${id}]) { ... on ImportExportJob { manifestText } } }`],
    [
      '_entities',
      `{ _entities(representations: [{ __typename: "Job", id: ${id} }]) { ... on ImportExportJob { carrier } } }`,
    ],
    ['a field that @include leaves out', '{ importExportJob(jobId: "IE1") { carrier @include(if: false) } }'],
    [
      'another operation of the document',
      'query A { jobSources { name } } query B { importExportJob(jobId: "IE1") { carrier } }',
    ],
    ['a field inside a guarded one', '{ codePipelineJob(jobId: "x") { configuration { value } } }'],
  ])('refuses a protected field in %s, and makes no call', async (_name, query) => {
    const token = await gateway.token('job:read', 'job:sensitive', 'job:credentials');

    const name = query.startsWith('query A') ? { operationName: 'A' } : {};
    const { status, headers, text } = await get({ query, ...name }, token);

    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('POST');
    expect(JSON.parse(text)).toEqual({
      errors: [{ message: 'Protected fields are answered over POST only.', extensions: { code: 'BAD_REQUEST' } }],
    });
    expect(world.calls()).toEqual([]);
  });

  it('refuses one that is named by the hash of a document sent before', async () => {
    const token = await gateway.token('job:read', 'job:sensitive');
    const query = '{ importExportJob(jobId: "IE1") { trackingNumber } }';
    const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
    await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, extensions: { persistedQuery } }),
    });
    world.reset();

    const { status, text } = await get({ extensions: JSON.stringify({ persistedQuery }) }, token);

    expect(Math.floor(status / 100)).toBe(4);
    expect(text).not.toContain(marker);
    expect(world.calls()).toEqual([]);
  });

  it('answers open facts', async () => {
    const token = await gateway.token('job:read', 'job:sensitive');

    const { status, headers, text } = await get(
      { query: '{ importExportJob(jobId: "IE1") { progressCode statusMessage } }' },
      token,
    );

    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(JSON.parse(text)).toEqual({
      data: {
        importExportJob: { progressCode: 'SuccessWithErrors', statusMessage: 'Two errors. Returned as [hidden].' },
      },
    });
  });
});

describe('the audit', () => {
  function listAudits(): readonly unknown[] {
    return gateway.logs
      .map((line) => JSON.parse(line) as { readonly audit?: unknown })
      .filter(({ audit }) => audit !== undefined);
  }

  it('has one line per job and request: when, who, which job, which fields, which request, and no value', async () => {
    const token = await gateway.token('job:read', 'job:sensitive', 'job:credentials');

    const { headers } = await gateway.query(
      `{
        importExportJob(jobId: "IE1") { trackingNumber again: trackingNumber carrier statusMessage artifacts { url } }
        job(id: "pipelines:f4f4ff82-2d11-4a2b-8c3d-0123456789ab") {
          ... on CodePipelineJob { configuration { key value } artifactCredentials { sessionToken } }
        }
      }`,
      { token },
    );

    const requestId = headers.get('x-request-id');
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    const line = {
      level: 30,
      time: expect.any(Number) as number,
      pid: expect.any(Number) as number,
      hostname: expect.any(String) as string,
    };
    expect(listAudits()).toEqual([
      {
        ...line,
        audit: {
          subject: 'demo',
          jobId: 'devices:IE1',
          fields: ['ImportExportJob.artifacts', 'ImportExportJob.carrier', 'ImportExportJob.trackingNumber'],
          requestId,
        },
        msg: 'secrets disclosed',
      },
      {
        ...line,
        audit: {
          subject: 'demo',
          jobId: 'pipelines:f4f4ff82-2d11-4a2b-8c3d-0123456789ab',
          fields: ['CodePipelineConfigurationEntry.value', 'CodePipelineJob.artifactCredentials'],
          requestId,
        },
        msg: 'secrets disclosed',
      },
    ]);
    expect(gateway.logs.join('')).not.toContain(marker);
  });

  it('has no line for what was denied, is open, or is not there', async () => {
    const token = await gateway.token('job:read', 'job:credentials');

    await gateway.query('{ importExportJob(jobId: "IE1") { progressCode trackingNumber statusMessage } }', { token });
    await gateway.query('{ importExportJob(jobId: "NONE") { signature } }', { token });

    expect(listAudits()).toEqual([]);
  });
});

describe('a request whose token cannot be taken', () => {
  const query = '{ importExportJob(jobId: "IE1") { id } }';

  async function post(authorization: readonly string[]) {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; headers: unknown; body: unknown }>();
    const headers = ['content-type', 'application/json', ...authorization.flatMap((value) => ['authorization', value])];
    const sent = sendRequest(
      gateway.url,
      { method: 'POST', headers: ['host', new URL(gateway.url).host, 'connection', 'close', ...headers] },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: JSON.parse(Buffer.concat(chunks).toString()) as unknown,
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify({ query }));
    return promise;
  }

  const notBearer = 'The Authorization header must be one bearer token.';
  const malformed = 'The bearer token is no signed JSON Web Token in compact form.';

  it.each([
    { name: 'another scheme', authorization: ['Basic YWRhOnNlY3JldA=='], message: notBearer },
    { name: 'an empty header', authorization: [''], message: notBearer },
    { name: 'a scheme without a token', authorization: ['Bearer '], message: notBearer },
    { name: 'a token without a scheme', authorization: ['eyJhbGciOiJub25lIn0.e30.'], message: notBearer },
    { name: 'two tokens in one', authorization: ['Bearer a.b.c, Bearer a.b.c'], message: notBearer },
    { name: 'two headers', authorization: ['Bearer a.b.c', 'Bearer a.b.c'], message: notBearer },
    { name: 'a bad token', authorization: ['Bearer nonsense'], message: malformed },
    { name: 'an unsigned token', authorization: ['Bearer eyJhbGciOiJub25lIn0.e30.'], message: malformed },
    { name: 'a long token', authorization: [`Bearer ${'a'.repeat(8200)}`], message: 'The bearer token is too long.' },
  ])('is 401 as a whole, in GraphQL’s form: $name', async ({ authorization, message }) => {
    const { status, headers, body } = await post(authorization);

    expect(status).toBe(401);
    expect(headers).toMatchObject({
      'content-type': expect.stringMatching(/^application\/(graphql-response\+)?json/) as string,
      'www-authenticate': 'Bearer error="invalid_token"',
    });
    expect(body).toEqual({ errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(world.calls()).toEqual([]);
  });

  it('is 401 with a good token twice: nobody can tell which of them was meant', async () => {
    const token = await gateway.token('job:read');

    const { status } = await post([`Bearer ${token}`, `Bearer ${token}`]);

    expect(status).toBe(401);
  });

  const ec = createEcKey('ec');
  const seconds = Math.floor(Date.now() / 1000);
  const claims = { iss: 'https://issuer.example', aud: 'jobgraph', sub: 'ada', exp: seconds + 600, scope: 'job:read' };
  const jwt = signToken(ec, { alg: 'ES256', kid: 'ec' }, claims);

  it.each<readonly [name: string, listener: RequestListener]>([
    ['hang', () => {}],
    ['fail', (_request, response) => void response.writeHead(500).end()],
  ])('is 503 where the issuer’s keys %s, and admits nobody', async (_name, listener) => {
    await using endpoint = await createJwksEndpoint(ec.jwk);
    endpoint.respond(listener);
    await restart({ auth: { ...tokenSettings, jwksUri: endpoint.uri }, keySetTimeoutMilliseconds: 60 });

    const { status, headers, body } = await post([`Bearer ${jwt}`]);

    expect(status).toBe(503);
    expect(headers).toMatchObject({ 'retry-after': '5' });
    expect(body).toEqual({
      errors: [
        {
          message: 'The keys that bearer tokens are checked against cannot be read at the moment.',
          extensions: { code: 'SERVICE_UNAVAILABLE' },
        },
      ],
    });
    expect(world.calls()).toEqual([]);
    expect(gateway.logs.join('')).not.toContain(jwt);
  });

  it('is answered once the keys can be read', async () => {
    await using endpoint = await createJwksEndpoint(ec.jwk);
    await restart({ auth: { ...tokenSettings, jwksUri: endpoint.uri } });

    const { status, body } = await post([`Bearer ${jwt}`]);

    expect([status, body]).toEqual([200, { data: { importExportJob: { id: 'devices:IE1' } } }]);
  });
});

describe('without tokens (mode none)', () => {
  it('everybody may read jobs and never more, whatever their header says', async () => {
    await restart({ auth: { mode: 'none' } });
    const stranger = await createDemoIssuer({ now: () => new Date() }).sign({
      scopes: ['job:read', 'job:sensitive', 'job:credentials'],
    });

    const answers = await Promise.all(
      [undefined, stranger].map((token) =>
        gateway.query('{ importExportJob(jobId: "IE1") { progressCode statusMessage trackingNumber manifestText } }', {
          token,
        }),
      ),
    );

    for (const { data, errors } of answers) {
      expect(data).toEqual({
        importExportJob: {
          progressCode: 'SuccessWithErrors',
          statusMessage: 'Two errors. Returned as [hidden].',
          trackingNumber: null,
          manifestText: null,
        },
      });
      expect(errors.map(({ extensions }) => extensions.code)).toEqual([
        'UNAUTHORIZED_FIELD_OR_TYPE',
        'UNAUTHORIZED_FIELD_OR_TYPE',
      ]);
    }
  });
});
