import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { knownScopes } from '../../src/auth/viewer.ts';
import type { AnswerCache } from '../../src/operation/answers/answer-cache.ts';
import { canaryIds, marker, startCanaryWorld } from '../security/canary-world.ts';
import { startGateway } from '../gateway.ts';
import { readLines, startTwins, type TwinRequest, type Twins } from './twins.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(configured?: Parameters<typeof startTwins>[0]): Promise<Twins> {
  const twins = await startTwins(configured);
  open.push(twins.close);
  return twins;
}

/** How many of so many equal requests were answered again; both gateways answer them alike. */
async function countHits(twins: Twins, request: TwinRequest, times = 4): Promise<number> {
  const before = twins.hits();
  for (let time = 0; time < times; time += 1) {
    const [remembered, made] = await twins.ask(request);
    expect(remembered).toEqual(made);
  }
  return twins.hits() - before;
}

const plain: TwinRequest = { query: '{ job(id: "lab:a") { status fetchedAt } }' };
const everyScope = [...knownScopes];
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const byDigest = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: digestOf(text) } } });

describe('the third time the same is asked, the answer is given again', () => {
  it.each<readonly [string, TwinRequest]>([
    ['by POST', plain],
    ['by GET', { ...plain, method: 'GET' }],
    ['to a viewer of every scope', { ...plain, scopes: everyScope }],
    ['in another form', { ...plain, headers: { accept: 'application/graphql-response+json' } }],
    ['with a job that does not exist', { query: '{ jobsById(ids: ["lab:a", "lab:none"]) { status } }' }],
    ['of a list', { query: '{ jobs(first: 2) { nodes { id status } issues { code } } }' }],
    ['of counts', { query: '{ jobStats { total { value } byStatus { status count } issues { code } fetchedAt } }' }],
    ['with a masked text', { query: '{ importExportJob(jobId: "D2") { statusMessage } }', scopes: everyScope }],
    [
      'of one operation of several',
      { query: 'query A { job(id: "lab:a") { id } } query B { job(id: "lab:b") { id } }', operationName: 'B' },
    ],
  ])('%s', async (_what, request) => {
    expect(await countHits(await start(), request)).toBe(2);
  });

  it('by its digest, for as long as that is known', async () => {
    const twins = await start();
    const text = plain.query ?? '';
    // Each request with the text registers it once more.
    expect(await countHits(twins, { query: text, ...byDigest(text) })).toBe(0);

    expect(await countHits(twins, byDigest(text))).toBe(2);

    for (const { server } of [twins.remembering, twins.forgetful]) server.gateway.persisted.forget(digestOf(text));
    expect(await countHits(twins, byDigest(text))).toBe(0);
  });

  it('until time makes one of its jobs stale', async () => {
    const twins = await start();
    expect(await countHits(twins, plain)).toBe(2);

    twins.world.clock.at += 2001;

    expect(await countHits(twins, plain)).toBe(2);
  });
});

describe('an answer is made each time', () => {
  it.each<readonly [string, TwinRequest]>([
    [
      'with a protected field',
      { query: '{ panoramaPackageImportJob(jobId: "a") { clientToken } }', scopes: everyScope },
    ],
    ['with a protected field that is denied', { query: '{ panoramaPackageImportJob(jobId: "a") { clientToken } }' }],
    [
      'with a protected field that is skipped',
      { query: '{ panoramaPackageImportJob(jobId: "a") { id clientToken @skip(if: true) } }' },
    ],
    ['with any other error', { query: '{ job(id: "lab:a") { status } other: job(id: "none") { status } }' }],
    ['with the health of a source', { query: '{ job(id: "lab:a") { source { health { state } } } }' }],
    ['with whom the token was issued to', { query: '{ job(id: "lab:a") { status } jobViewer { subject } }' }],
    ['with counts over time, which go by the clock', { query: '{ jobStats { overTime { start } } }' }],
    ['without a job', { query: '{ jobSources { name } }' }],
    ['with what it cost', { ...plain, headers: { 'jobgraph-explain': '1' } }],
    ['that is refused', { query: '{ job(id: "lab:a") { nothing } }' }],
  ])('%s', async (_what, request) => {
    expect(await countHits(await start(), request)).toBe(0);
  });

  it('where it is traced', async () => {
    const twins = await start();
    const headers = { 'apollo-federation-include-trace': 'ftv1' };
    for (let time = 0; time < 4; time += 1) {
      const [{ body }] = await twins.ask({ ...plain, headers });
      expect(body).toContain('"ftv1"');
    }
    expect(twins.hits()).toBe(0);
  });

  it('if the configuration says so', async () => {
    const { forgetful } = await start();

    expect(forgetful.server.gateway.answers).toBeUndefined();
  });
});

