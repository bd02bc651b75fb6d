import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const sources = [{ name: 'devices', provider: 'importexport' }];
const known = 'query Known { jobSources { name } }';
const other = 'query Other { jobSources { provider } }';
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function start(required: boolean): Promise<GatewayUnderTest> {
  const gateway = await startGateway({
    sources,
    persistedOperations: { operations: new Map([[digestOf(known), known]]), required },
  });
  open.push(() => gateway.close());
  return gateway;
}

async function send(
  gateway: GatewayUnderTest,
  body: object,
  method: 'GET' | 'POST' = 'POST',
): Promise<readonly unknown[]> {
  const headers = { 'content-type': 'application/json', 'apollo-require-preflight': '1' };
  const search = Object.entries(body).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const response =
    method === 'POST'
      ? await fetch(gateway.url, { method, headers, body: JSON.stringify(body) })
      : await fetch(`${gateway.url}?${new URLSearchParams(search as [string, string][]).toString()}`, { headers });
  const answer = (await response.json()) as {
    readonly data?: unknown;
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  return [response.status, answer.errors?.[0]?.extensions.code ?? answer.data];
}

const byDigest = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: digestOf(text) } } });
const byId = (text: string, prefix = 'sha256:') => ({ documentId: `${prefix}${digestOf(text)}` });
const names = { jobSources: [{ name: 'devices' }] };
const providers = { jobSources: [{ provider: 'IMPORT_EXPORT' }] };

