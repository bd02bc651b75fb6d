/** `jobSourceChecks`: what asking a source for all that its settings name has found. */
import { afterEach, describe, expect, it } from 'vitest';
import { toEmulatedError } from '../../emulators/kit/emulator.ts';
import { awsCredentials } from '../credentials.ts';
import type { GatewaySettings } from '../gateway.ts';
import { startProviders, type ProviderWorld } from '../providers.ts';

const closes: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0)) await close();
});

const query = `query ($sources: [ID!]) { jobSourceChecks(sources: $sources) {
  source { name health { state checkedAt remedy } } isSound state checkedAt
  steps { operation part setting partsFound jobsFound { value isLowerBound } code cause message remedy
    providerCode providerMessage requestId clockOffsetSeconds }
} }`;

const scopes = ['job:read', 'job:operate'] as const;

interface Step {
  readonly [name: string]: unknown;
}

async function start(world: ProviderWorld, settings: Partial<GatewaySettings> = {}, shared = {}) {
  const started = await startProviders({ lab: world }, settings, shared);
  closes.push(started.close);
  const { gateway } = started;
  const check = async (): Promise<{
    readonly steps: readonly Step[];
    readonly isSound: boolean;
    readonly state: string;
    readonly checkedAt: string;
  }> => {
    const { data, errors } = await gateway.query(query, { token: await gateway.token(...scopes) });
    expect(errors).toEqual([]);
    return data.jobSourceChecks[0];
  };
  return { ...started, check };
}

const uuid = '00000001-0000-4000-8000-000000000000';
const batchJob = {
  jobId: uuid,
  jobName: 'a',
  jobQueue: 'arn:aws:batch:us-east-1:123456789012:job-queue/adhoc',
  status: 'RUNNING',
  createdAt: 1,
};
const toQueue = (jobQueueName: string) => ({
  jobQueueName,
  jobQueueArn: `arn:aws:batch:us-east-1:123456789012:job-queue/${jobQueueName}`,
});
const batch = {
  provider: 'awsbatch',
  jobs: { describe: () => batchJob, list: () => [batchJob], queues: () => ['nightly', 'adhoc'].map(toQueue) },
} as const;

