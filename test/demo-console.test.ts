/** What the demo has to show in the console: definitions that began to fail or are flaky, work in plenty, accounts and links. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo } from '../emulators/demo/start.ts';
import { startGateway, type GatewayUnderTest } from './gateway.ts';

let demo: Demo;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  demo = await startDemo();
  gateway = await startGateway({ sources: demo.sources });
});

afterAll(async () => {
  await gateway.close();
  await demo.close();
});

interface Definition {
  readonly runs: readonly { readonly status: string | null }[];
  readonly failuresInARow: { readonly value: number };
  readonly isFlaky: boolean | null;
}

async function findDefinition(source: string, name: string): Promise<Definition> {
  const { data, errors } = await gateway.query(
    `{ jobStats(filter: { sources: ["${source}"], definitions: ["${name}"] }) {
         byDefinition { runs { status } failuresInARow { value } isFlaky } } }`,
  );
  expect(errors).toEqual([]);
  const found = (data.jobStats as { readonly byDefinition: readonly Definition[] }).byDefinition;
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe('the demo', () => {
  it('has a definition that began to fail: the run before was good, of twelve', async () => {
    const { runs, failuresInARow, isFlaky } = await findDefinition('builds', 'search-index');

    expect(runs.map(({ status }) => status)).toEqual(['FAILED', ...Array.from({ length: 11 }, () => 'SUCCEEDED')]);
    expect([failuresInARow.value, isFlaky]).toEqual([1, false]);
  });

  it('has a flaky definition, which failed last', async () => {
    const { runs, isFlaky } = await findDefinition('ci', 'acme/web-app/browsers.yml');

    expect(runs).toHaveLength(12);
    expect(runs[0]?.status).toBe('FAILED');
    expect(isFlaky).toBe(true);
  });

  it('has more than sixty active jobs', async () => {
    const { data } = await gateway.query('{ jobStats(filter: { isTerminal: false }) { total { value } } }');

    expect(data.jobStats.total.value).toBeGreaterThan(60);
  });

  it('has labels on every source, accounts, and links by the way of a sign-in page', async () => {
    const { data, errors } = await gateway.query('{ jobSources { account labels { key } consoleUrl } }');
    const sources = data.jobSources as readonly {
      readonly account: string | null;
      readonly labels: readonly { readonly key: string }[];
      readonly consoleUrl: string | null;
    }[];

    expect(errors).toEqual([]);
    for (const { labels } of sources) expect(labels.map(({ key }) => key)).toEqual(['env', 'team']);
    expect(new Set(sources.flatMap(({ account }) => account ?? [])).size).toBeGreaterThan(2);
    const pages = sources.filter(({ consoleUrl }) => consoleUrl?.startsWith('https://sign-in.example/') === true);
    expect(pages.length).toBeGreaterThan(5);
  });

  it('offers a failure with a link and a log, a secret, and an id that is found', async () => {
    const { failed, secret, providerJobId } = demo.tries;
    const token = await gateway.token('job:read', 'job:logs', 'job:sensitive', 'job:credentials');
    const { data, errors } = await gateway.query(
      `query ($failed: ID!, $secret: ID!, $key: ID!) {
         failed: job(id: $failed) { status consoleUrl failures { code } }
         log: jobLog(id: $failed, last: 2) { lines { text } }
         secret: job(id: $secret) { ... on CodeBuildBuild { buildspec } }
         found: jobsByProviderJobId(providerJobId: $key) { jobs { id } } }`,
      { token, variables: { failed, secret, key: providerJobId } },
    );

    expect(errors).toEqual([]);
    expect(data.failed).toMatchObject({ status: 'FAILED', failures: [{ code: 'COMMAND_EXECUTION_ERROR' }] });
    expect(data.failed.consoleUrl).toContain('destination=https%3A%2F%2F');
    expect(data.log.lines.at(-1).text).toContain('npm test');
    expect(data.secret.buildspec).toContain('npm test');
    expect(data.found.jobs).toEqual([{ id: `builds:${providerJobId}` }]);
  });
});
