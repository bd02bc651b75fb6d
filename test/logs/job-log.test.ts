import { describe, expect, it } from 'vitest';
import { toEmulatedError } from '../../emulators/kit/emulator.ts';
import type { JsonObject } from '../../emulators/kit/json.ts';
import { createdAt, group, jobId, startLogs, stream, toFailedJob, toRunningJob } from './log-world.ts';

const texts = 'lines { text }';
const lineFields = 'lines { time text rawText kind isTruncated cursor }';
const pageInfo = 'pageInfo { hasPreviousPage hasNextPage startCursor endCursor }';
const issues = 'issues { code message isRetryable part }';

const worked = [
  { timestamp: 1_795_305_723_980, message: 'reading reads.fq.gz' },
  { timestamp: 1_795_305_724_117, message: '\u001b[31mERROR\u001b[0m reads.fq.gz: unexpected end of file' },
  { timestamp: 1_795_305_724_117, message: '10%\r48%\r48% aborted' },
];

describe('the log of a Batch job', () => {
  it('is the worked sample of the contract: two lines of one millisecond, by one call', async () => {
    const { ask, reads, emulator } = await startLogs({ events: () => worked });

    const { data, errors } = await ask(
      'last: 2',
      `parts { key name kind group attempt status exitCode reason failedStep startedAt endedAt isComplete url }
       part { key } ${lineFields} ${pageInfo} ${issues} fetchedAt`,
    );

    expect(errors).toEqual([]);
    const { lines, fetchedAt, ...log } = data.jobLog;
    const [first, last] = lines.map(({ cursor }: { cursor: string }) => cursor);
    expect(log).toEqual({
      parts: [
        {
          key: '1/',
          name: 'container',
          kind: 'CONTAINER',
          group: null,
          attempt: 1,
          status: 'FAILED',
          exitCode: 1,
          reason: 'Essential container in task exited',
          failedStep: null,
          startedAt: '2026-11-22T00:01:00.000Z',
          endedAt: '2026-11-22T00:02:05.000Z',
          isComplete: true,
          url: null,
        },
      ],
      part: { key: '1/' },
      pageInfo: { hasPreviousPage: true, hasNextPage: false, startCursor: first, endCursor: last },
      issues: [],
    });
    expect(lines).toEqual([
      {
        time: '2026-11-22T00:02:04.117Z',
        text: 'ERROR reads.fq.gz: unexpected end of file',
        rawText: '\u001b[31mERROR\u001b[0m reads.fq.gz: unexpected end of file',
        kind: 'TEXT',
        isTruncated: false,
        cursor: first,
      },
      {
        time: '2026-11-22T00:02:04.117Z',
        text: '48% aborted',
        rawText: '10%\r48%\r48% aborted',
        kind: 'TEXT',
        isTruncated: false,
        cursor: last,
      },
    ]);
    expect(Date.parse(fetchedAt)).toBeGreaterThan(0);
    expect(reads().map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      {
        logGroupName: group,
        logStreamName: stream,
        startTime: 1_795_305_600_000,
        endTime: 1_795_306_025_001,
        limit: 102,
        startFromHead: false,
      },
    ]);
    expect(reads()[0]?.headers['x-amz-target']).toBe('Logs_20140328.GetLogEvents');
    expect(emulator.calls.map(({ operation }) => operation)).toEqual(['DescribeJobs', 'GetLogEvents']);

    await ask(`last: 2, before: "${first}"`, texts);
    expect(JSON.parse(reads()[1]?.body ?? '')).toMatchObject({ endTime: 1_795_305_724_118 });
  });

  it('goes on behind an empty page, and ends where the token that was sent comes back', async () => {
    const { ask, reads } = await startLogs({ events: () => worked, logs: { beginsEmpty: true } });

    const { data } = await ask('last: 5', `${texts} ${pageInfo}`);

    expect(data.jobLog.lines.map(({ text }: { text: string }) => text)).toEqual([
      'reading reads.fq.gz',
      'ERROR reads.fq.gz: unexpected end of file',
      '48% aborted',
    ]);
    expect(data.jobLog.pageInfo.hasPreviousPage).toBe(false);
    const tokens = reads().map(({ body }) => (JSON.parse(body) as { nextToken?: string }).nextToken);
    expect(tokens[0]).toBeUndefined();
    expect(tokens.slice(1).every((token) => token?.startsWith('b/') === true)).toBe(true);
  });

  it('reads no line where neither lines nor pageInfo is selected', async () => {
    const { ask, reads } = await startLogs({ events: () => worked });

    const { data } = await ask('last: 2', `parts { key } ${issues} fetchedAt`);

    expect(data.jobLog).toEqual({ parts: [{ key: '1/' }], issues: [], fetchedAt: null });
    expect(reads()).toEqual([]);
  });

  it('holds 1,000,000 bytes a page at most, the latest of `last` and the earliest of `first`', async () => {
    const events = Array.from({ length: 100 }, (_value, index) => ({
      timestamp: createdAt + index,
      message: `${String(index).padStart(3, '0')}${'x'.repeat(16_000)}`,
    }));
    const { ask } = await startLogs({ events: () => events });

    const last = await ask('last: 100', `lines { text isTruncated } ${pageInfo}`);
    const first = await ask('first: 100', `lines { text } ${pageInfo}`);

    const numbers = (lines: readonly { readonly text: string }[]): readonly number[] =>
      lines.map(({ text }) => Number(text.slice(0, 3)));
    expect(numbers(last.data.jobLog.lines)).toEqual(Array.from({ length: 62 }, (_value, index) => index + 38));
    expect(numbers(first.data.jobLog.lines)).toEqual(Array.from({ length: 62 }, (_value, index) => index));
    expect(last.data.jobLog.pageInfo.hasPreviousPage).toBe(true);
    expect(first.data.jobLog.pageInfo.hasNextPage).toBe(true);
  });

  it('cuts a line of more than 16,384 bytes before the character that passes them', async () => {
    const { ask } = await startLogs({ events: () => [{ timestamp: createdAt, message: `${'é'.repeat(8191)}€é` }] });

    const { data } = await ask('last: 1', 'lines { rawText isTruncated }');

    expect(data.jobLog.lines).toEqual([{ rawText: 'é'.repeat(8191), isTruncated: true }]);
  });

  it('drops what was written before `since`, and asks the provider from there', async () => {
    const { ask, reads } = await startLogs({ events: () => worked });

    const { data } = await ask('last: 10, since: "2026-11-22T00:02:04.000Z"', texts);

    expect(data.jobLog.lines).toHaveLength(2);
    expect(JSON.parse(reads()[0]?.body ?? '')).toMatchObject({ startTime: 1_795_305_724_000 });
  });
});

