/** docs/clients.md: its GraphQL is valid, its TypeScript is examples/client.ts, and that does what the page says. */
import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  jobPageQuery,
  listJobs,
  RequestError,
  send,
  sendByDigest,
  watchJobs,
  type Graph,
  type ListedJob,
} from '../../examples/client.ts';
import { startDemo, type Demo } from '../../src/demo/start.ts';
import { createGatewaySchema } from '../../src/graph/schema.ts';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../gateway.ts';

const page = readFileSync('docs/clients.md', 'utf8');
const blocksOf = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, text = '']) => text);

describe('docs/clients.md', () => {
  it('shows valid GraphQL', () => {
    const schema = createGatewaySchema();
    const documents = [...blocksOf('graphql'), jobPageQuery];

    expect(documents.length).toBeGreaterThan(2);
    expect(documents.flatMap((document) => validate(schema, parse(document)))).toEqual([]);
  });

  it('shows TypeScript that examples/client.ts holds word for word', () => {
    const source = readFileSync('examples/client.ts', 'utf8');
    const blocks = blocksOf('ts');

    expect(blocks.length).toBe(4);
    expect(blocks.filter((block) => !source.includes(block))).toEqual([]);
  });

  it('names codes that the gateway gives', () => {
    const operating = readFileSync('docs/operating.md', 'utf8');
    const codes = [...page.matchAll(/^\| ([A-Z_, ]+?)(?: \(HTTP \d+\))? +\|/gm)].flatMap(([, cell = '']) =>
      cell.split(', '),
    );

    expect(codes.length).toBeGreaterThan(12);
    expect(codes.filter((code) => !operating.includes(code))).toEqual([]);
  });
});

describe('examples/client.ts', () => {
  let demo: Demo;
  let gateway: GatewayUnderTest;
  let graph: Graph;

  const start = async (settings: Partial<GatewaySettings> = {}) => {
    const sources = demo.sources.map((source) => ({
      ...source,
      limits: { requestsPerSecond: 10_000, burst: 10_000, concurrency: 64 },
    }));
    return startGateway({ sources, ...settings });
  };

  beforeAll(async () => {
    demo = await startDemo();
    gateway = await start();
    const token = await gateway.token('job:read');
    graph = { url: gateway.url, token: () => token };
  });
  afterAll(async () => {
    await gateway.close();
    await demo.close();
  });

  async function listAll(of: Graph, filter: object, first: number) {
    const jobs: ListedJob[] = [];
    const pages = listJobs(of, filter, first);
    let step = await pages.next();
    for (; step.done !== true; step = await pages.next()) jobs.push(step.value);
    return { jobs, issues: step.value.map(({ code, jobId }) => [code, jobId]) };
  }

  it('lists every job once, whatever the page’s size, and says what is not covered', async () => {
    const whole = await listAll(graph, {}, 100);
    const small = await listAll(graph, {}, 7);

    expect(whole.jobs.length).toBeGreaterThan(40);
    expect(small.jobs.map(({ id }) => id)).toEqual(whole.jobs.map(({ id }) => id));
    expect(whole.issues.sort()).toEqual([
      ['JOB_GONE', 'devices:XEXPD'],
      ['LIST_NOT_SUPPORTED', null],
    ]);
    expect(small.issues.sort()).toEqual(whole.issues);
  });

  it('goes on behind pages that a limit ended, and does not call that a gap', async () => {
    const filter = { sources: ['devices'], statuses: ['FAILED', 'PARTIALLY_SUCCEEDED'] };
    const narrow = await start({ limits: { jobsPerOperation: 3 } });
    const expected = await listAll(graph, filter, 100);

    const found = await listAll({ ...graph, url: narrow.url, token: () => undefined }, filter, 3);
    await narrow.close();

    expect(expected.jobs.length).toBeGreaterThan(1);
    expect(found).toEqual(expected);
  });

  it('gives errors beside data, and throws where there is none', async () => {
    const partial = await send<unknown>(graph, {
      query: '{ job(id: "devices:XEXPD") { id status } jobSources { name } }',
    });

    expect(partial.data).toMatchObject({ job: null, jobSources: expect.any(Array) as unknown });
    expect(partial.errors.map(({ extensions }) => extensions.code)).toEqual(['JOB_GONE']);
    await expect(send({ ...graph, token: () => 'none' }, { query: '{ __typename }' })).rejects.toThrow(RequestError);
    const refused = await send(graph, { query: '{ nothing }' }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 400, codes: ['GRAPHQL_VALIDATION_FAILED'], retryAfter: null });
  });

  it('watches jobs until they have ended', async () => {
    const ended = await listAll(graph, { sources: ['cos-chengdu'], statuses: ['SUCCEEDED', 'FAILED'] }, 2);
    const ids = ended.jobs.slice(0, 2).map(({ id }) => id);
    const seen: string[] = [];

    for await (const { id } of watchJobs(graph, ids)) seen.push(id);

    expect(seen.sort()).toEqual([...ids].sort());
  });

  it('registers an operation where its digest is not known, and sends the digest alone from then on', async () => {
    const ask = () => sendByDigest<unknown>(graph, 'query Names { jobSources { name } }', {});

    const answers = [await ask(), await ask()];

    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.errors).toEqual([]);
    const requests = gateway.logs.filter((line) => line.includes('PERSISTED_QUERY_NOT_FOUND'));
    expect(requests).toHaveLength(1);
  });
});
