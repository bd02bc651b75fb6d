/** Exit statuses and sentences where something else answers than a gateway: routers, proxies, pages, redirects. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { command, type CommandWorld } from './command.ts';

interface Came {
  readonly status: number;
  readonly body: string;
  readonly location: string;
}

let came: Came;
/** What comes before it, once each. */
let first: Came[] = [];
let requests = 0;
const stranger = createServer((request, response) => {
  request.resume();
  requests += 1;
  const { status, body, location } = first.shift() ?? came;
  response.writeHead(status, { location });
  response.end(body);
});
let url: string;

beforeAll(async () => {
  await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/graphql`;
});

beforeEach(() => {
  came = { status: 200, body: '', location: '' };
});

afterAll(() => {
  stranger.closeAllConnections();
  stranger.close();
});

const ask = (line: string, answer: Partial<Came>, world: CommandWorld = {}) => {
  came = { ...came, ...answer };
  return command([...line.split(' '), '--url', url], world);
};

const toErrors = (...errors: readonly unknown[]): string => JSON.stringify({ errors });

describe('what is no answer of a graph', () => {
  it.each([
    ['a page', { body: '<html>' }, 69],
    ['nothing', {}, 69],
    ['a list', { body: '[]' }, 69],
    ['text as data', { body: '{"data":"x"}' }, 69],
    ['errors that are no list', { body: '{"errors":"no"}' }, 69],
    ['a page that is not there', { status: 404, body: '<html>' }, 69],
    ['a fault', { status: 500, body: 'oops' }, 75],
    ['a proxy without a gateway', { status: 502, body: '<html>' }, 75],
    ['a page to sign in', { status: 401, body: '<html>' }, 77],
    ['a refusal', { status: 403, body: '<html>' }, 77],
  ] as const)('%s ends with its status, and says what came', async (_name, answer, status) => {
    const outcome = await ask('jobs ls', answer);

    expect(outcome).toMatchObject({ status, stdout: '' });
    expect(outcome.stderr).toMatch(
      new RegExp(`^jobgraph: .*HTTP ${String(came.status)} came from ${url.replaceAll('.', String.raw`\.`)}`),
    );
  });

  it('says where a redirect leads, and follows none', async () => {
    const before = requests;

    const outcome = await ask('jobs ls', { status: 302, location: `${url}/login?next=secret` });

    expect(outcome).toEqual({
      status: 69,
      stdout: '',
      stderr: `jobgraph: There must be a GraphQL endpoint, but HTTP 302 came from ${url}, which leads to ${url}/login: name the graph itself with --url.\n`,
    });
    expect(requests - before).toBe(1);
  });

  it('is said with the system’s word where nothing answers', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const closed = createServer().listen(0, '127.0.0.1', () => resolve((closed.address() as AddressInfo).port));
    const port = await promise;
    await new Promise((done) => closed.close(done));

    const { status, stderr } = await command(['sources', '--url', `http://127.0.0.1:${port}`]);

    expect({ status, stderr }).toEqual({
      status: 69,
      stderr: `jobgraph: No gateway answers at http://127.0.0.1:${port}/graphql (ECONNREFUSED): start one with "jobgraph serve", or say with --url where one is.\n`,
    });
  });
});

describe('errors of a router', () => {
  it.each([
    ['of a kind that is not known', 400, { message: 'no', extensions: { code: 'OTHER' } }, 1],
    ['of a path that it does not have', 404, { message: 'no', extensions: { code: 'NOT_FOUND' } }, 69],
    ['of its own limits', 429, { message: 'slow down' }, 75],
    ['that is overloaded', 503, { message: 'no', extensions: { code: 'REQUEST_RATE_LIMITED' } }, 75],
    ['that knows the code', 503, { message: 'no', extensions: { code: 'JOB_NOT_FOUND' } }, 14],
  ])('%s', async (_name, status, error, expected) => {
    await expect(ask('jobs ls', { status, body: toErrors(error) })).resolves.toMatchObject({ status: expected });
  });

  it.each([
    ['no', 'no'],
    [null, 'There is an error without a message.'],
    [{ message: 5, path: 5 }, 'There is an error without a message.'],
  ])('of any shape: %j', async (error, sentence) => {
    const { status, stderr } = await ask('jobs ls', { body: toErrors(error) });

    expect({ status, stderr }).toEqual({ status: 1, stderr: `jobgraph: ${sentence} (no code)\n` });
  });

  it.each([
    [
      { code: 'UNAUTHENTICATED' },
      ': sign in with "jobgraph auth login", or show a token by --token-file or JOBGRAPH_TOKEN.',
    ],
    [
      { code: 'UNAUTHORIZED_FIELD_OR_TYPE', missingScopes: ['job:read', 'job:sensitive'] },
      ': the token lacks job:read, job:sensitive.',
    ],
  ])('%j exits 77, says what to do, and says it once', async (extensions, advice) => {
    const body = toErrors({ message: 'no', extensions }, { message: 'no', extensions });

    await expect(ask('jobs ls', { body })).resolves.toEqual({
      status: 77,
      stdout: '',
      stderr: `jobgraph: no (${extensions.code})${advice}\n`,
    });
  });

  it('are printed by query as they came', async () => {
    const body = '{"errors":[{"path":["a"],"message":"no","locations":[]}],"data":{"a":null},"extensions":{"b":1}}';

    await expect(ask('query -o jsonl', { body }, { input: '{ a }' })).resolves.toMatchObject({ stdout: `${body}\n` });
  });

  it('beside the jobs are said in any case, -q or not', async () => {
    const jobs = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null }, issues: [] };
    const body = JSON.stringify({ data: { jobs }, errors: [{ message: 'no', path: ['jobs', 'nodes', 0, 'kind'] }] });

    await expect(ask('jobs ls -q', { body })).resolves.toEqual({
      status: 0,
      stdout: '',
      stderr: '! jobs.nodes.0.kind: no (no code)\n',
    });
  });
});

describe('a list whose second page cannot be read', () => {
  const node = { id: 'a:1', status: 'RUNNING', kind: null, source: { name: 'a' }, createdAt: null, progress: null };
  const jobs = { nodes: [node], pageInfo: { hasNextPage: true, endCursor: 'x' }, issues: [] };

  it.each([
    ['', '\tRUNNING\ta\t\t\t\ta:1\n'],
    [' -o id', 'a:1\n'],
    [' -o csv', 'name,status,source,created,seconds,progress,id\r\n,RUNNING,a,,,,a:1\r\n'],
    [' -o jsonl', `${JSON.stringify(node)}\n`],
    // No list would be closed.
    [' -o json', ''],
  ])('has printed the first with jobs ls%s', async (form, stdout) => {
    first = [{ ...came, body: JSON.stringify({ data: { jobs } }) }];

    await expect(ask(`jobs ls -L 0${form}`, { status: 503 })).resolves.toMatchObject({ status: 75, stdout });
  });
});

it('a token that could command the terminal is not printed', async () => {
  const outcome = await ask('token', { body: JSON.stringify({ token: '\u001b]0;owned\u0007' }) });

  expect(outcome).toMatchObject({ status: 69, stdout: '' });
  expect(outcome.stderr).not.toContain('\u001b');
});
