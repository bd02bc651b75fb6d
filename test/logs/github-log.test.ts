/** The logs of GitHub Actions' jobs: files behind links that end after a minute. */
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  toLogFile,
  type EmulatedLogFile,
  type LogStorageOptions,
} from '../../emulators/githubactions/emulator-storage.ts';
import { errors as githubErrors, type GitHubEmulator } from '../../emulators/githubactions/emulator.ts';
import { toRawAnswer } from '../../emulators/kit/emulator.ts';
import type { JsonObject } from '../../emulators/kit/json.ts';
import type { GraphQLAnswer } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { walkLog } from './walk.ts';

const ended = '2026-11-22T00:02:14Z';
const id = 'ci:acme/web-app/30433642';
const run = {
  id: 30_433_642,
  created_at: '2026-11-22T00:00:00Z',
  status: 'completed',
  conclusion: 'failure',
  repository: { full_name: 'acme/web-app' },
};
const job: JsonObject = {
  id: 31_415_926_535,
  name: 'unit tests',
  status: 'completed',
  conclusion: 'failure',
  run_attempt: 2,
  started_at: '2026-11-22T00:01:00Z',
  completed_at: ended,
  html_url: 'https://github.com/acme/web-app/actions/runs/30433642/job/31415926535',
  steps: [
    { name: 'Set up job', conclusion: 'success' },
    { name: 'npm test', conclusion: 'failure' },
  ],
};