describe('persisted operations', () => {
  it('are answered by their digest alone, over POST and GET', async () => {
    const gateway = await start(false);

    expect(await send(gateway, byDigest(known))).toEqual([200, names]);
    expect(await send(gateway, byDigest(known), 'GET')).toEqual([200, names]);
  });

  it.each(['GET', 'POST'] as const)('are answered by their documentId, over %s', async (method) => {
    const gateway = await start(true);

    expect(await send(gateway, byId(known), method)).toEqual([200, names]);
    expect(await send(gateway, byId(known, ''), method)).toEqual([200, names]);
    expect(await send(gateway, { ...byId(known), ...byDigest(known) }, method)).toEqual([200, names]);
    expect(await send(gateway, { query: known, ...byId(known) }, method)).toEqual([200, names]);
    expect(await send(gateway, { ...byId(known), extensions: { other: 1 } }, method)).toEqual([200, names]);
    expect(await send(gateway, byId(other), method)).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(await send(gateway, { documentId: 'nothing-known' }, method)).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(await send(gateway, { query: other, ...byId(other) }, method)).toEqual([
      400,
      'PERSISTED_OPERATION_REQUIRED',
    ]);
  });

  it.each(['GET', 'POST'] as const)('are not answered for a request that names two, over %s', async (method) => {
    const gateway = await start(false);
    await send(gateway, { query: other });

    // The second time a plain request for the same text would be answered without Apollo Server.
    expect(await send(gateway, { query: other, ...byId(known) }, method)).toEqual([400, 'BAD_REQUEST']);
    expect(await send(gateway, { query: other, ...byId(known) }, method)).toEqual([400, 'BAD_REQUEST']);
    expect(await send(gateway, { ...byId(known), ...byDigest(other) }, method)).toEqual([400, 'BAD_REQUEST']);
  });

  it('are not answered for a documentId that is no text', async () => {
    const gateway = await start(false);

    expect(await send(gateway, { documentId: 5 })).toEqual([400, 'BAD_REQUEST']);
    expect(await send(gateway, { documentId: null, query: other })).toEqual([200, providers]);
  });

  it('may be registered by documentId too, by clients where none are required', async () => {
    const gateway = await start(false);

    expect(await send(gateway, { query: other, ...byId(other) })).toEqual([200, providers]);
    expect(await send(gateway, byId(other))).toEqual([200, providers]);
  });

  it('may be registered by clients where none are required', async () => {
    const gateway = await start(false);

    expect(await send(gateway, byDigest(other))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(await send(gateway, { query: other, ...byDigest(other) })).toEqual([200, providers]);
    expect(await send(gateway, byDigest(other))).toEqual([200, providers]);
  });

  it.each(['GET', 'POST'] as const)('are all that is answered where they are required, over %s', async (method) => {
    const gateway = await start(true);

    expect(await send(gateway, byDigest(known), method)).toEqual([200, names]);
    expect(await send(gateway, { query: known }, method)).toEqual([200, names]);
    expect(await send(gateway, { query: other }, method)).toEqual([400, 'PERSISTED_OPERATION_REQUIRED']);
    expect(await send(gateway, { query: other, ...byDigest(other) }, method)).toEqual([
      400,
      'PERSISTED_OPERATION_REQUIRED',
    ]);
    expect(await send(gateway, byDigest(other), method)).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
  });

  it('that clients register take bounded memory', async () => {
    const gateway = await startGateway({ sources, limits: { requestBytes: 9_000_000 } });
    open.push(() => gateway.close());
    const toLong = (name: string): string => `query ${name} { jobSources { name } } # ${'x'.repeat(4_000_000)}`;

    for (const name of ['A', 'B', 'C', 'D']) await send(gateway, { query: toLong(name), ...byDigest(toLong(name)) });

    expect(await send(gateway, byDigest(toLong('A')))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
    expect(await send(gateway, byDigest(toLong('D')))).toEqual([200, names]);
  });
});

describe('the file of persisted operations', () => {
  it.each([
    ['{ nope ', 'Syntax Error: Expected Name, found <EOF>.'],
    ['{ nope }', 'Cannot query field "nope" on type "Query".'],
    ['{ __schema { types { name } } }', 'Introspection is off, and `__schema` with it.'],
    [
      `{ ${Array.from({ length: 31 }, (_value, index) => `a${index}: __typename`).join(' ')} }`,
      'The operation uses 31 aliases; the limit is 30.',
    ],
  ])('must not hold what would be refused: %s', async (text, reason) => {
    const persistedOperations = {
      operations: new Map([known, text].map((one) => [digestOf(one), one])),
      required: true,
    };

    const failure = (await startGateway({ sources, persistedOperations }).catch((error: unknown) => error)) as Error;

    expect(failure.name).toBe('ConfigError');
    const [, given = ''] =
      /^persistedOperations\.file must hold operations that the graph answers, but got [0-9a-f]{12}… \((.*)\)$/.exec(
        failure.message,
      ) ?? [];
    expect(given).toMatch(reason);
  });

  function read(content: string | undefined, settings: object): unknown {
    const folder = mkdtempSync(join(tmpdir(), 'operations-'));
    open.push(() => {
      rmSync(folder, { recursive: true });
    });
    const file = join(folder, 'operations.json');
    if (content !== undefined) writeFileSync(file, content);
    const persistedOperations = content === undefined ? settings : { file, ...settings };
    try {
      return parseConfig({ auth: { mode: 'none' }, sources, persistedOperations }).persistedOperations;
    } catch (error) {
      return (error as Error).message;
    }
  }

  it('is a map of texts by their SHA-256', () => {
    expect(read(JSON.stringify({ [digestOf(known)]: known }), { required: true })).toEqual({
      operations: new Map([[digestOf(known), known]]),
      required: true,
    });
    expect(read(JSON.stringify({ [`sha256:${digestOf(known)}`]: known }), {})).toEqual({
      operations: new Map([[digestOf(known), known]]),
      required: false,
    });
    expect(read(undefined, {})).toEqual({ operations: new Map(), required: false });
  });

  it.each<[string | undefined, object, string]>([
    ['{', {}, 'persistedOperations.file must be a JSON file that can be read, but got another text'],
    ['[]', {}, 'persistedOperations.file must hold a map of operations by their SHA-256, but got another value'],
    [
      '{"abc":"{ a }"}',
      {},
      'persistedOperations.file must hold each operation’s text by its SHA-256 in hexadecimal, but got 1 that are not',
    ],
    [
      undefined,
      { required: true },
      'persistedOperations.file must be the path of a file where `required` is true, but got nothing',
    ],
    [
      undefined,
      { file: 'no-such-file.json' },
      'persistedOperations.file must be a JSON file that can be read, but got none of that name',
    ],
  ])('is at fault as %s with %j', (content, settings, message) => {
    expect(read(content, settings)).toBe(message);
  });
});