describe('an answer that is given again', () => {
  it('does not reach a viewer who may not read jobs', async () => {
    const twins = await start();
    expect(await countHits(twins, { ...plain, scopes: ['job:read'] })).toBe(2);

    expect(await countHits(twins, { ...plain, scopes: ['job:sensitive'] })).toBe(0);
  });

  it('takes its jobs from the budget of whoever asks, and is refused without', async () => {
    const twins = await start({ limits: { jobsPerMinute: 2 } });
    expect(await countHits(twins, plain)).toBe(2);
    // Another viewer, whose budget the others spend.
    expect(
      await countHits(twins, { query: '{ jobsById(ids: ["lab:b", "lab:c"]) { status } }', scopes: ['job:read'] }),
    ).toBe(2);

    const request = { ...plain, scopes: ['job:read'] as const };
    const [remembered, made] = await twins.ask(request);

    expect(remembered.status).toBe(429);
    expect(remembered).toEqual(made);
  });

  it('is logged like the operation', async () => {
    const twins = await start();
    await countHits(twins, { query: 'query Status { jobsById(ids: ["lab:a", "lab:none"]) { status } }' });

    await expect.poll(() => readLines(twins.remembering).length).toBe(4);
    expect(readLines(twins.remembering).at(-1)).toMatchObject({
      operation: 'Status',
      type: 'query',
      upstreamCalls: 0,
      cacheHits: 2,
      errors: ['JOB_NOT_FOUND'],
    });
  });
});

it('no protected value is ever in the memory of answers, nor in one that is shared', async () => {
  const world = await startCanaryWorld();
  open.push(world.close);
  const clock = { at: Date.now() };
  const gateway = await startGateway({ sources: world.sources, random: () => 0, monotonic: () => clock.at });
  open.push(gateway.close);
  const kept: string[] = [];
  const cache = gateway.server.gateway.answers as AnswerCache;
  const shared: string[] = [];
  const { keep, follow } = cache;
  Object.assign(cache, {
    keep: (...args: Parameters<AnswerCache['keep']>) => {
      kept.push(args[1].body, args[0]);
      return keep(...args);
    },
    follow: async (...args: Parameters<AnswerCache['follow']>) => {
      const followed = await follow(...args);
      if (typeof followed !== 'string') shared.push(followed.body);
      return followed;
    },
  });
  const documents = [
    `{ panoramaPackageImportJob(jobId: "${canaryIds.panorama}") { status statusMessage clientToken } }`,
    `{ panoramaPackageImportJob(jobId: "${canaryIds.panorama}") { status statusMessage } }`,
    `{ cosBatchJob(jobId: "${canaryIds.cos}") { status clientRequestToken } }`,
    `{ cosBatchJob(jobId: "${canaryIds.cos}") { status description } }`,
    `{ importExportJob(jobId: "${canaryIds.device}") { statusMessage failures { message } warningMessage carrier trackingNumber artifacts { url } } }`,
    `{ importExportJob(jobId: "${canaryIds.device}") { statusMessage failures { message } warningMessage } }`,
    `{ codePipelineJob(jobId: "${canaryIds.pipeline}") { configuration { key value } continuationToken } }`,
    `{ codePipelineJob(jobId: "${canaryIds.pipeline}") { configuration { key } actionType { provider } } }`,
    `{ jobs { nodes { id status statusMessage failures { message } } } }`,
    ...world.failingIds.map((id) => `{ job(id: "${id}") { status statusMessage } }`),
  ];
  const answers: string[] = [];
  for (const scopes of [[], ['job:read'], ['job:read', 'job:sensitive'], everyScope] as const)
    for (const document of documents)
      // At once, and nothing is fresh after the second time.
      for (let time = 0; time < 3; time += 1) {
        const token = scopes.length === 0 ? undefined : await gateway.token(...scopes);
        const equal = await Promise.all([1, 2, 3].map(() => gateway.query(document, { token })));
        for (const { data } of equal) answers.push(JSON.stringify(data));
        if (time === 1) clock.at += 3_700_000;
      }

  expect(answers.join('').split(marker).length).toBeGreaterThan(20);
  expect(kept.length).toBeGreaterThan(10);
  expect(shared.length).toBeGreaterThan(10);
  expect([...kept, ...shared].filter((text) => text.includes(marker))).toEqual([]);
});