interface World {
  readonly file?: EmulatedLogFile | ReturnType<LogStorageOptions['fileOf']>;
  readonly jobs?: readonly JsonObject[];
  readonly isExpired?: boolean;
  readonly storage?: Pick<LogStorageOptions, 'injectFault' | 'ignoresRanges'>;
  readonly source?: object;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

async function start({ file, jobs = [job], isExpired = false, storage, source, now }: World) {
  const { gateway, emulators, close } = await startProviders(
    {
      ci: {
        provider: 'githubactions',
        jobs: {
          describe: () => run,
          list: () => [run],
          jobsOf: () => jobs,
          logOf: () => file,
          linkErrorOf: () => (isExpired ? githubErrors.gone : undefined),
        },
        ...(storage === undefined ? {} : { storage }),
        source: { repositories: ['acme/web-app'], ...source },
      },
    },
    { random: () => 0, ...(now === undefined ? {} : { now }) },
  );
  onTestFinished(close);
  const token = await gateway.token('job:read', 'job:logs');
  const emulator = emulators.ci as GitHubEmulator;
  return {
    ...{ gateway, token, emulator },
    blobs: () => emulator.storage.calls,
    links: () => emulator.calls.filter(({ operation }) => operation === 'download-job-logs-for-workflow-run'),
    ask: (args: string, selection: string): Promise<GraphQLAnswer> =>
      gateway.query(`{ jobLog(id: "${id}"${args}) { ${selection} } }`, { token }),
  };
}

const time = '2026-11-22T00:02:13.4071234Z';
const instant = '2026-11-22T00:02:13.407Z';

describe('the log of a run', () => {
  it('has a part for each job of the latest attempt, with the step that failed first', async () => {
    const { ask } = await start({ file: toLogFile('') });

    const { data } = await ask(
      '',
      'parts { key name kind group attempt status exitCode reason failedStep startedAt endedAt isComplete url }',
    );

    expect(data.jobLog.parts).toEqual([
      {
        ...{ key: '31415926535', name: 'unit tests', kind: 'RUN_JOB', group: null, attempt: 2, status: 'FAILED' },
        ...{ exitCode: null, reason: null, failedStep: 'npm test', isComplete: true },
        ...{ startedAt: '2026-11-22T00:01:00.000Z', endedAt: '2026-11-22T00:02:14.000Z' },
        url: 'https://github.com/acme/web-app/actions/runs/30433642/job/31415926535',
      },
    ]);
  });

  it('is read by a link, with nothing of GitHub’s and by ranges', async () => {
    const { ask, blobs, links, emulator } = await start({
      file: toLogFile(
        `\uFEFF${time} first\n${time}   1 failing\r\n${time} ##[error]Process completed with exit code 1.\n`,
      ),
    });

    const { data, errors } = await ask(
      ', last: 2',
      'lines { time text rawText kind } pageInfo { hasPreviousPage hasNextPage } issues { code }',
    );

    expect(errors).toEqual([]);
    expect(data.jobLog).toEqual({
      lines: [
        { time: instant, text: '  1 failing', rawText: '  1 failing', kind: 'TEXT' },
        {
          ...{ time: instant, text: 'Process completed with exit code 1.', kind: 'ERROR' },
          rawText: '##[error]Process completed with exit code 1.',
        },
      ],
      pageInfo: { hasPreviousPage: true, hasNextPage: false },
      issues: [],
    });
    expect(emulator.calls.map(({ operation }) => operation)).toEqual([
      'get-workflow-run',
      'list-jobs-for-workflow-run',
      'download-job-logs-for-workflow-run',
    ]);
    expect(links().map(({ status }) => status)).toEqual([302]);
    const [{ headers }] = blobs() as readonly [ReturnType<typeof blobs>[number]];
    expect(Object.keys(headers).toSorted()).toEqual(['accept-encoding', 'connection', 'host', 'range', 'user-agent']);
    expect(headers).toMatchObject({ range: 'bytes=0-262143', 'accept-encoding': 'identity' });
  });

  it.each([
    ['##[group]Run npm test', 'GROUP', 'Run npm test'],
    ['##[endgroup]', 'GROUP_END', ''],
    ['##[section]Finishing', 'GROUP', 'Finishing'],
    ['##[command]git fetch', 'COMMAND', 'git fetch'],
    ['[command]/usr/bin/git fetch', 'COMMAND', '/usr/bin/git fetch'],
    ['##[error]no', 'ERROR', 'no'],
    ['##[warning]old', 'WARNING', 'old'],
    ['##[notice]new', 'NOTICE', 'new'],
    ['##[debug]why', 'DEBUG', 'why'],
    ['##[unknown]x', 'TEXT', '##[unknown]x'],
    [' ##[error]x', 'TEXT', ' ##[error]x'],
    ['[error]x', 'TEXT', '[error]x'],
  ])('marks %j as %s', async (rawText, kind, text) => {
    const { ask } = await start({ file: toLogFile(`${time} ${rawText}\n`) });

    const { data } = await ask('', 'lines { kind text rawText }');

    expect(data.jobLog.lines).toEqual([{ kind, text, rawText }]);
  });

  it('gives a line without a time that of the line before it', async () => {
    const { ask } = await start({
      file: toLogFile(`no time\n${time} one\nof two\n2026-13-40T00:00:00.0000000Z x\nlast`),
    });

    const { data } = await ask('', 'lines { time rawText }');

    expect(data.jobLog.lines).toEqual([
      { time: null, rawText: 'no time' },
      { time: instant, rawText: 'one' },
      { time: instant, rawText: 'of two' },
      { time: instant, rawText: '2026-13-40T00:00:00.0000000Z x' },
      { time: instant, rawText: 'last' },
    ]);
  });

  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
    { weight: 2, arbitrary: fc.constantFrom('', '\r', '##[error]x', '\u001b[31mred', '\u202e', '\uFEFF') },
    { weight: 1, arbitrary: fc.integer({ min: 16_300, max: 70_000 }).map((length) => 'é'.repeat(length)) },
  );
  const logs = fc.record({
    lines: fc.array(
      piece.map((line) => line.replaceAll('\n', ' ')),
      { maxLength: 40 },
    ),
    hasMark: fc.boolean(),
    endsLine: fc.boolean(),
    sizes: fc.array(fc.constantFrom(1, 2, 3, 7, 100), { minLength: 1, maxLength: 5 }),
    ignoresRanges: fc.boolean(),
  });

  it('gives each line once and in order, whichever way and by whatever pages it is read', async () => {
    let file = toLogFile('');
    let ignores = false;
    const { gateway, token } = await start({
      file: {
        get size() {
          return file.size;
        },
        read: (from, to) => file.read(from, to),
      },
      storage: {
        injectFault: () =>
          ignores ? { toAnswer: () => toRawAnswer({ status: 200, body: file.read(0, file.size) }) } : undefined,
      },
    });
    await fc.assert(
      fc.asyncProperty(logs, async ({ lines, hasMark, endsLine, sizes, ignoresRanges }) => {
        const text = lines.map((line) => `${time} ${line}`).join('\n') + (endsLine && lines.length > 0 ? '\n' : '');
        file = toLogFile((hasMark ? '\uFEFF' : '') + text);
        // What is held of a whole file is bounded: such a walk backward from its end is another test.
        ignores = ignoresRanges && file.size < 900_000;
        const expected = lines.map((line, index) =>
          index === lines.length - 1 && !endsLine ? line : line.replace(/\r+$/, ''),
        );
        for (const direction of ['first', 'last'] as const) {
          const shown = await walkLog({
            ...{ gateway, token, id, part: '31415926535', direction },
            toSize: (page) => sizes[page % sizes.length] ?? 1,
          });
          expect(shown.map(({ rawText, isTruncated }) => (isTruncated ? rawText.length : rawText))).toEqual(
            expected.map((line) => (Buffer.byteLength(line) > 16_384 ? 8192 : line)),
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  it('reads the end of a long log in three pieces, and no more of it', async () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `${time} line ${index}\n`).join('');
    const { ask, blobs } = await start({ file: toLogFile(lines) });

    const { data } = await ask('', 'lines { text } pageInfo { hasPreviousPage }');

    expect(data.jobLog.lines).toHaveLength(100);
    expect(data.jobLog.lines.at(-1)).toEqual({ text: 'line 99999' });
    expect(data.jobLog.pageInfo.hasPreviousPage).toBe(true);
    const size = Buffer.byteLength(lines);
    expect(blobs().map(({ headers }) => headers['range'])).toEqual([
      'bytes=0-262143',
      `bytes=${size - 262_144}-${size - 1}`,
    ]);
  });

  it.each(['first', 'last'] as const)('passes a line of 10 MB, and shows its beginning once: %s', async (direction) => {
    const { gateway, token, blobs } = await start({
      file: toLogFile(`${time} before\n${time} ${'x'.repeat(10_000_000)}\n${time} behind\n`),
    });

    const lines = await walkLog({ gateway, token, id, part: '31415926535', direction, toSize: () => 100 });

    expect(lines.map(({ rawText, isTruncated }) => [rawText.slice(0, 6), rawText.length, isTruncated])).toEqual([
      ['before', 6, false],
      ['xxxxxx', 16_384, true],
      ['behind', 6, false],
    ]);
    expect(blobs().length).toBeLessThan(60);
  });

  it('holds the end of a file from a host without ranges, and gives up beyond 64 MB', async () => {
    const row = `${time} ${'y'.repeat(100)}\n`;
    const { ask } = await start({ file: toLogFile(row.repeat(50_000)), storage: { ignoresRanges: true } });
    const huge = await start({
      file: { size: 70_000_000, read: (from, to) => Buffer.alloc(to - from, 'z') },
      storage: { ignoresRanges: true },
    });

    const { data } = await ask(', last: 3', 'lines { rawText } pageInfo { hasPreviousPage } issues { code }');
    const { data: none } = await huge.ask('', 'lines { rawText } issues { code }');

    expect(data.jobLog).toEqual({
      lines: Array.from({ length: 3 }, () => ({ rawText: 'y'.repeat(100) })),
      pageInfo: { hasPreviousPage: true },
      issues: [],
    });
    expect(none.jobLog).toEqual({ lines: [], issues: [{ code: 'LOG_TRUNCATED' }] });
  });
});

describe('a log that cannot be read', () => {
  const lines = 'lines { text } issues { code isRetryable part }';
  const part = '31415926535';

  it.each([
    ['in_progress', null, 'LOG_NOT_STARTED', true],
    ['queued', null, 'LOG_NOT_STARTED', true],
    ['completed', 'skipped', 'LOG_NOT_SUPPORTED', false],
  ])('is not asked for: a job that is %s, %s', async (status, conclusion, code, isRetryable) => {
    const { ask, links } = await start({ jobs: [{ ...job, status, conclusion }] });

    const { data } = await ask('', lines);

    expect(data.jobLog).toEqual({ lines: [], issues: [{ code, isRetryable, part }] });
    expect(links()).toEqual([]);
  });

  it.each([
    [30_000, 'LOG_NOT_STARTED'],
    [61_000, 'LOG_GONE'],
  ])('is not there %i ms after the end: %s', async (later, code) => {
    const { ask } = await start({ now: () => Date.parse(ended) + later });

    const { data } = await ask('', 'issues { code } lines { text }');

    expect(data.jobLog).toEqual({ issues: [{ code }], lines: [] });
  });

  it('has expired', async () => {
    const { ask, blobs } = await start({ isExpired: true });

    const { data } = await ask('', lines);

    expect(data.jobLog).toEqual({ lines: [], issues: [{ code: 'LOG_GONE', isRetryable: false, part }] });
    expect(blobs()).toEqual([]);
  });

  const denied = toRawAnswer({ status: 403 });
  it.each([
    [1, []],
    [2, [{ code: 'PROVIDER_UNAVAILABLE' }]],
  ])('is asked for by another link where a link is too old, %i times', async (times, issues) => {
    const { ask, links } = await start({
      file: toLogFile(`${time} x\n`),
      storage: { injectFault: (_call, attempt) => (attempt <= times ? { toAnswer: () => denied } : undefined) },
    });

    const { data } = await ask('', 'issues { code } lines { text }');

    expect(data.jobLog.issues).toEqual(issues);
    expect(links()).toHaveLength(2);
  });

  it.each([
    ['a redirect', 302],
    ['a refusal', 400],
    ['a part that was not asked for', 206],
  ])('is not what its host answers: %s', async (_name, status) => {
    const answer = toRawAnswer({
      status,
      headers: { location: 'http://169.254.169.254/', 'content-range': 'bytes 7-9/10' },
      body: 'abc',
    });
    const { ask } = await start({
      file: toLogFile('x'),
      storage: { injectFault: () => ({ toAnswer: () => answer }) },
    });

    const { data } = await ask('', 'issues { code } lines { text }');

    expect(data.jobLog).toEqual({ issues: [{ code: 'PROVIDER_BAD_RESPONSE' }], lines: [] });
  });

  it('compressed is not read: a small answer may be any number of bytes', async () => {
    const answer = toRawAnswer({ status: 200, headers: { 'content-encoding': 'gzip' }, body: 'bomb' });
    const { ask } = await start({ file: toLogFile('x'), storage: { injectFault: () => ({ toAnswer: () => answer }) } });

    const { data } = await ask('', 'issues { code } lines { text }');

    expect(data.jobLog).toEqual({ issues: [{ code: 'PROVIDER_BAD_RESPONSE' }], lines: [] });
  });

  it.each([
    ['another host', 'https://evil.example/log'],
    ['loopback by another name', 'http://localhost:1/log'],
    ['a machine’s metadata', 'http://169.254.169.254/latest/meta-data/'],
    ['a user before the host', 'http://127.0.0.1@evil.example/log'],
    ['no address', 'not an address'],
  ])('is not looked for where the link leads: %s', async (_name, location) => {
    const { gateway, emulators, close } = await startProviders({
      ci: {
        provider: 'githubactions',
        jobs: { describe: () => run, list: () => [run], jobsOf: () => [job], logOf: () => toLogFile('x') },
        fault: ({ operation }) =>
          operation === 'download-job-logs-for-workflow-run'
            ? { kind: 'answer', answer: toRawAnswer({ status: 302, headers: { location } }) }
            : undefined,
        source: { repositories: ['acme/web-app'] },
      },
    });
    onTestFinished(close);

    const { data } = await gateway.query(`{ jobLog(id: "${id}") { lines { text } issues { code message } } }`, {
      token: await gateway.token('job:read', 'job:logs'),
    });

    expect(data.jobLog.lines).toEqual([]);
    expect(data.jobLog.issues).toEqual([{ code: 'PROVIDER_BAD_RESPONSE', message: expect.any(String) as string }]);
    expect(JSON.stringify(data)).not.toContain(location);
    expect((emulators.ci as GitHubEmulator).storage.calls).toEqual([]);
  });

  it('of an own server is not read unless the settings name where it keeps logs', async () => {
    const { gateway, links } = await start({ file: toLogFile('x'), source: { logs: true } });

    const { data } = await gateway.query(
      `{ jobSources { readsLogs } jobLog(id: "${id}") { parts { key } issues { code } } }`,
      { token: await gateway.token('job:read', 'job:logs') },
    );

    expect(data).toEqual({
      jobSources: [{ readsLogs: false }],
      jobLog: { parts: [], issues: [{ code: 'LOG_DISABLED' }] },
    });
    expect(links()).toEqual([]);
  });
});
