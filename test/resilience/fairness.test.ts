/** One viewer asks for more than a source can give; the others are served all the same. How long each waits: the limiter's tests. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { startFiveSources, toId, until, type FiveSources } from './five-sources.ts';

const issuer = createDemoIssuer({ now: () => new Date() });
const query = 'query ($ids: [ID!]!) { jobsById(ids: $ids) { statusMessage } }';
const toIds = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => toId('panorama', from + index));

let world: FiveSources;
let gateway: GatewayUnderTest;

beforeEach(async () => {
  world = await startFiveSources();
  const limits = { requestsPerSecond: 200, burst: 10, concurrency: 8, queue: 100 };
  gateway = await startGateway({ sources: world.toSettings({ limits }, ['panorama']), auth: issuer.settings });
});
afterEach(async () => {
  await gateway.close();
  await world.close();
});

it.each([
  ['each with a token of their own', (name: string) => issuer.sign({ scopes: ['job:read'], subject: name })],
  ['all with one token', () => issuer.sign({ scopes: ['job:read'], subject: 'all' })],
])('4 requests for 100 unknown jobs each take no places from 40 viewers, %s', async (_name, sign) => {
  const greedy = await sign('greedy');
  const leaving = new AbortController();
  const flood = Array.from({ length: 4 }, (_, index) =>
    gateway.query(query, { variables: { ids: toIds(1000 + index * 100, 100) }, token: greedy, signal: leaving.signal }),
  );
  const source = gateway.server.gateway.sources.get('panorama');
  await until(() => source?.health().requestsQueued === 100);

  const tokens = await Promise.all(Array.from({ length: 40 }, (_, index) => sign(`viewer ${index}`)));
  const answers = await Promise.all(
    tokens.map((token, index) => gateway.query(query, { variables: { ids: toIds(index, 1) }, token })),
  );

  leaving.abort();
  await Promise.allSettled(flood);
  expect(answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code))).toEqual([]);
  expect(answers.map(({ data }) => data)).toEqual(answers.map(() => ({ jobsById: [{ statusMessage: null }] })));
});
