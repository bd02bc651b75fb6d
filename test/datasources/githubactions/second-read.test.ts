/** What a run's jobs tell: `jobs`, `progress` and `failures`. */
import { afterEach, describe, expect, it } from 'vitest';
import type { GitHubJobWorld } from '../../../emulators/githubactions/emulator.ts';
import { toEmulatedError, toRawAnswer, type Emulator } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewayUnderTest } from '../../gateway.ts';
import { repository, startEmulator, toRun, toRunJob, toSource } from './runs.ts';

const runId = 9_876_543_210;
const id = `ci:${repository}/${runId}`;

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

async function start(jobsOf: NonNullable<GitHubJobWorld['jobsOf']>, more: object = {}): Promise<void> {
  const run = toRun(runId, { conclusion: 'failure', ...more });
  emulator = await startEmulator({ describe: () => run, list: () => [run], jobsOf });
  gateway = await startGateway({
    random: () => 0,
    breaker: { failures: 1000 },
    sources: [toSource(emulator.url)],
  });
}

async function ask(selection: string) {
  const { data, errors } = await gateway.query(`{ job(id: "${id}") { ${selection} } }`);
  const codes = errors.map(({ path, extensions }) => [path?.join('.'), extensions.code]);
  return { job: data.job as Readonly<Record<string, unknown>>, errors, codes };
}

const listCalls = (): readonly string[] =>
  emulator.calls.map(({ operation, query }) =>
    operation === 'list-jobs-for-workflow-run' ? `jobs ${query['page'] ?? 1}` : operation,
  );

const toJobs = (count: number, conclusion = 'success') =>
  Array.from({ length: count }, (_value, index) => toRunJob(index + 1, 'completed', conclusion));

const three = '... on GitHubActionsRun { jobs { jobId } }';

describe('the jobs of a run', () => {
  it.each([
    ['progress { total }', true],
    ['failures { code }', true],
    [three, true],
    ['... on Job { aliased: progress { failed } }', true],
    ['id status rawStatus endedAt name kind consoleUrl', false],
    ['... on GitHubActionsRun { attempt branch }', false],
    ['status progress @skip(if: true) { total }', false],
  ])('are read for %s: %s', async (selection, isRead) => {
    await start(() => toJobs(1));

    const { codes } = await ask(selection);

    expect(codes).toEqual([]);
    expect(listCalls()).toEqual(['get-workflow-run', ...(isRead ? ['jobs 1'] : [])]);
  });

  it.each([
    [0, 1],
    [99, 1],
    [100, 1],
    [101, 2],
    [250, 3],
    [1000, 10],
    [1234, 10],
  ])('(%i) are read by %i pages of a hundred', async (count, pages) => {
    await start(() => toJobs(count));

    const { job, codes } = await ask(`progress { total succeeded failed } ${three}`);

    const read = String(Math.min(count, 1000));
    expect(codes).toEqual([]);
    expect(job['progress']).toEqual({ total: String(count), succeeded: read, failed: '0' });
    expect((job['jobs'] as readonly { readonly jobId: string }[]).map(({ jobId }) => jobId)).toEqual(
      Array.from({ length: Number(read) }, (_value, index) => String(index + 1)),
    );
    expect(listCalls().slice(1)).toEqual(Array.from({ length: pages }, (_value, index) => `jobs ${index + 1}`));
  });

  it('end with a page that is not full, whatever number is said of them', async () => {
    await start(() => toRawAnswer({ body: JSON.stringify({ total_count: 5000, jobs: toJobs(99) }) }));

    const { job } = await ask('progress { total succeeded fraction }');

    expect(job).toEqual({ progress: { total: '5000', succeeded: '99', fraction: 99 / 5000 } });
    expect(listCalls()).toEqual(['get-workflow-run', 'jobs 1']);
  });

  it('are failures in their order where they failed or ran out of time, and nobody else', async () => {
    const conclusions = ['success', 'timed_out', 'cancelled', 'failure', 'skipped', 'stale', 'action_required'];
    await start(() => [
      ...conclusions.map((conclusion, index) => toRunJob(index + 1, 'completed', conclusion)),
      toRunJob(8, 'in_progress', 'failure'),
    ]);

    const { job } = await ask('failures { code message subject } progress { total succeeded failed }');

    expect(job).toEqual({
      failures: [
        { code: 'timed_out', message: null, subject: 'job 2' },
        { code: 'failure', message: null, subject: 'job 4' },
      ],
      progress: { total: '8', succeeded: '2', failed: '5' },
    });
  });

  it.each([
    ['failure', [{ code: 'failure', message: null, subject: null }]],
    ['startup_failure', [{ code: 'startup_failure', message: null, subject: null }]],
    ['timed_out', [{ code: 'timed_out', message: null, subject: null }]],
    ['stale', [{ code: 'stale', message: null, subject: null }]],
    ['cancelled', []],
    ['success', []],
    ['action_required', []],
  ])('of which none failed leave a run that ended with %s the failures %j', async (conclusion, failures) => {
    await start(() => toJobs(1, 'cancelled'), { conclusion });

    expect((await ask('failures { code message subject }')).job).toEqual({ failures });
  });
});

