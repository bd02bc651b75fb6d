/** `jobs logs` before an endpoint that speaks the contract: which lines, in what form, and how it ends. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { fail, jobId, part, startLogGraph, type LogGraph, type WrittenLine } from '../client/log-graph.ts';
import { command, type CommandWorld, type Outcome } from './command.ts';
import { createVirtualTerminal } from './virtual-terminal.ts';

const at = (second: number): string => `2026-11-22T00:02:${String(second).padStart(2, '0')}.000Z`;
const hostile: readonly WrittenLine[] = [
  { rawText: 'reading\treads.fq.gz', time: at(3) },
  { rawText: '\u001b[31mERROR\u001b[0m unexpected end', text: 'ERROR unexpected end', time: at(4) },
  { rawText: '10%\r\u001b]52;c;ZXZpbA==\u000748% aborted', text: '48% aborted', time: at(4) },
  { rawText: '##[error]exit \u202e1', text: 'exit \u202e1', kind: 'ERROR', time: at(5) },
];

let log: LogGraph;

beforeEach(async () => {
  log = await startLogGraph([
    part('1/side', ['beside']),
    part('1/', hostile, { name: 'align', status: 'FAILED', attempt: 1, exitCode: 1, reason: 'OOMKilled' }),
  ]);
});

afterEach(() => log.close());

const run = (words: string, world: CommandWorld = {}): Promise<Outcome> =>
  command(['jobs', 'logs', ...words.split(' '), '--url', log.url], world);
const show = (options = '', world?: CommandWorld): Promise<Outcome> => run(`${jobId} ${options}`.trim(), world);

function issue(code: string, isRetryable = false, ofPart: string | null = null): void {
  log.issues.push({ code, message: `Because of ${code}.`, isRetryable, part: ofPart });
}

function writeMany(count: number): void {
  const lines = Array.from({ length: count }, (_, place) => ({ rawText: `line ${place}` }));
  log.parts.splice(0, Infinity, part('build', []));
  log.parts[0]?.lines.push(...lines);
}

const linesOf = (text: string): readonly string[] => text.split('\n').slice(0, -1);

describe('what is shown', () => {
  it('is in a pipe the text alone, and on standard error whose it is and what else there is', async () => {
    await expect(show()).resolves.toEqual({
      status: 0,
      stdout: 'reading\treads.fq.gz\nERROR unexpected end\n48% aborted\nexit \u202e1\n',
      stderr: '==> align, attempt 1, FAILED, exit 1, OOMKilled <==\nalso: --part 1/side  1/side, SUCCEEDED\n',
    });
  });

  it('has on a terminal the colours of the log, no other sequence, and no character of direction', async () => {
    const { stdout } = await show('--color always', { isTerminal: true });

    expect(linesOf(stdout)).toEqual([
      'reading\treads.fq.gz',
      '\u001b[31mERROR\u001b[0m unexpected end',
      '48% aborted',
      String.raw`${'\u001b'}[31mexit \u202e1${'\u001b'}[39m`,
    ]);
  });

  it('asks for no raw line where no colours are shown', async () => {
    const { stdout } = await show('--color never', { isTerminal: true });

    expect(linesOf(stdout)[3]).toBe(String.raw`exit \u202e1`);
    expect(stdout).not.toContain('\u001b');
  });

  it('has times with --timestamps', async () => {
    const { stdout } = await show('-t --tail 2');

    expect(stdout).toBe(`${at(4)} 48% aborted\n${at(5)} exit \u202e1\n`);
  });

  it('is harmless even where the endpoint sends a text that is not plain', async () => {
    log.parts.splice(0, Infinity, part('build', ['a\u001b[2J\u001b]0;title\u0007b\nc']));

    const { stdout } = await show('--color always', { isTerminal: true });

    expect(stdout).toBe('abc\n');
  });

  it('is one object as JSON and YAML, a line each as JSON lines, and fields that --json chooses', async () => {
    const whole = JSON.parse((await show('-o json --tail 1')).stdout) as Record<string, unknown>;
    expect(Object.keys(whole)).toEqual(['parts', 'part', 'lines', 'issues', 'pageInfo', 'fetchedAt']);
    expect(whole).toMatchObject({ part: { key: '1/' }, lines: [{ text: 'exit \u202e1', kind: 'ERROR' }] });

    expect((await show('-o yaml --tail 1')).stdout).toContain(String.raw`text: "exit \u202e1"`);
    expect(linesOf((await show('-o jsonl --tail 2')).stdout).map((line) => JSON.parse(line) as object)).toMatchObject([
      { text: '48% aborted', part: '1/' },
      { text: 'exit \u202e1', part: '1/' },
    ]);
    expect(JSON.parse((await show('--json kind,text --tail 1')).stdout)).toEqual([
      { kind: 'ERROR', text: 'exit \u202e1' },
    ]);
    expect((await show('--json')).stdout).toContain('rawText\n');
  });

  it('says --quiet nothing beside the lines', async () => {
    expect((await show('-q')).stderr).toBe('');
  });
});

describe('a log on a screen', () => {
  it.each([
    [60, 10],
    [80, 24],
  ])('of %i columns and %i rows shows nothing that moves the cursor', async (columns, rows) => {
    const world = { isTerminal: true, size: { columns, rows } };
    const { stdout, stderr } = await show('-t --color always', world);

    const terminal = createVirtualTerminal(columns, rows);
    terminal.write(stdout);
    const { lines: shown, ...state } = terminal.shown();
    expect(state).toMatchObject({ isAlternate: false, isCursorHidden: false });
    await expect(`${shown.join('\n')}\n\n${stderr}`).toMatchFileSnapshot(`screens/logs.${columns}x${rows}.txt`);
  });

  it('is in a pipe the lines alone', async () => {
    const { stdout, stderr } = await show('-t');

    await expect(`${stdout}\n${stderr}`).toMatchFileSnapshot('screens/logs.pipe.txt');
  });
});

describe('which lines', () => {
  it('are the last 100, and that there are more', async () => {
    writeMany(250);

    const { stdout, stderr } = await show();

    expect(linesOf(stdout)).toEqual(Array.from({ length: 100 }, (_, place) => `line ${place + 150}`));
    expect(stderr).toContain('These are the last lines (100); --tail 0 for all.\n');
  });

  it.each([
    ['--tail 0', 2500, 0],
    ['--tail 1200', 1200, 1300],
    ['--tail 3', 3, 2497],
  ])('are with %s as many, in their order', async (options, count, first) => {
    writeMany(2500);
    log.pageLimit = 700;

    const { stdout } = await show(options);

    expect(linesOf(stdout)).toEqual(Array.from({ length: count }, (_, place) => `line ${first + place}`));
  });

  it('are with --since those written since, all of them', async () => {
    expect(linesOf((await show(`--since ${at(4)}`)).stdout)).toHaveLength(3);
    expect(log.asked.at(-1)).toMatchObject({ since: at(4), first: 1000 });
  });

  it.each([
    ['1/side', '1/side'],
    ['align', '1/'],
  ])('are of the part that --part names by key or name: %s', async (named, key) => {
    await show(`--part ${named}`);

    expect(log.asked.at(-1)).toMatchObject({ part: key });
  });

  it('are with --failed of each part that failed, of its latest attempt', async () => {
    const failed = { name: 'load', status: 'FAILED' };
    log.parts.push(
      part('1/load', ['first try'], { ...failed, attempt: 1 }),
      part('2/load', ['second try'], { ...failed, attempt: 2 }),
    );

    const { status, stdout, stderr } = await show('--failed --tail 1');

    expect({ status, stdout }).toEqual({ status: 0, stdout: 'exit \u202e1\nsecond try\n' });
    expect(linesOf(stderr)).toEqual([
      '==> align, attempt 1, FAILED, exit 1, OOMKilled <==',
      '==> load, attempt 2, FAILED <==',
    ]);
  });

  it('are none with --failed where nothing failed', async () => {
    writeMany(3);

    await expect(show('--failed')).resolves.toEqual({
      status: 0,
      stdout: '',
      stderr: 'No part of the job has failed.\n',
    });
  });
});

describe('how it ends', () => {
  it.each([
    ['LOG_GONE', false, 15, /: what is left of the job: jobgraph jobs get batch:j1$/],
    ['LOG_ELSEWHERE', false, 15, /--open$/],
    ['LOG_NOT_SUPPORTED', false, 15, /jobgraph jobs get/],
    ['LOG_DISABLED', false, 15, /docs\/settings\.md$/],
    ['LOG_NOT_STARTED', true, 75, /--follow$/],
    ['PROVIDER_THROTTLED', true, 75, /: try again later$/],
    ['PROVIDER_ACCESS_DENIED', false, 1, /docs\/permissions\.md$/],
    ['LOG_TRUNCATED', false, 0, /--since and --part/],
  ])('without a line, by %s', async (code, isRetryable, status, remedy) => {
    log.parts.splice(0);
    issue(code, isRetryable);

    const outcome = await show();

    expect(outcome).toMatchObject({ status, stdout: '' });
    expect(outcome.stderr).toMatch(new RegExp(`^! Because of ${code} \\(${code}\\)`));
    expect(outcome.stderr.trimEnd()).toMatch(remedy);
  });

  it('with 0 where lines were shown, or where the log is empty', async () => {
    issue('LOG_TRUNCATED');
    expect((await show()).status).toBe(0);
    log.issues.splice(0);
    writeMany(0);
    expect(await show()).toMatchObject({ status: 0, stdout: '' });
  });

  it('without a word of what stands in the way of another part', async () => {
    issue('LOG_ELSEWHERE', false, '1/side');

    expect((await show()).stderr).not.toContain('LOG_ELSEWHERE');
    expect(await show('--part 1/side')).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('LOG_ELSEWHERE') as string,
    });
  });

  it('with 14 for a job that there is not, and 77 where the token lacks the scope', async () => {
    expect((await run('batch:other')).status).toBe(14);
    log.failure = fail('UNAUTHORIZED_FIELD_OR_TYPE', 'This needs another scope.', { missingScopes: ['job:logs'] });

    const { status, stderr } = await show();

    expect(status).toBe(77);
    expect(stderr).toContain('the token lacks job:logs.');
  });

  it('with 77 where the graph runs in this process, which holds job:read alone, before anything is asked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jobgraph-logs-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'jobgraph.yaml');
    writeFileSync(
      file,
      'auth: { mode: none }\nsources: [{ name: batch, provider: awsbatch, region: us-east-1, credentials: { profile: prod } }]\n',
    );

    const { status, stderr } = await command(['jobs', 'logs', jobId, '--config', file]);

    expect([status, stderr]).toEqual([
      77,
      expect.stringContaining('with --config the command has job:read alone') as string,
    ]);
  });

  it.each([
    ['', 'must have the id of a job, but got none'],
    ['batch:j1 batch:j2', 'too many arguments'],
    [`${jobId} --tail all`, '--tail must be a whole number'],
    [`${jobId} --since yesterday`, '--since must be a time'],
    [`${jobId} --failed --follow`, '--failed excludes'],
    [`${jobId} --part nobody`, '--part must be one of 1/side, 1/ (align), but got "nobody"'],
    [`${jobId} -o csv`, '--output of jobs logs must be table, jsonl, json, yaml, but got csv'],
    [`${jobId} -f -o yaml`, '--output of jobs logs --follow must be table, jsonl, but got yaml'],
  ])('with 64 for %j', async (words, sentence) => {
    const outcome = await command(['jobs', 'logs', ...words.split(' ').filter(Boolean), '--url', log.url]);

    expect(outcome.status).toBe(64);
    expect(outcome.stderr).toContain(sentence);
  });
});