describe('a check', () => {
  it('names the queue that is not there, its setting, and what there is', async () => {
    const { check } = await start({ ...batch, source: { queues: ['nihgtly', 'adhoc'] } });

    const { steps, ...rest } = await check();

    expect(rest).toMatchObject({ isSound: false, state: 'MISCONFIGURED' });
    expect(steps).toEqual([
      {
        operation: 'ListJobs',
        part: 'nihgtly',
        setting: 'sources[0].queues[0]',
        partsFound: null,
        jobsFound: null,
        code: 'PROVIDER_REJECTED',
        cause: 'TARGET_UNKNOWN',
        message: 'AWS Batch in us-east-1 knows no job queue `nihgtly`; it has `nightly`.',
        remedy: 'Correct `sources[0].queues[0]`, or `region` and the account: AWS Batch in us-east-1 has `nightly`.',
        providerCode: 'ClientException',
        providerMessage: expect.any(String),
        requestId: expect.any(String),
        clockOffsetSeconds: 0,
      },
      expect.objectContaining({
        operation: 'ListJobs',
        part: 'adhoc',
        setting: 'sources[0].queues[1]',
        jobsFound: { value: 1, isLowerBound: false },
        code: null,
        cause: null,
        message: '1 job.',
        remedy: null,
      }),
    ]);
  });

  it('says by how much a clock is wrong', async () => {
    const { check } = await start({ ...batch, source: { queues: ['adhoc'] } }, { now: () => Date.now() - 1_800_000 });

    const { steps } = await check();

    expect(steps).toMatchObject([
      {
        code: 'PROVIDER_ACCESS_DENIED',
        cause: 'CLOCK_SKEWED',
        providerMessage: null,
        message: expect.stringMatching(
          /^AWS Batch in us-east-1 refused the signature, for this machine's clock is (30 min 0|29 min 59|30 min 1) s behind\.$/,
        ),
        remedy: expect.stringMatching(
          /^Set this machine's clock: it is (30 min 0|29 min 59|30 min 1) s behind the provider's\.$/,
        ),
      },
    ]);
    expect(Math.abs(Number(steps[0]?.['clockOffsetSeconds']) - 1800)).toBeLessThanOrEqual(1);
  });

  it('says that there is nothing, where the settings name no part', async () => {
    const { check } = await start({ ...batch, jobs: { describe: () => undefined, list: () => [], queues: () => [] } });

    const { steps, isSound, state } = await check();

    expect({ isSound, state }).toEqual({ isSound: true, state: 'HEALTHY' });
    expect(steps).toMatchObject([
      {
        operation: 'DescribeJobQueues',
        part: null,
        partsFound: 0,
        code: null,
        message: 'AWS Batch in us-east-1 has no job queue.',
        remedy: 'Correct `region` and the account, if there should be any.',
      },
    ]);
  });

  it('asks for the list of parts, then for each', async () => {
    const { check } = await start(batch);

    const { steps, isSound } = await check();

    expect(isSound).toBe(true);
    expect(
      steps.map(({ operation, part, setting, partsFound, message }) => [operation, part, setting, partsFound, message]),
    ).toEqual([
      ['DescribeJobQueues', null, null, 2, '2 job queues.'],
      ['ListJobs', 'nightly', null, null, '0 jobs.'],
      ['ListJobs', 'adhoc', null, null, '1 job.'],
    ]);
  });

  it('reads one build of a page of ids, and names the call that fails', async () => {
    const id = `web-app:${uuid}`;
    const { check } = await start({
      provider: 'codebuild',
      jobs: { describe: () => ({ id, startTime: 'yesterday' }), list: () => [{ id }] as never },
      source: { projects: ['web-app'] },
    });

    const { steps } = await check();

    expect(steps).toMatchObject([
      {
        operation: 'BatchGetBuilds',
        part: 'web-app',
        code: 'PROVIDER_BAD_RESPONSE',
        cause: 'ANSWER_UNREADABLE',
        message: '`builds[].startTime` should be a number, and is text.',
        remedy:
          "Compare the provider's version with the documents; report `builds[].startTime` should be a number, and is text.",
        providerMessage: null,
      },
    ]);
  });

  it('asks a source without lists for a job that is not there', async () => {
    const { check } = await start({
      provider: 'codepipeline',
      jobs: { describe: () => undefined, actionExecutions: () => [] },
    });

    const { steps, state } = await check();

    expect(state).toBe('HEALTHY');
    expect(steps).toMatchObject([{ operation: 'GetJobDetails', part: null, code: null, jobsFound: null }]);
  });

  it('shows what the provider says of a missing permission, without secrets', async () => {
    const { check, sources } = await start({
      ...batch,
      source: { queues: ['adhoc'] },
      fault: () => ({ kind: 'accessDenied' }),
    });
    expect(sources).toHaveLength(1);

    const { steps } = await check();

    expect(steps).toMatchObject([
      {
        cause: 'NOT_PERMITTED',
        message: 'Job queue `adhoc`: the credentials are known, and may not do this.',
        remedy: 'Grant batch:ListJobs: docs/operating.md, "Permissions".',
      },
    ]);
    expect(steps[0]?.['providerMessage']).toEqual(expect.any(String));
  });

  it('is made once in a while, joined, and logged and counted once', async () => {
    let now = 0;
    const { check, gateway, emulators } = await start(
      { ...batch, source: { queues: ['adhoc'] } },
      { monotonic: () => now },
    );

    const [one, other] = await Promise.all([check(), check()]);
    now += 9999;
    const third = await check();
    const callsBefore = emulators.lab.calls.length;
    now += 1;
    await check();

    expect([other.checkedAt, third.checkedAt]).toEqual([one.checkedAt, one.checkedAt]);
    expect([callsBefore, emulators.lab.calls.length]).toEqual([1, 2]);
    const lines = gateway.logs.filter((line) => line.includes('"source checked"'));
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      {
        level: 30,
        source: 'lab',
        provider: 'awsbatch',
        state: 'HEALTHY',
        isSound: true,
        partsFound: null,
        parts: 1,
        by: 'viewer',
      },
      { by: 'viewer' },
    ]);
    const metrics = await (await fetch(gateway.url.replace('/graphql', '/metrics'))).text();
    expect(metrics).toContain('jobgraph_source_checks_total{source="lab",outcome="sound"} 2');
  });

  it('needs job:operate and a token, is not served over GET, and is never stored', async () => {
    const { gateway } = await start({ ...batch, source: { queues: ['adhoc'] } });

    const codes = await Promise.all(
      [undefined, await gateway.token('job:read'), await gateway.token('job:operate')].map(async (token) => {
        const { errors } = await gateway.query(query, token === undefined ? {} : { token });
        return errors.map(({ extensions }) => extensions.code);
      }),
    );
    const token = await gateway.token(...scopes);
    const overGet = await fetch(`${gateway.url}?query=${encodeURIComponent(query)}`, {
      headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': '1' },
    });
    const { headers } = await gateway.query(query, { token });

    expect(codes).toEqual([['UNAUTHENTICATED'], ['UNAUTHORIZED_FIELD_OR_TYPE'], ['UNAUTHORIZED_FIELD_OR_TYPE']]);
    expect(overGet.status).toBe(405);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is made at the start, in the background', async () => {
    const { gateway } = await start({ ...batch, source: { queues: ['nihgtly'] } }, { checks: { atStart: true } });

    await expect.poll(() => gateway.logs.filter((line) => line.includes('"source checked"')).length).toBe(1);

    const lines = gateway.logs.map((line) => JSON.parse(line) as Step);
    expect(lines.filter(({ msg }) => msg === 'source state')).toMatchObject([
      {
        level: 40,
        state: 'MISCONFIGURED',
        code: 'PROVIDER_REJECTED',
        cause: 'TARGET_UNKNOWN',
        operation: 'ListJobs',
        part: 'nihgtly',
        setting: 'sources[0].queues[0]',
      },
    ]);
    expect(lines.filter(({ msg }) => msg === 'source checked')).toMatchObject([
      { level: 40, by: 'start', isSound: false },
    ]);
    const { data } = await gateway.query('{ jobSources { health { state remedy lastErrorCause checkedAt } } }');
    expect(data.jobSources).toEqual([
      {
        health: {
          state: 'MISCONFIGURED',
          remedy: 'Correct what the settings name, or `region` and the account.',
          lastErrorCause: 'TARGET_UNKNOWN',
          checkedAt: expect.any(String),
        },
      },
    ]);
  });

  it('hides the secrets of the settings and control characters in what the provider says', async () => {
    const { secretAccessKey } = awsCredentials;
    const message = `${secretAccessKey} is\u0007 wrong${'.'.repeat(600)}`;
    const { check } = await start({
      ...batch,
      source: { queues: ['adhoc'] },
      fault: () => ({ kind: 'error', error: toEmulatedError('ValidationException', message) }),
    });

    const { steps } = await check();

    expect(steps).toMatchObject([
      { code: 'PROVIDER_REJECTED', cause: 'REQUEST_REJECTED', providerCode: 'ValidationException' },
    ]);
    expect(steps[0]?.['providerMessage']).toBe(`[hidden] is\\u{7} wrong${'.'.repeat(600)}`.slice(0, 500));
    expect(steps[0]?.['remedy']).toBe(`Give the provider's support the request id ${String(steps[0]?.['requestId'])}.`);
  });
});
