/** What `maxReads` reads, what that costs, and what is left out: `byDefinition`, `byReason` and `overTime` by the end. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAwsBatchEmulator } from '../../emulators/awsbatch/emulator.ts';
import type { Emulator } from '../../emulators/kit/emulator.ts';
import { awsCredentials } from '../credentials.ts';
import { toJob, toKey, toSource } from '../datasources/awsbatch/jobs.ts';
import { startGateway, type GatewaySettings, type GatewayUnderTest } from '../gateway.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 22);
const now = (): number => start + 8.5 * hour;
/** Five failures in a row, before them three jobs that succeeded; each an hour after the one before, and 90 s long. */
const toTimes = (index: number) => ({
  createdAt: start + index * hour,
  startedAt: start + index * hour + 1000,
  stoppedAt: start + index * hour + 91_000,
});
const jobs = Array.from({ length: 8 }, (_, index) =>
  toJob(index, {
    ...toTimes(index),
    ...(index < 3 ? {} : { status: 'FAILED', statusReason: `Host EC2 (instance i-${index}) terminated.` }),
    ...(index === 5 ? { isTerminated: true } : {}),
  }),
);
const idOf = (index: number): string => `batch:${toKey(index)}`;

let emulator: Emulator;
let gateway: GatewayUnderTest;
let gone: string | undefined;

beforeAll(async () => {
  emulator = await createAwsBatchEmulator({
    credentials: awsCredentials,
    now: () => new Date(now()),
    jobs: { describe: (id) => jobs.find(({ jobId }) => jobId === id && id !== gone), list: () => jobs },
  });
});
afterAll(() => emulator.close());
beforeEach(async () => {
  gone = undefined;
  gateway = await startAt({});
});
afterEach(async () => {
  await gateway.close();
  emulator.reset();
});

/** At 08:30. Nothing is fresh for long. */
function startAt(settings: Partial<GatewaySettings>): Promise<GatewayUnderTest> {
  return startGateway({
    sources: [toSource(emulator.url, { queues: ['nightly'] })],
    cache: { runningSeconds: 0, terminalSeconds: 0 },
    random: () => 0,
    now,
    monotonic: () => performance.now(),
    ...settings,
  });
}

async function restart(settings: Partial<GatewaySettings>): Promise<void> {
  await gateway.close();
  gateway = await startAt(settings);
}

async function ask(selection: string, filter: object = {}) {
  const { data, errors } = await gateway.query(
    `query ($filter: JobFilter) { jobStats(filter: $filter) { ${selection} issues { code message } } }`,
    { variables: { filter } },
  );
  expect(errors).toEqual([]);
  return data.jobStats;
}

const described = (): readonly unknown[] =>
  emulator.calls.filter(({ operation }) => operation === 'DescribeJobs').map(({ body }) => JSON.parse(body) as unknown);

const byDefinition = (reads: number): string => /* GraphQL */ `
  byDefinition(maxReads: ${reads}, runs: 4) {
    total { value isLowerBound }
    runs { id name status createdAt endedAt durationSeconds }
    hasEarlierRuns
    failedSince
    failuresInARow { value isLowerBound }
    lastGoodAt
    medianDurationSeconds
    changes { value isLowerBound }
    isFlaky
  }
`;
const byReason = (reads: number): string => /* GraphQL */ `
  byReason(maxReads: ${reads}) {
    key text
    count { value isLowerBound }
    firstSeenAt lastSeenAt
    definitionCount { value isLowerBound }
    example { id status }
    exampleFailure { code message }
    overTime(interval: DAY) { start byStatus { status count } }
  }
`;

