/** Commands before a gateway that answers registered operations only, and the files with what can be registered. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobDocument, listJobs, query, watchJobs } from '../../client/index.ts';
import ofClient from '../../client/operations.generated.json' with { type: 'json' };
import ofCommand from '../../cli/operations.generated.json' with { type: 'json' };
import { startDemoUnderTest, type DemoUnderTest } from '../client/demo.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { command } from './command.ts';

/** A job of the demo with a log. */
const failed = 'batch-prod:ba7c0000-0000-4000-8000-000000000007';

let demo: DemoUnderTest;
let gateway: GatewayUnderTest;
let token: string;

const startStrict = (operations: object): Promise<GatewayUnderTest> =>
  demo.start({ persistedOperations: { operations: new Map(Object.entries(operations)), required: true } });

beforeAll(async () => {
  demo = await startDemoUnderTest();
  gateway = await startStrict({ ...ofCommand, ...ofClient });
  token = await gateway.token('job:read');
});

afterAll(async () => {
  await gateway.close();
  await demo.close();
});

const ask = async (line: string, { url, token: toToken } = gateway) =>
  command([...line.split(' '), '--url', url], { env: { JOBGRAPH_TOKEN: await toToken('job:read', 'job:logs') } });

describe('with the operations of the command', () => {
  it.each([
    ['jobs ls -L 2', 0],
    ['jobs ls -L 2 -o wide', 0],
    ['jobs ls -L 2 -o id', 0],
    ['jobs ls -L 2 -o yaml', 0],
    ['jobs ls --count', 0],
    ['jobs get devices:ERRS1', 0],
    ['jobs get devices:ERRS1 -o wide', 0],
    ['jobs get devices:ERRS1 -o id', 0],
    ['jobs get devices:ERRS1 -o jsonl', 0],
    // There is no browser.
    ['jobs get devices:ERRS1 --open', 1],
    ['jobs get devices:ERRS1 -o id --open', 1],
    ['jobs find ERRS1', 0],
    ['jobs find ERRS1 -o wide', 0],
    ['jobs find ERRS1 -o id', 0],
    ['jobs watch devices:ERRS1', 0],
    ['jobs watch devices:ERRS1 -o wide', 0],
    ['jobs watch devices:ERRS1 -o id', 0],
    ['jobs wait devices:ERRS1', 12],
    [`jobs logs ${failed}`, 0],
    [`jobs logs ${failed} -o json`, 0],
    [`jobs logs ${failed} --color always --part container`, 0],
    ['sources', 0],
    ['auth status', 0],
  ])('%s is answered', async (line, status) => {
    const outcome = await ask(line);

    expect(outcome.status).toBe(status);
    expect(outcome.stderr).not.toContain('registered');
  });

  it.each(['', ' -o wide'])('jobs ls --watch%s is answered', async (form) => {
    const interruption = new AbortController();
    const words = `jobs ls --watch -L 1${form} --url ${gateway.url}`.split(' ');

    const outcome = await command(words, {
      env: { JOBGRAPH_TOKEN: token },
      signal: interruption.signal,
      onOutput: () => interruption.abort(),
    });

    expect(outcome).toMatchObject({ status: 130, stdout: expect.stringContaining('"PRESENT"') });
  });

  it('completion finds the sources', async () => {
    const words = ['__complete', '--current', 'dev', '--', 'jobs', 'ls', '--source'];

    const { stdout } = await command(words, { env: { JOBGRAPH_URL: gateway.url, JOBGRAPH_TOKEN: token } });

    expect(stdout).toBe('words\ndevices\t\n');
  });

  it.each([
    ['jobs ls --json id,name', 'what --json, --reveal and query choose is an operation of its own'],
    ['jobs watch devices:ERRS1 --json id,name', 'what --json, --reveal and query choose is an operation of its own'],
    ['jobs get devices:ERRS1 --reveal signature', 'what --json, --reveal and query choose'],
  ])('%s cannot be, and says why', async (line, expected) => {
    const { status, stdout, stderr } = await ask(line);

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`answers registered operations only (PERSISTED_OPERATION_REQUIRED), and ${expected}`);
  });
});

it.each(['sources', 'jobs wait devices:ERRS1'])('without them, %s says where they are', async (line) => {
  const strict = await startStrict(ofClient);

  const { status, stderr } = await ask(line, strict);
  await strict.close();

  expect(status).toBe(1);
  expect(stderr).toContain('They are in operations/command.json of the package');
});

it('the operations of jobgraph/client are answered', async () => {
  const graph = { url: gateway.url, token };

  const one = await query(JobDocument, { id: 'devices:ERRS1' }, graph);
  const page = await listJobs({ first: 1 }, graph).next();
  const event = await watchJobs({ ids: ['devices:ERRS1'] }, graph).next();

  expect(one.data.job?.id).toBe('devices:ERRS1');
  expect(page.value).toMatchObject({ jobs: [{ id: expect.any(String) }] });
  expect(event.value).toMatchObject({ job: { id: 'devices:ERRS1' } });
});