describe('what stands in the way of a log', () => {
  const running = toRunningJob();
  const none = (): undefined => undefined;
  const withDriver = (options: JsonObject): ReturnType<typeof toFailedJob> =>
    toFailedJob({ container: { logStreamName: stream, logConfiguration: options } });
  const started = createdAt + 60_000;
  const attempt = { startedAt: started, stoppedAt: started + 1000, container: { exitCode: 1 } };

  it.each([
    ['no stream yet', { job: () => running, events: none }, 'LOG_NOT_STARTED', true, '1/'],
    ['no stream any more', { events: none }, 'LOG_GONE', false, '1/'],
    ['no line yet', { job: () => running }, 'LOG_NOT_STARTED', true, '1/'],
    ['an array', { job: () => toFailedJob({ arrayProperties: { size: 2 } }) }, 'LOG_ELSEWHERE', false, null],
    ['several nodes', { job: () => toFailedJob({ nodeProperties: { numNodes: 2 } }) }, 'LOG_ELSEWHERE', false, null],
    ['another driver', { job: () => withDriver({ logDriver: 'splunk' }) }, 'LOG_ELSEWHERE', false, '1/'],
    [
      'another region',
      { job: () => withDriver({ logDriver: 'awslogs', options: { 'awslogs-region': 'eu-west-1' } }) },
      'LOG_ELSEWHERE',
      false,
      '1/',
    ],
    [
      'a pod',
      {
        job: () =>
          toFailedJob({
            attempts: [],
            container: {},
            eksAttempts: [{ podName: 'load-x7k2p', containers: [{ name: 'main', exitCode: 1 }], ...attempt }],
          }),
      },
      'LOG_ELSEWHERE',
      false,
      '1/main',
    ],
    [
      'an attempt that never began',
      { job: () => toFailedJob({ attempts: [attempt], container: {} }) },
      'LOG_GONE',
      false,
      '1/',
    ],
    [
      'a job that waits',
      { job: () => toRunningJob({ status: 'RUNNABLE', container: {} }) },
      'LOG_NOT_STARTED',
      true,
      null,
    ],
  ] as const)('is said for %s', async (_name, world, code, isRetryable, part) => {
    const { ask } = await startLogs(world);

    const { data, errors } = await ask('last: 2', `part { key } ${texts} ${issues}`);

    expect(errors).toEqual([]);
    expect(data.jobLog.issues).toEqual([{ code, message: expect.any(String), isRetryable, part }]);
    expect(data.jobLog.lines).toEqual([]);
    expect(data.jobLog.part).toEqual(part === null ? null : { key: part });
  });

  it('is nothing for an ended job that wrote nothing', async () => {
    const { ask } = await startLogs();

    const { data } = await ask('last: 2', `${texts} ${issues} ${pageInfo}`);

    expect(data.jobLog).toEqual({
      lines: [],
      issues: [],
      pageInfo: { hasPreviousPage: false, hasNextPage: false, startCursor: null, endCursor: null },
    });
  });

  it.each([
    ['AccessDeniedException', 'PROVIDER_ACCESS_DENIED', false],
    ['ThrottlingException', 'PROVIDER_THROTTLED', true],
    ['ServiceUnavailableException', 'PROVIDER_UNAVAILABLE', true],
    ['InvalidParameterException', 'PROVIDER_REJECTED', false],
  ])('is a call that failed with %s: the job’s other facts stand', async (word, code, isRetryable) => {
    const { gateway, token } = await startLogs({
      fault: ({ operation }) =>
        operation === 'GetLogEvents'
          ? { kind: 'error', error: toEmulatedError(word, 'words of the provider') }
          : undefined,
    });

    const { data, errors } = await gateway.query(
      `{ job(id: "${jobId}") { status } jobLog(id: "${jobId}") { ${texts} ${issues} part { status } } }`,
      { token },
    );

    expect(errors).toEqual([]);
    expect(data.job).toEqual({ status: 'FAILED' });
    expect(data.jobLog).toEqual({
      lines: [],
      issues: [{ code, message: expect.any(String), isRetryable, part: '1/' }],
      part: { status: 'FAILED' },
    });
    expect(JSON.stringify(data)).not.toContain('words of the provider');
  });

  it('is LOG_GONE for a part that is none of the job’s', async () => {
    const { ask, reads } = await startLogs({ events: () => worked });

    const { data } = await ask('part: "2/other"', `part { key } ${texts} issues { code part }`);

    expect(data.jobLog).toEqual({ part: null, lines: [], issues: [{ code: 'LOG_GONE', part: null }] });
    expect(reads()).toEqual([]);
  });

  it.each([
    ['`logs: false`', { logs: false }],
    ['an endpoint without one for logs', { logs: true }],
  ])('is LOG_DISABLED with %s: no call at all', async (_name, source) => {
    const { gateway, ask, emulator } = await startLogs({ source });

    const { data } = await ask('last: 2', `parts { key } ${texts} issues { code part }`);
    const { data: sources } = await gateway.query('{ jobSources { readsLogs } }');

    expect(data.jobLog).toEqual({ parts: [], lines: [], issues: [{ code: 'LOG_DISABLED', part: null }] });
    expect(sources.jobSources).toEqual([{ readsLogs: false }]);
    expect(emulator.calls).toEqual([]);
  });

  it('is the field’s error where the job is not there', async () => {
    const { ask } = await startLogs({ job: () => undefined });

    const { data, errors } = await ask('last: 2', texts);

    expect(data).toEqual({ jobLog: null });
    expect(errors).toMatchObject([{ path: ['jobLog'], extensions: { code: 'JOB_NOT_FOUND', jobId } }]);
  });
});

