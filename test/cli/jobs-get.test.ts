/** `jobs get`: a job in full, protected fields that are named, and the page of the provider's console. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAddress } from '../../cli/browser.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { command, type CommandWorld, type Outcome } from './command.ts';

const hostile = 'failed \u202Eevil';
const job = {
  JobId: 'j1',
  Description: 'copy to the archive',
  ClientRequestToken: 'the-client-token',
  CreationTime: '2026-11-20T08:00:00Z',
  FailureReasons: [{ FailureCode: 'AccessDenied', FailureReason: hostile }],
  ProgressSummary: { NumberOfTasksFailed: '1', NumberOfTasksSucceeded: '1', TotalNumberOfTasks: '4' },
  Status: 'Failed',
};

let gateway: GatewayUnderTest;
let close: () => Promise<void>;
let folder: string;

beforeAll(async () => {
  const jobs = { describe: (id: string) => (id === 'j1' ? job : undefined), list: () => [job] };
  const consoleUrl = 'https://console.example/?a=1&b=$(touch%20x)';
  const started = await startProviders({
    cos: { provider: 'cosbatch', jobs, source: { consoleUrl } },
    plain: { provider: 'cosbatch', jobs },
  });
  ({ gateway, close } = started);
  folder = mkdtempSync(join(tmpdir(), 'jobgraph-get-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await close();
});

const get = (line: string, world: CommandWorld = {}): Promise<Outcome> =>
  command(['jobs', 'get', ...line.split(' '), '--url', gateway.url], world);

describe('a job in full', () => {
  it('is a line a value in a pipe: the failure first, then what all jobs have, then what its type has', async () => {
    const { status, stdout, stderr } = await get('cos:j1');

    const names = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[0]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(names.slice(0, 3)).toEqual(['id', 'status', 'failures[0]']);
    expect(names.indexOf('createdAt')).toBeGreaterThan(2);
    expect(names.indexOf('type')).toBeGreaterThan(names.indexOf('createdAt'));
    expect(names.slice(names.indexOf('type'))).toContain('description');
    expect(stdout).toContain(`failures[0]\tAccessDenied: ${String.raw`failed \u202eevil`}\n`);
    expect(stdout).toContain('\nprogress.fraction\t0.5\n');
    expect(stdout).toContain('\ncreatedAt\t2026-11-20T08:00:00.000Z\n');
    expect(stdout).not.toContain('the-client-token');
  });

  it('is aligned on a terminal, with how long ago things were, unless times are asked for in UTC', async () => {
    const world = { isTerminal: true, now: () => Date.parse('2026-11-20T08:03:00Z') };

    const relative = await get('cos:j1', world);
    const utc = await get('cos:j1 --utc', world);

    expect(relative.stdout).toMatch(/^id {2,}cos:j1\nstatus {2,}✗ failed\nfailures\[0\] +AccessDenied: .*\n\n/);
    expect(relative.stdout).toContain('2026-11-20T08:00:00.000Z (3 min ago)');
    expect(utc.stdout).toMatch(/createdAt +2026-11-20T08:00:00.000Z\n/);
  });

  it('stands once for each job that is there', async () => {
    const { status, stdout, stderr } = await get('cos:j1 cos:nobody plain:j1');

    expect(status).toBe(14);
    expect(stdout.split('\n\n').map((text) => text.split('\n')[0])).toEqual(['id\tcos:j1', 'id\tplain:j1']);
    expect(stderr).toContain('! cos:nobody: ');
  });
});

describe('--reveal', () => {
  const audit = () =>
    gateway.logs.filter((line) => line.includes('secrets disclosed') && line.includes('clientRequestToken'));

  it.each([
    ['', /\nclientRequestToken\tthe-client-token\n/],
    [' -o json', /"clientRequestToken": "the-client-token"/],
    [' --json id', /"clientRequestToken": "the-client-token"/],
    [' -o csv', /,CLIENTREQUESTTOKEN\r\n.*,the-client-token\r\n$/i],
    [' -o wide', /\tthe-client-token\n$/],
  ])('shows the field to those who may see it, and the gateway logs that%s', async (form, expected) => {
    const before = audit().length;
    const env = { JOBGRAPH_TOKEN: await gateway.token('job:read', 'job:sensitive') };

    const { status, stdout, stderr } = await get(`cos:j1 --reveal clientRequestToken${form}`, { env });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(expected);
    expect(audit()).toHaveLength(before + 1);
    expect(audit().join('')).not.toContain('the-client-token');
  });

  it('exits 77 where the scope is missing, and shows the rest', async () => {
    const env = { JOBGRAPH_TOKEN: await gateway.token('job:read') };

    const { status, stdout, stderr } = await get('cos:j1 --reveal CosBatchJob.clientRequestToken', { env });

    expect(status).toBe(77);
    expect(stdout).toContain('id\tcos:j1\n');
    expect(stderr).toMatch(
      /^! cos:j1 clientRequestToken: .*\(UNAUTHORIZED_FIELD_OR_TYPE\): the token lacks job:sensitive\.\n$/,
    );
  });

  it('takes no field that is open or unknown, and no form without fields', async () => {
    const open = await get('cos:j1 --reveal status');
    const id = await get('cos:j1 --reveal signature -o id');

    expect(open).toMatchObject({ status: 64, stdout: '' });
    expect(open.stderr).toContain('ImportExportJob.signature');
    expect(open.stderr).toContain('AwsBatchJob.containers.command');
    expect(id).toMatchObject({ status: 64, stderr: 'jobgraph: --reveal shows fields; -o id shows none.\n' });
  });
});

describe('--open', () => {
  it('gives the address of the job’s page to the browser, and prints the answer', async () => {
    const opened: string[] = [];
    const world = { openAddress: async ({ href }: URL) => opened.push(href) > 0 };

    const outcome = await get('cos:j1 --open --json id', world);

    expect(outcome).toEqual({ status: 0, stdout: '{\n  "id": "cos:j1"\n}\n', stderr: '' });
    expect(opened).toEqual(['https://console.example/?a=1&b=$(touch%20x)']);
  });

  it('says where there is no page, and where nothing opens it, and exits 1', async () => {
    const none = await get('plain:j1 --open -o id');
    const noBrowser = await get('cos:j1 --open -o id');

    expect(none).toEqual({
      status: 1,
      stdout: 'plain:j1\n',
      stderr: '! plain:j1: no page of its provider is known.\n',
    });
    expect(noBrowser).toMatchObject({ status: 1, stderr: expect.stringContaining('no browser could be started') });
  });
});

describe('the browser', () => {
  it('is started with the address as one word, by no shell', async () => {
    const seen = join(folder, 'seen');
    const program = join(folder, 'xdg-open');
    writeFileSync(program, `#!/bin/sh\nprintf '%s|' "$#" "$@" > '${seen}.new' && mv '${seen}.new' '${seen}'\n`);
    chmodSync(program, 0o755);
    const env = { PATH: `${folder}:/usr/bin:/bin` };

    const wasOpened = await openAddress(new URL('https://x.example/?a=1&b=$(id)%20c'), { platform: 'linux', env });

    expect(wasOpened).toBe(true);
    await expect.poll(() => existsSync(seen)).toBe(true);
    expect(readFileSync(seen, 'utf8')).toBe('1|https://x.example/?a=1&b=$(id)%20c|');
  });

  it('is missing on some machines, and gets addresses of the web alone', async () => {
    const world = { platform: 'linux', env: { PATH: join(folder, 'empty') } };

    await expect(openAddress(new URL('https://x.example/'), world)).resolves.toBe(false);
    expect(() => openAddress(new URL('file:///etc/passwd'), world)).toThrow('Only http and https addresses');
  });
});