describe('jobs that cannot be read', () => {
  const failing = [
    ['denied', toEmulatedError('x', 'x', { status: 403 }), 'PROVIDER_ACCESS_DENIED'],
    ['gone', toEmulatedError('x', 'x', { status: 404 }), 'JOB_NOT_FOUND'],
    ['refused', toEmulatedError('x', 'x', { status: 422 }), 'PROVIDER_REJECTED'],
    ['throttled', toEmulatedError('x', 'x', { status: 429 }), 'PROVIDER_THROTTLED'],
    ['down', toEmulatedError('x', 'x', { status: 502 }), 'PROVIDER_UNAVAILABLE'],
    ['moved', toRawAnswer({ status: 301, headers: { location: '/' } }), 'PROVIDER_BAD_RESPONSE'],
    ['no list', toRawAnswer({ body: '{"total_count":1,"jobs":{}}' }), 'PROVIDER_BAD_RESPONSE'],
    ['mistyped', toRawAnswer({ body: '{"total_count":1,"jobs":[{"id":"7"}]}' }), 'PROVIDER_BAD_RESPONSE'],
    ['counted by a text', toRawAnswer({ body: '{"total_count":"1","jobs":[]}' }), 'PROVIDER_BAD_RESPONSE'],
    ['another run’s', toRawAnswer({ body: '{"total_count":1,"jobs":[{"run_id":7}]}' }), 'PROVIDER_BAD_RESPONSE'],
    ['not asked about', toRawAnswer({ status: 304 }), 'PROVIDER_BAD_RESPONSE'],
  ] as const;

  it.each(failing)(
    '(%s) are null with an error at each of the three fields, and the rest stands',
    async (_, answer, code) => {
      await start(() => answer);

      const { job, errors, codes } = await ask(`id status endedAt progress { total } failures { code } ${three}`);

      expect(job).toEqual({
        ...{ id, status: 'FAILED', endedAt: '2026-11-22T06:04:12.000Z' },
        ...{ progress: null, failures: null, jobs: null },
      });
      expect(codes.toSorted()).toEqual([
        ['job.failures', code],
        ['job.jobs', code],
        ['job.progress', code],
      ]);
      for (const { extensions } of errors)
        expect(extensions).toMatchObject({ provider: 'GITHUB_ACTIONS', source: 'ci', providerCode: null });
    },
  );

  it('are asked for again by the next query, and the run is not', async () => {
    let isDown = true;
    await start(() => (isDown ? toEmulatedError('x', 'x', { status: 403 }) : toJobs(1)));

    const first = await ask('status progress { total }');
    isDown = false;
    const second = await ask('status progress { total }');
    const third = await ask('status progress { total } failures { code }');

    expect([first.job, second.job]).toEqual([
      { status: 'FAILED', progress: null },
      { status: 'FAILED', progress: { total: '1' } },
    ]);
    expect([second.codes, third.codes]).toEqual([[], []]);
    expect(listCalls()).toEqual(['get-workflow-run', 'jobs 1', 'jobs 1']);
  });

  it('on a later page leave nothing of the earlier ones', async () => {
    const pages = [JSON.stringify({ total_count: 150, jobs: toJobs(100) }), '{'];
    await start(() => toRawAnswer({ body: pages.shift() ?? '{' }));

    const { job, codes } = await ask('progress { total }');

    expect([job, codes]).toEqual([{ progress: null }, [['job.progress', 'PROVIDER_BAD_RESPONSE']]]);
    expect(listCalls()).toEqual(['get-workflow-run', 'jobs 1', 'jobs 2']);
  });
});