describe('the arguments of jobLog', () => {
  it.each([
    ['last: 0', 'last'],
    ['last: 1001', 'last'],
    ['first: 0', 'first'],
    ['first: 2, last: 2', 'last'],
    ['first: 2, before: "x"', 'before'],
    ['last: 2, after: "x"', 'after'],
    ['after: "x", before: "x"', 'before'],
    ['after: "x"', 'after'],
    ['part: "0/"', 'part'],
    ['part: "main"', 'part'],
  ])('are refused before any call: %s', async (args, argument) => {
    const { ask, emulator } = await startLogs({ events: () => worked });

    const { data, errors } = await ask(args, texts);

    expect(data).toEqual({ jobLog: null });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
    expect(emulator.calls).toEqual([]);
  });

  it('take a cursor of this job and this part only, undamaged', async () => {
    const { gateway, ask, token, emulator } = await startLogs({ events: () => worked });
    const { data } = await ask('last: 1', 'lines { cursor }');
    const [{ cursor }] = data.jobLog.lines;
    emulator.reset();

    const other = await gateway.query(
      `{ jobLog(id: "batch-prod:24fa2d7a-64c4-49d2-8b47-000000000000", before: "${cursor}") { ${texts} } }`,
      { token },
    );
    const part = await ask(`part: "2/", before: "${cursor}"`, texts);
    const damaged = await ask(`before: "${cursor.slice(0, -3)}AAA"`, texts);

    for (const { errors } of [other, part, damaged])
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(emulator.calls).toEqual([]);
  });

  it('take a cursor of before a restart', async () => {
    const before = await startLogs({ events: () => worked });
    const { data } = await before.ask('last: 1', 'lines { cursor }');
    const after = await startLogs({ events: () => worked });

    const answer = await after.ask(`last: 1, before: "${data.jobLog.lines[0].cursor}"`, texts);

    expect(answer.data.jobLog.lines).toEqual([{ text: 'ERROR reads.fq.gz: unexpected end of file' }]);
  });
});
