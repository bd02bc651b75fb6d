/** What the exit status says of sources that did not answer, and what standard error says of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { command, type Outcome } from './command.ts';

const job = { JobId: 'j1', CreationTime: '2026-11-20T08:00:00Z', Status: 'Active' };
const away = (): { readonly kind: 'httpError'; readonly status: number } => ({ kind: 'httpError', status: 503 });

let gateway: GatewayUnderTest;
let close: () => Promise<void>;

beforeAll(async () => {
  const none = { describe: () => undefined, list: () => [] };
  const started = await startProviders(
    {
      cos: {
        provider: 'cosbatch',
        jobs: { describe: (id: string) => (id === 'j1' ? job : undefined), list: () => [job] },
        source: { account: '1250000000', labels: { team: 'payments', env: 'prod' } },
      },
      empty: { provider: 'cosbatch', jobs: none },
      away: { provider: 'cosbatch', jobs: none, fault: away },
      lost: { provider: 'panorama', jobs: none, fault: away },
      pipelines: { provider: 'codepipeline', jobs: { describe: () => undefined, actionExecutions: () => [] } },
      omics: {
        provider: 'healthomics',
        jobs: {
          describe: (id: string) => (id === '1234567890/0000000108' ? importJob : undefined),
          list: () => [],
        },
      },
    },
    { random: () => 0 },
  );
  ({ gateway, close } = started);
});

afterAll(() => close());

const importJob = {
  id: '0000000108',
  referenceStoreId: '1234567890',
  roleArn: 'arn:aws:iam::123456789012:role/omics',
  status: 'COMPLETED',
  creationTime: '2026-11-20T08:00:00Z',
  sources: [],
};

const ask = (line: string): Promise<Outcome> => command([...line.split(' '), '--url', gateway.url]);

describe('jobs ls', () => {
  it.each([
    ['jobs ls --source cos', 0],
    ['jobs ls --source empty', 0],
    ['jobs ls', 3],
    ['jobs ls -o id', 3],
    ['jobs ls --source away', 3],
    ['jobs ls --count', 3],
    ['jobs ls --count --source cos', 0],
    ['jobs ls --allow-partial', 0],
    ['jobs ls --count --allow-partial', 0],
    // Asked, and has no job.
    ['jobs ls --source empty,away --allow-partial', 0],
    // Nothing at all was covered.
    ['jobs ls --source away --allow-partial', 3],
    ['jobs ls --source away,lost --allow-partial', 3],
    ['jobs ls --provider panorama --allow-partial', 3],
    ['jobs ls --source away,pipelines --allow-partial', 3],
    ['jobs ls --count --source away --allow-partial', 3],
    // That it never lists is no gap.
    ['jobs ls --source cos,pipelines', 0],
    ['jobs ls --source cos,pipelines --require-complete', 3],
    ['jobs ls --source cos --require-complete', 0],
    ['jobs ls --source cos,away --allow-partial --require-complete', 3],
  ])('%s exits %i', async (line, status) => {
    await expect(ask(line)).resolves.toMatchObject({ status });
  });

  it('says which source is not covered and why, and nothing of one that never lists', async () => {
    const { stdout, stderr } = await ask('jobs ls -o id');

    expect(stdout).toBe('cos:j1\n');
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^! not covered: away: the provider could not be reached.* \([A-Z_]+\)$/);
    expect(lines[1]).toMatch(/^! not covered: lost: /);
  });
});

describe('the choice of jobs', () => {
  it.each([
    ['--account 1250000000', 1],
    ['--account 1,1250000000', 1],
    ['--account 1', 0],
    ['--label team', 1],
    ['--label team=payments,team=search,env=prod', 1],
    ['-l team=payments -l env=test', 0],
    ['--source cos --definition nothing', 0],
  ])('%s lists %i', async (options, count) => {
    const { status, stdout } = await ask(`jobs ls ${options} -o id`);

    expect({ status, count: stdout.split('\n').filter(Boolean).length }).toEqual({ status: 0, count });
  });

  it('refuses what is no label', async () => {
    await expect(ask('jobs ls --label =payments')).resolves.toMatchObject({
      status: 64,
      stderr: 'jobgraph: --label must be KEY or KEY=VALUE, but got "=payments".\n',
    });
  });
});

describe('jobs find', () => {
  it('finds a job by its key in a source, and by its whole id', async () => {
    const byKey = await ask('jobs find 1234567890/0000000108 -o id');
    const byId = await ask('jobs find omics:1234567890/0000000108 -o id');
    const byProviderId = await ask('jobs find j1 -o id');

    const stdout = 'omics:1234567890/0000000108\n';
    expect([byKey, byId]).toMatchObject([
      { status: 0, stdout },
      { status: 0, stdout },
    ]);
    expect(byProviderId).toMatchObject({ status: 0, stdout: 'cos:j1\n' });
  });

  it('exits 3 where it is not found and a source could not be asked', async () => {
    const { status, stdout, stderr } = await ask('jobs find j2 -o id');

    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(
      /^! not covered: away: .*\n[^]*jobgraph: No source that could be asked knows a job by this id\.\n$/,
    );
  });
});

describe('faults of usage', () => {
  const names = 'cos, empty, away, lost, pipelines, omics';

  it.each([
    ['jobs ls --source bogus', `jobgraph: --source must be of ${names}, but got "bogus".\n`],
    ['jobs ls --count --source cos,bogus', `jobgraph: --source must be of ${names}, but got "bogus".\n`],
    ['jobs ls --watch --source bogus', `jobgraph: --source must be of ${names}, but got "bogus".\n`],
    ['jobs get nope', `! nope: ID must be SOURCE:KEY with a SOURCE of ${names}. (BAD_USER_INPUT)\n`],
    ['jobs watch nope', `! nope: ID must be SOURCE:KEY with a SOURCE of ${names}. (BAD_USER_INPUT)\n`],
    ['jobs wait bogus:j1', `! bogus:j1: ID must be SOURCE:KEY with a SOURCE of ${names}. (BAD_USER_INPUT)\n`],
    ['jobs ls --bogus', "jobgraph: unknown option '--bogus'\n(jobgraph --help lists the commands and options)\n"],
  ])('%s exits 64', async (line, stderr) => {
    await expect(ask(line)).resolves.toEqual({ status: 64, stdout: '', stderr });
  });

  it('name the option of any other argument, too', async () => {
    const { status, stderr } = await ask(`jobs ls --text ${'x'.repeat(101)}`);

    expect(status).toBe(64);
    expect(stderr).toMatch(/^jobgraph: .*--text/);
    expect(stderr).not.toContain('filter');
  });
});

describe('jobs wait', () => {
  it('says of which job an error is', async () => {
    const { status, stderr } = await ask('jobs wait cos:j2');

    expect({ status, stderr }).toEqual({
      status: 14,
      stderr: '! cos:j2: The provider knows no such job. (JOB_NOT_FOUND)\n',
    });
  });
});