describe('byDefinition', () => {
  it('says by rows alone what a run took, and not how it ended where the list does not say it', async () => {
    const { byDefinition: found, issues } = await ask(byDefinition(0));

    expect(found).toMatchObject([
      {
        total: { value: 8, isLowerBound: false },
        hasEarlierRuns: true,
        failedSince: null,
        failuresInARow: { value: 0, isLowerBound: true },
        lastGoodAt: '2026-11-22T02:01:31.000Z',
        medianDurationSeconds: 90,
        changes: { value: 0, isLowerBound: true },
        isFlaky: null,
      },
    ]);
    expect(found[0].runs[0]).toEqual({
      id: idOf(7),
      name: 'load-7',
      status: null,
      createdAt: '2026-11-22T07:00:00.000Z',
      endedAt: '2026-11-22T07:01:31.000Z',
      durationSeconds: 90,
    });
    expect(issues).toEqual([
      {
        code: 'STATUS_NOT_LISTED',
        message: "The provider's list does not say the status of 5 jobs: neither good nor bad in `byDefinition`.",
      },
    ]);
    expect(described()).toEqual([]);
  });

  it('reads in one call, the newest first, and passes over what was cancelled', async () => {
    const { byDefinition: found, issues } = await ask(byDefinition(100));

    expect(found).toMatchObject([
      {
        runs: [{ status: 'FAILED' }, { status: 'FAILED' }, { status: 'CANCELLED' }, { status: 'FAILED' }],
        failedSince: '2026-11-22T03:01:31.000Z',
        failuresInARow: { value: 4, isLowerBound: false },
        changes: { value: 1, isLowerBound: false },
        isFlaky: false,
      },
    ]);
    expect(issues).toEqual([]);
    expect(described()).toEqual([{ jobs: [7, 6, 5, 4, 3].map(toKey) }]);
  });

  it('shows runs that do not meet the filter, and counts those that do', async () => {
    const { byDefinition: found, total } = await ask(`total { value } ${byDefinition(0)}`, { statuses: ['SUCCEEDED'] });

    // A failed row may be of a cancelled job, not of one that succeeded: which it is, only a read tells.
    expect(total).toEqual({ value: 3 });
    expect(found).toMatchObject([{ total: { value: 3, isLowerBound: true } }]);
    expect(found[0].runs).toHaveLength(4);
    expect(await ask(byDefinition(0), { statuses: ['RUNNING'] })).toEqual({ byDefinition: [], issues: [] });
  });

  it('may have earlier runs where the time of creation is bounded', async () => {
    const { byDefinition: found } = await ask(byDefinition(0), { createdAfter: '2026-11-22T06:00:00Z' });

    expect(found).toMatchObject([{ total: { value: 2, isLowerBound: false }, hasEarlierRuns: true }]);
    expect(found[0].runs).toHaveLength(2);
  });
});

describe('byReason', () => {
  it('reads what ended last first, and counts each reason once', async () => {
    const { byReason: found, issues } = await ask(byReason(2));

    expect(found).toEqual([
      {
        key: 'd42df725c5c9748c',
        text: 'Host EC2 (instance i-#) terminated',
        count: { value: 2, isLowerBound: true },
        firstSeenAt: '2026-11-22T06:01:31.000Z',
        lastSeenAt: '2026-11-22T07:01:31.000Z',
        definitionCount: { value: 1, isLowerBound: true },
        example: { id: idOf(7), status: 'FAILED' },
        exampleFailure: { code: 'FAILED', message: 'Host EC2 (instance i-7) terminated.' },
        overTime: expect.toSatisfy(
          (spans: readonly { readonly start: string; readonly byStatus: readonly unknown[] }[]) =>
            spans.length === 24 && spans.at(-1)?.start === '2026-11-22T00:00:00.000Z',
        ),
      },
    ]);
    expect(found[0].overTime.at(-1).byStatus).toEqual([{ status: 'FAILED', count: 2 }]);
    expect(issues).toEqual([
      {
        code: 'STATUS_NOT_LISTED',
        message: "The provider's list does not say the status of 3 jobs: left out of `byReason`.",
      },
    ]);
    expect(described()).toEqual([{ jobs: [7, 6].map(toKey) }]);
  });

  it('leaves out a job that turns out to be cancelled', async () => {
    const { byReason: found, issues } = await ask(byReason(10));

    expect(found).toMatchObject([{ count: { value: 4, isLowerBound: false } }]);
    expect(issues).toEqual([]);
  });

  it('finds the jobs of a reason by its key', async () => {
    const filter = { reasons: ['d42df725c5c9748c'] };

    expect(await ask(byReason(10), filter)).toMatchObject({ byReason: [{ count: { value: 4 } }], issues: [] });
    expect(await ask(byReason(10), { reasons: ['0000000000000000'] })).toEqual({ byReason: [], issues: [] });
  });

  it('leaves a job as its row is where it cannot be read, and says so', async () => {
    gone = toKey(7);
    const { byReason: found, issues } = await ask(byReason(10));

    expect(found).toMatchObject([{ count: { value: 3, isLowerBound: true } }]);
    expect(issues.map(({ code }: { code: string }) => code)).toEqual(['STATUS_NOT_LISTED', 'JOB_GONE']);
  });
});

