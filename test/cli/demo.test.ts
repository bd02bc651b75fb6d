/** Commands against a demo gateway, over real HTTP. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { startDemoGateway, type DemoGateway } from '../../emulators/demo/gateway.ts';
import { providers } from '../../src/providers.ts';
import { command, type CommandWorld, type Outcome } from './command.ts';

let demo: DemoGateway;
let url: string;
let folder: string;

beforeAll(async () => {
  demo = await startDemoGateway({
    now: Date.now,
    monotonic: () => performance.now(),
    random: Math.random,
    port: 0,
    host: undefined,
    logger: pino({ level: 'silent' }),
  });
  url = /http:\/\/127\.0\.0\.1:\d+/.exec(demo.greeting)?.[0] ?? '';
  folder = mkdtempSync(join(tmpdir(), 'jobgraph-cli-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await demo.close();
});

async function ask(line: string, world: CommandWorld = {}): Promise<Outcome> {
  return command([...line.split(' '), '--url', url], world);
}

const uncovered = /^! not covered: pipelines: .* \(LIST_NOT_SUPPORTED\)$/m;
const more = (count: number): string => `! more jobs: ${count} listed; --limit 0 for all\n`;

describe('jobs ls', () => {
  it('prints rows with tabs and whole times in a pipe, and on standard error that there are more', async () => {
    const { status, stdout, stderr } = await ask('jobs ls --limit 3');

    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect({ status, stderr, count: rows.length }).toEqual({ status: 0, stderr: more(3), count: 3 });
    for (const [, job_status, source, createdAt, , , id] of rows) {
      expect(job_status).toMatch(/^[A-Z_]+$/);
      expect(id?.startsWith(`${source ?? ''}:`)).toBe(true);
      expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
  });

  it('prints a table with a header and relative times on a terminal, or times in UTC', async () => {
    const relative = await ask('jobs ls --source devices -L 2', { isTerminal: true });
    const utc = await ask('jobs ls --source devices -L 2 --utc -q', { isTerminal: true });

    expect(relative.stdout).toMatch(
      /^NAME +STATUS +SOURCE +AGE +DURATION +PROGRESS +ID\n.* \d+ (min|h|d|s) .* devices:\S+$/m,
    );
    expect(relative.stderr).toMatch(/^2 of \d+; --limit 0 for all\n$/);
    expect(utc.stdout).toMatch(/^NAME +STATUS +SOURCE +CREATED +SECONDS +PROGRESS +ID\n/);
    expect(utc.stdout).toMatch(/ \d{4}-\d\d-\d\dT[\d:.]+Z/);
    expect(utc.stderr).toBe('');
  });

  it('reads page by page up to all that there are', async () => {
    const all = await ask('jobs ls -L 0 -o id -q');
    const some = await ask('jobs ls -L 101 -o id -q');

    const ids = all.stdout.trimEnd().split('\n');
    expect(ids.length).toBeGreaterThan(101);
    expect(new Set(ids).size).toBe(ids.length);
    expect(some.stdout.trimEnd().split('\n')).toHaveLength(101);
  });

  it.each([
    ['-s active', (job: Job) => !job.isTerminal],
    ['-s ended', (job: Job) => job.isTerminal],
    ['-s failed', (job: Job) => ['FAILED', 'TIMED_OUT'].includes(job.status)],
    ['-s running,queued', (job: Job) => ['RUNNING', 'QUEUED'].includes(job.status)],
    ['-p importexport -p AWS_BATCH', (job: Job) => ['IMPORT_EXPORT', 'AWS_BATCH'].includes(job.provider)],
    ['--source devices,builds', (job: Job) => ['devices', 'builds'].includes(job.source.name)],
    ['--since 24h', (job: Job) => Date.now() - Date.parse(job.createdAt) < 86_460_000],
    ['--until 7d', (job: Job) => Date.now() - Date.parse(job.createdAt) > 600_000_000],
  ])('%s chooses jobs', async (options, isRight) => {
    const fields = '--json id,status,isTerminal,provider,source.name,createdAt';

    const { status, stdout } = await ask(`jobs ls ${options} -L 100 ${fields}`);

    const jobs = JSON.parse(stdout) as readonly Job[];
    expect(status).toBe(0);
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.filter((job) => !isRight(job))).toEqual([]);
  });

  it.each(['--text nightly', '--text "rebuild index"', '--ended-since 7d'])('%s narrows the list', async (options) => {
    const words = options
      .split(/ (.*)/)
      .slice(0, 2)
      .map((word) => word.replaceAll('"', ''));
    const all = await ask('jobs ls -L 0 -o id -q');

    const { status, stdout } = await command(['jobs', 'ls', ...words, '-L', '0', '-o', 'id', '-q', '--url', url]);

    const ids = stdout.split('\n').filter(Boolean);
    expect(status).toBe(0);
    expect(ids.length).toBeLessThan(all.stdout.trimEnd().split('\n').length);
    expect(ids.every((id) => all.stdout.includes(`${id}\n`))).toBe(true);
  });

  it('sorts', async () => {
    const { stdout } = await ask('jobs ls --sort oldest --json createdAt -q --source devices');

    const times = (JSON.parse(stdout) as readonly Job[]).map(({ createdAt }) => createdAt).filter(Boolean);
    expect(times.length).toBeGreaterThan(3);
    expect(times).toEqual(times.toSorted());
  });

  it('says that a source has no lists where it is named, and exits 3 where all must be there', async () => {
    const unnamed = await ask('jobs ls -L 1 --require-complete');
    const named = await ask('jobs ls --source pipelines,devices -L 0');
    const complete = await ask('jobs ls --source pipelines,devices -L 0 --require-complete');

    expect(unnamed).toMatchObject({ status: 0, stderr: more(1) });
    expect(named).toMatchObject({ status: 0, stderr: expect.stringMatching(uncovered) });
    expect(complete).toMatchObject({ status: 3, stderr: expect.stringMatching(uncovered) });
  });

  it('exits 3 where all must be there and the default limit leaves jobs out', async () => {
    await expect(ask('jobs ls --require-complete')).resolves.toMatchObject({ status: 3, stderr: more(20) });
    await expect(ask('jobs ls --require-complete -L 0 --source builds')).resolves.toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  it('counts by source and status', async () => {
    const counted = await ask('jobs ls --count --source devices -o csv');
    const listed = await ask('jobs ls --source devices -L 0 -o id');

    const [header, ...rows] = counted.stdout.trimEnd().split('\r\n');
    expect(header).toBe('source,status,jobs');
    const sum = rows.reduce((total, row) => total + Number(row.split(',')[2]), 0);
    expect(sum).toBe(listed.stdout.trimEnd().split('\n').length);
  });

  it('watches: an event per line in a pipe, until it is interrupted', async () => {
    const interruption = new AbortController();
    const onOutput = (stdout: string): void => {
      if (stdout.split('\n').length > 3) interruption.abort();
    };

    const { status, stdout } = await ask('jobs ls -w --source devices -L 3', { signal: interruption.signal, onOutput });

    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; job: Job });
    expect(status).toBe(130);
    expect(events.map(({ kind }) => kind)).toEqual(['PRESENT', 'PRESENT', 'PRESENT']);
    expect(Object.keys(events[0]?.job ?? {})).toEqual([
      'id',
      'name',
      'provider',
      'kind',
      'definition',
      'status',
      'statusMessage',
      'source',
      'createdAt',
      'startedAt',
      'endedAt',
      'durationSeconds',
      'progress',
    ]);
  });

  it.each([
    ['--status done', '--status must be of QUEUED, RUNNING, PAUSED'],
    ['--provider gitlab', '--provider must be of airflow, awsbatch, cloudrun'],
    [
      '--since yesterday',
      '--since must be a time such as 24h, 7d, 2026-11-20 or 2026-11-20T08:00Z, but got "yesterday".',
    ],
    ['--limit many', '--limit must be a whole number, 0 for all, but got "many".'],
    ['--json nme', '--json must name fields of Job (id, providerJobId'],
    ['--json status.of', '--json: Job.status has no fields.'],
    ['--stat x', "unknown option '--stat'"],
    ['-o xml', 'Allowed choices are table, wide, json'],
    ['--timeout soon', '--timeout must be a time such as 30s'],
    ['--timeout 0', '--timeout must be more than 0 and at most 24d, but got "0".'],
    ['--timeout 25d', '--timeout must be more than 0 and at most 24d, but got "25d".'],
    ['--since 999999999w', '--since must be a time such as 24h'],
    ['--since 2026-02-30', '--since must be a time such as 24h'],
    ['--json id -o csv', '--output must be json, jsonl or yaml with --json, but got csv.'],
    ['--count --json status -o id', '--output must be json, jsonl or yaml with --json, but got id.'],
  ])('refuses %s with status 64, and asks nothing', async (options, expected) => {
    const { status, stdout, stderr } = await ask(`jobs ls ${options}`);

    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toContain(expected);
  });
});

interface Job {
  readonly id: string;
  readonly status: string;
  readonly isTerminal: boolean;
  readonly provider: string;
  readonly createdAt: string;
  readonly source: { readonly name: string };
}

describe('the forms of an answer', () => {
  it('are the same rows', async () => {
    const [json, jsonl, yaml, csv, wide] = await Promise.all(
      ['json', 'jsonl', 'yaml', 'csv', 'wide'].map((form) => ask(`jobs get devices:ERRS1 devices:JSON9 -o ${form}`)),
    );

    const rows = JSON.parse(json?.stdout ?? '') as readonly Job[];
    expect(rows[0]).toMatchObject({
      __typename: 'ImportExportJob',
      id: 'devices:ERRS1',
      status: 'PARTIALLY_SUCCEEDED',
      source: { name: 'devices' },
      errorCount: 2,
    });
    expect(
      jsonl?.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(rows);
    expect(parseYaml(yaml?.stdout ?? '')).toEqual(rows);
    expect(csv?.stdout).toMatch(
      /^name,status,source,created,seconds,progress,id\r\n,PARTIALLY_SUCCEEDED,devices,.*,devices:ERRS1\r\n/,
    );
    expect(wide?.stdout.split('\n')[0]?.split('\t')).toHaveLength(14);
  });

  it('of a list are the same rows, too', async () => {
    const list = (form: string) => ask(`jobs ls --source devices --text err -L 0 -o ${form}`);
    const [table, wide, json, jsonl, yaml, csv, id] = await Promise.all(
      ['table', 'wide', 'json', 'jsonl', 'yaml', 'csv', 'id'].map(list),
    );

    const rows = JSON.parse(json?.stdout ?? '') as readonly Job[];
    const ids = rows.map((row) => row.id);
    const toIds = (text = '', at: RegExp | string = '\t') =>
      text
        .trimEnd()
        .split(/\r?\n/)
        .map((line) => line.split(at).at(-1));
    expect(ids.length).toBeGreaterThan(0);
    expect(toIds(table?.stdout)).toEqual(ids);
    expect(toIds(wide?.stdout)).toEqual(ids);
    expect(`[${jsonl?.stdout.trimEnd().replaceAll('\n', ',') ?? ''}]`).toBe(JSON.stringify(rows));
    expect(parseYaml(yaml?.stdout ?? '')).toEqual(rows);
    expect(toIds(csv?.stdout, ',')).toEqual(['id', ...ids]);
    expect(id?.stdout).toBe(ids.map((one) => `${one}\n`).join(''));
  });

  it.each([
    ['jobs watch devices:ERRS1 -o yaml', '--output of jobs watch must be table, wide, jsonl, csv, id, but got yaml.'],
    ['jobs ls -w -o csv', '--output of jobs ls --watch must be table, wide, jsonl, but got csv.'],
    ['query -o csv', '--output of query must be json, jsonl, yaml, but got csv.'],
    ['query --subscribe -o json', '--output of query must be jsonl, but got json.'],
    ['query --json id', 'query prints the fields that the operation selects: leave --json out.'],
    ['query - --token-file -', 'Standard input can hold the token or the operation: name a file for one of them.'],
    ['jobs wait x --timeout 25d', '--timeout must be more than 0 and at most 24d, but got "25d".'],
    ['jobs watch', 'The id of a job must be given, but none was.'],
    ['jobs wait', 'The id of a job must be given, but none was.'],
  ])('are refused where they cannot be: %s', async (line, expected) => {
    await expect(ask(line, { input: 'token' })).resolves.toEqual({
      status: 64,
      stdout: '',
      stderr: `jobgraph: ${expected}\n`,
    });
  });

  it.each([
    ['jobs ls --json', 'id'],
    ['jobs ls --count --json', 'source'],
    ['jobs find --json', 'id'],
    ['jobs watch --json', 'id'],
    ['sources --json', 'id'],
  ])('have names: %s', async (line, first) => {
    const { status, stdout } = await ask(line.replace('--json', '--url ' + url + ' --json').trim(), {});

    expect({ status, first: stdout.split('\n')[0] }).toEqual({ status: 0, first });
  });

  it('of numbers can be chosen, too', async () => {
    const { stdout } = await ask('jobs ls --count --source devices --json count,status');
    const wrong = await ask('jobs ls --count --json size');

    expect(Object.keys((JSON.parse(stdout) as readonly object[])[0] ?? {})).toEqual(['count', 'status']);
    expect(wrong).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('source, status, count, but got "size"'),
    });
  });

  it('--json chooses fields, those of one type among them; without a value it lists them', async () => {
    const chosen = await ask('jobs get devices:ERRS1 --json id,source,ImportExportJob.errorCount');
    const names = await command(['jobs', 'get', '--url', url, '--json']);

    expect(JSON.parse(chosen.stdout)).toEqual({
      id: 'devices:ERRS1',
      source: expect.objectContaining({ name: 'devices', provider: 'IMPORT_EXPORT' }),
      errorCount: 2,
    });
    const listed = names.stdout.trimEnd().split('\n');
    expect(listed).toEqual(expect.arrayContaining(['id', 'progress.fraction', 'ImportExportJob.errorCount']));
    for (const name of listed.filter((one) => !one.includes('Job.') && !one.includes('Run.')).slice(0, 30))
      expect((await ask(`jobs get devices:ERRS1 --json ${name}`)).status).toBe(0);
  });
});

describe('jobs get and find', () => {
  it('prints those that are there, says which are not, and exits 14', async () => {
    const { status, stdout, stderr } = await ask('jobs get devices:ERRS1 devices:NOBDY -o id');

    expect({ status, stdout }).toEqual({ status: 14, stdout: 'devices:ERRS1\n' });
    expect(stderr).toBe('! devices:NOBDY: The provider knows no such job. (JOB_NOT_FOUND)\n');
  });

  it('shows a job of each type in full, with no error', async () => {
    const all = await ask('jobs ls -L 0 -q --json id,source.name');
    const first = new Map((JSON.parse(all.stdout) as readonly Job[]).map(({ id, source }) => [source.name, id]));
    first.set('devices', 'devices:ERRS1');
    first.set('pipelines', 'pipelines:00000000-0000-4000-8000-000000000001');

    const { status, stdout, stderr } = await command(['jobs', 'get', ...first.values(), '--url', url]);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(new Set(stdout.match(/^type\t.*$/gm))).toHaveProperty('size', providers.length);
    expect(first.size).toBe(providers.length);
  });

  it('finds a job by its provider’s id', async () => {
    await expect(ask('jobs find ERRS1 -o id')).resolves.toMatchObject({ status: 0, stdout: 'devices:ERRS1\n' });
    await expect(ask('jobs find NOBDY -o id')).resolves.toMatchObject({ status: 14, stdout: '' });
  });
});

describe('jobs wait and watch', () => {
  it.each([
    ['flows:orders:order-4710', 0],
    ['flows:orders:order-4710 panorama-lab:import-people-counter', 0],
    ['panorama-lab:import-shelf-scanner', 10],
    ['builds:web-app:16a3b74f-f435-4e66-8dfb-000000000323', 10],
    ['flows:orders:order-4709', 11],
    ['flows:orders:order-4709 panorama-lab:import-shelf-scanner', 10],
    ['flows:orders:order-4709 --ok CANCELLED', 0],
    ['flows:orders:order-4709 devices:ERRS1 --ok cancelled,partially-succeeded', 0],
    ['devices:ERRS1', 12],
    ['ci:acme/web-app/9000000810', 13],
    ['devices:XEXPD', 14],
    ['devices:ERRS1 --ok PARTIALLY_SUCCEEDED', 0],
    ['devices:NOBDY', 14],
    ['devices:NOBDY devices:ERRS1', 14],
  ])('waits for %s, and exits %i', async (line, status) => {
    await expect(ask(`jobs wait ${line}`)).resolves.toMatchObject({ status, stdout: '' });
  });

  it('prints rows below each other on a terminal, though they come one by one', async () => {
    const ids = ['devices:ERRS1', 'cos-chengdu:c0500000-0000-4000-8000-000000000010'];

    const { stdout } = await ask(`jobs watch ${ids.join(' ')}`, { isTerminal: true });

    const [header = '', ...rows] = stdout.trimEnd().split('\n');
    expect(rows).toHaveLength(2);
    for (const [index, row] of rows.entries()) expect(row.indexOf(ids[index] ?? '?')).toBe(header.indexOf('ID'));
  });

  it('--exit-status says how the jobs ended; without it the watch was enough', async () => {
    const enough = await ask('jobs watch devices:ERRS1');
    const judged = await ask('jobs watch devices:ERRS1 --exit-status -o jsonl');

    expect(enough).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\tPARTIALLY_SUCCEEDED\tdevices\t.*\tdevices:ERRS1\n$/),
    });
    expect(judged).toMatchObject({ status: 12, stdout: expect.stringMatching(/^\{"id":"devices:ERRS1"/) });
  });
});

describe('sources', () => {
  it('lists the accounts and how they are doing', async () => {
    await ask('jobs get devices:ERRS1');

    const { status, stdout, stderr } = await ask('sources');

    const devices = stdout.split('\n').find((line) => line.startsWith('devices\t'));
    expect(status).toBe(0);
    expect(devices?.split('\t').filter((_cell, index) => index !== 3)).toEqual([
      ...['devices', 'HEALTHY', '', 'IMPORT_EXPORT', '', 'true'],
    ]);
    expect(stderr).toBe('! no lists of jobs: pipelines (LIST_NOT_SUPPORTED)\n');
  });
});

describe('query', () => {
  it('prints the answer to an operation with variables', async () => {
    const input = 'query One($id: ID!) { job(id: $id) { id } } query Two { jobViewer { scopes } }';

    const { status, stdout } = await ask('query - -v id=devices:ERRS1 --operation One', { input });

    expect({ status, answer: JSON.parse(stdout) as unknown }).toEqual({
      status: 0,
      answer: { data: { job: { id: 'devices:ERRS1' } } },
    });
  });

  it('prints the answer as YAML, or on one line', async () => {
    const input = '{ job(id: "devices:ERRS1") { id } }';

    const yaml = await ask('query -o yaml', { input });
    const line = await ask('query -o jsonl', { input });

    expect(yaml.stdout).toBe('data:\n  job:\n    id: devices:ERRS1\n');
    expect(line.stdout).toBe('{"data":{"job":{"id":"devices:ERRS1"}}}\n');
  });

  it('exits by the errors where there is nothing else', async () => {
    const lost = await ask('query', { input: '{ job(id: "devices:NOBDY") { id } }' });
    const partly = await ask('query', { input: '{ job(id: "devices:NOBDY") { id } jobViewer { scopes } }' });
    const wrong = await ask('query', { input: '{ nothing }' });

    expect([lost.status, partly.status, wrong.status]).toEqual([14, 0, 1]);
    expect(wrong.stderr).toContain('(GRAPHQL_VALIDATION_FAILED)');
  });

  it('follows a subscription to its end', async () => {
    const input = 'subscription { jobUpdated(ids: ["devices:ERRS1"]) { id } }';

    await expect(ask('query --subscribe', { input })).resolves.toEqual({
      status: 0,
      stdout: '{"data":{"jobUpdated":{"id":"devices:ERRS1"}}}\n',
      stderr: '',
    });
  });

  it('adds the cost with --explain', async () => {
    const { stdout } = await ask('query --explain', { input: '{ job(id: "devices:ERRS1") { id } }' });

    expect(JSON.parse(stdout)).toHaveProperty('extensions');
  });
});

describe('tokens', () => {
  it('are printed by the demo, and taken from the environment, a file or standard input', async () => {
    const token = (await command(['token', '--url', url, '--scope', 'job:read job:sensitive'])).stdout.trim();
    const file = join(folder, 'token');
    writeFileSync(file, `${token}\n`);
    const document = join(folder, 'viewer.graphql');
    writeFileSync(document, '{ jobViewer { scopes } }');
    const line = `query ${document}`;

    const answers = await Promise.all([
      ask(line, { env: { JOBGRAPH_TOKEN: token } }),
      ask(`${line} --token-file ${file}`),
      ask(`${line} --token-file -`, { input: token }),
    ]);

    for (const { stdout } of answers)
      expect(JSON.parse(stdout)).toEqual({ data: { jobViewer: { scopes: ['job:read', 'job:sensitive'] } } });
  });

  it('that are refused exit 77, over HTTP and over a WebSocket, and are never shown', async () => {
    const world = { env: { JOBGRAPH_TOKEN: 'not-a-token' } };

    const outcomes = await Promise.all([ask('jobs ls', world), ask('jobs watch devices:ERRS1', world)]);

    for (const { status, stdout, stderr } of outcomes) {
      expect({ status, stdout }).toEqual({ status: 77, stdout: '' });
      expect(stderr).not.toContain('not-a-token');
    }
  });
});

describe('the gateway that is named', () => {
  it('is taken from the environment', async () => {
    const { status } = await command(['jobs', 'ls', '-L', '1'], { env: { JOBGRAPH_URL: url } });

    expect(status).toBe(0);
  });

  it.each(['jobs ls', 'jobs watch devices:ERRS1'])('exits 69 where none is: %s', async (line) => {
    const outcome = await command([...line.split(' '), '--url', 'http://127.0.0.1:1']);

    expect(outcome).toMatchObject({ status: 69, stdout: '' });
    expect(outcome.stderr).toContain('No gateway answers at http://127.0.0.1:1/graphql');
  });

  it.each(['ftp://127.0.0.1', 'nowhere', 'http://me:secret@127.0.0.1'])('is refused if it is %s', async (wrong) => {
    const outcome = await command(['jobs', 'ls', '--url', wrong]);

    expect(outcome).toMatchObject({ status: 64, stdout: '' });
    expect(outcome.stderr).not.toContain('secret');
  });
});
