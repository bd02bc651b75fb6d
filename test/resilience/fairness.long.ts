/** One viewer asks for more than a source can give; the others are served all the same. How long each waits: the limiter's tests. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDemoIssuer } from '../../src/auth/demo-tokens.ts';
import { startGateway, type GatewayUnderTest, type GraphQLAnswer } from '../gateway.ts';
import { numberOf, startFiveSources, toId, type FiveSources } from './five-sources.ts';
import { until } from '../until.ts';

const issuer = createDemoIssuer({ now: () => new Date() });
const query = 'query ($ids: [ID!]!) { jobsById(ids: $ids) { statusMessage } }';
const toIds = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => toId('panorama', from + index));

let world: FiveSources;
let gateway: GatewayUnderTest;

beforeEach(async () => {
  world = await startFiveSources();
  const limits = { requestsPerSecond: 200, burst: 10, concurrency: 8, queue: 100 };
  gateway = await startGateway({ sources: world.toSources({ limits }, ['panorama']), auth: issuer.settings });
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

it('jobs for which the provider fails close the source to the viewer who asks for them, and to nobody else', async () => {
  world.fault('panorama', (call) => (numberOf(call) >= 1000 ? { kind: 'httpError', status: 503 } : undefined));
  const greedy = await issuer.sign({ scopes: ['job:read'], subject: 'greedy' });
  const state = () => gateway.server.gateway.sources.get('panorama')?.health().state;
  const spoil = (from: number) => gateway.query(query, { variables: { ids: toIds(from, 6) }, token: greedy });
  const toCodes = (answers: readonly GraphQLAnswer[]) =>
    answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));

  await spoil(1000);
  const closed = state();
  const tokens = await Promise.all(
    Array.from({ length: 40 }, (_, index) => issuer.sign({ scopes: ['job:read'], subject: `viewer ${index}` })),
  );
  const answers: GraphQLAnswer[] = [];
  for (let round = 0; round < 3; round += 1) {
    const spoilt = spoil(2000 + round * 10);
    const ids = tokens.map((_, index) => toIds(round * 100 + index, 1));
    answers.push(
      ...(await Promise.all(
        tokens.map((token, index) => gateway.query(query, { variables: { ids: ids[index] }, token })),
      )),
    );
    await spoilt;
  }

  expect(closed).toBe('UNAVAILABLE');
  expect(toCodes(answers)).toEqual([]);
  expect(answers).toHaveLength(120);
});

it('a list that fails closes no describe', async () => {
  world.fault('panorama', ({ operation }) =>
    operation.startsWith('List') ? { kind: 'httpError', status: 503 } : undefined,
  );
  const token = await issuer.sign({ scopes: ['job:read'], subject: 'ada' });
  for (let count = 0; count < 6; count += 1) await gateway.query('{ jobs { nodes { id } } }', { token });

  const { errors } = await gateway.query(query, { variables: { ids: toIds(0, 20) }, token });

  expect(errors).toEqual([]);
  expect(gateway.server.gateway.sources.get('panorama')?.health().state).toBe('DEGRADED');
});