it('reads a job once for all fields, each with its own number', async () => {
  const found = await ask(`one: ${byReason(1)} all: ${byReason(100)} ${byDefinition(3)}`);

  expect([found.one, found.all].map(([{ count }]) => count)).toEqual([
    { value: 1, isLowerBound: true },
    { value: 4, isLowerBound: false },
  ]);
  expect(found.byDefinition[0].failuresInARow).toEqual({ value: 2, isLowerBound: true });
  expect(described()).toEqual([{ jobs: [7, 6, 5, 4, 3].map(toKey) }]);
});

describe('overTime by the end', () => {
  const overTime = 'overTime(interval: HOUR, by: ENDED) { start byStatus { status count } }';

  it('counts jobs that have ended by their end, those without a status under null', async () => {
    const { overTime: spans } = await ask(overTime, { endedAfter: '2026-11-22T02:00:00Z' });

    expect(spans).toEqual(
      [2, 3, 4, 5, 6, 7, 8].map((at) => ({
        start: `2026-11-22T0${at}:00:00.000Z`,
        byStatus: at === 8 ? [] : [{ status: at === 2 ? 'SUCCEEDED' : null, count: 1 }],
      })),
    );
  });

  it('refuses more than 400 spans', async () => {
    const { data, errors } = await gateway.query(
      `{ jobStats(filter: { endedAfter: "2026-01-01T00:00:00Z" }) { ${overTime} } }`,
    );

    expect(data.jobStats).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' }, path: ['jobStats', 'overTime'] }]);
  });
});

describe('limits', () => {
  it.each([
    [{ jobsPerOperation: 2 }, 'jobsPerOperation'],
    [{ jobsPerMinute: 2 }, 'jobsPerMinute'],
  ])('%j end the reads, not the operation', async (limits, name) => {
    await restart({ limits });
    const { byReason: found, issues } = await ask(byReason(100));

    expect(found).toMatchObject([{ count: { value: 2, isLowerBound: true } }]);
    expect(issues).toMatchObject([
      { code: 'LIST_TRUNCATED', message: `The limit \`${name}\` ended the reads before 3 jobs of \`maxReads\`.` },
      { code: 'STATUS_NOT_LISTED' },
    ]);
  });

  it('count a job once that several fields read', async () => {
    await restart({ limits: { jobsPerOperation: 5 } });

    const { all } = await ask(`one: ${byReason(1)} all: ${byReason(100)}`);
    expect(all).toMatchObject([{ count: { value: 4, isLowerBound: false } }]);
  });

  it('count a hundred reads of AWS Batch as one call', async () => {
    await restart({ limits: { upstreamCalls: 1 } });
    expect((await ask(byReason(100))).issues[0]).toMatchObject({ code: 'LIST_TRUNCATED' });
    expect(described()).toEqual([]);

    await restart({ limits: { upstreamCalls: 2 } });
    expect((await ask(byReason(100))).issues).toEqual([]);
  });

  it('count each entry that arguments ask for', async () => {
    await restart({ limits: { answerFields: 500 } });
    const spans = 'byReason(first: 100) { overTime { start } }';
    const { errors } = await gateway.query(`{ jobStats { ${spans} } }`);

    expect(errors).toMatchObject([
      { extensions: { code: 'OPERATION_LIMIT_EXCEEDED', limit: 'answerFields', actual: 2 + 101 * (1 + 24) } },
    ]);
    expect(emulator.calls).toEqual([]);
  });

  it.each([
    ['byDefinition(first: 0) { definition }', '`byDefinition.first` must be 1 to 100, but got 0.'],
    ['byDefinition(runs: 51) { definition }', '`byDefinition.runs` must be 0 to 50, but got 51.'],
    ['byReason(first: 101) { key }', '`byReason.first` must be 1 to 100, but got 101.'],
    ['byReason(maxReads: 101) { key }', '`byReason.maxReads` must be 0 to 100, but got 101.'],
  ])('of arguments are kept before any call: %s', async (selection, message) => {
    const { data, errors } = await gateway.query(`{ jobStats { ${selection} } }`);

    expect(data.jobStats).toBeNull();
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(emulator.calls).toEqual([]);
  });
});

it('tells of a source that fails, and counts the others', async () => {
  await restart({
    sources: [
      toSource(emulator.url, { queues: ['nightly'] }),
      toSource('http://127.0.0.1:1', { name: 'down', queues: ['nightly'] }),
    ],
  });
  const found = await ask(`${byReason(100)} ${byDefinition(0)}`);

  expect(found.byReason).toMatchObject([{ count: { value: 4, isLowerBound: true } }]);
  expect(found.byDefinition).toMatchObject([{ total: { value: 8, isLowerBound: false } }]);
  expect(found.issues.map(({ code }: { code: string }) => code)).toContain('PROVIDER_UNAVAILABLE');
});
