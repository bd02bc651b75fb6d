import { describe, expect, it, onTestFinished } from 'vitest';
import { connect } from './watched-world.ts';
import { startLists, toJob, watchList } from './watched-lists.ts';
import { startProviders } from '../providers.ts';
import { until } from '../until.ts';

describe('jobsUpdated', () => {
  it('gives the newest jobs as they stand, then each that comes, changes and leaves', async () => {
    const { jobs, gateway } = await startLists(5);
    const seen = watchList(connect(gateway), { first: 3 });
    await until(() => seen.events.length === 3, 'the list is there');
    expect(seen.words()).toEqual(['PRESENT cos:j4', 'PRESENT cos:j3', 'PRESENT cos:j2']);

    jobs.set('j5', toJob(5));
    await until(() => seen.events.length === 5, 'the new job is there');
    expect(seen.words().slice(3)).toEqual(['LEFT cos:j2', 'APPEARED cos:j5']);

    (jobs.get('j4') as { status: string }).status = 'Complete';
    await until(() => seen.events.length === 6, 'the change is there');
    expect(seen.events[5]).toEqual({ kind: 'CHANGED', job: { id: 'cos:j4', status: 'SUCCEEDED' }, issues: [] });

    jobs.delete('j3');
    await until(() => seen.events.length === 8, 'the job is gone');
    expect(seen.words().slice(6)).toEqual(['LEFT cos:j3', 'APPEARED cos:j2']);
    expect(seen.errors).toEqual([]);
  });

  it('follows the filter: a job that meets it no more leaves as it stands now', async () => {
    const { jobs, gateway } = await startLists(3);
    const seen = watchList(connect(gateway), { filter: { isTerminal: false } });
    await until(() => seen.events.length === 3, 'the list is there');

    (jobs.get('j1') as { status: string }).status = 'Failed';
    await until(() => seen.events.length === 4, 'it has left');

    expect(seen.events[3]).toEqual({ kind: 'LEFT', job: { id: 'cos:j1', status: 'FAILED' }, issues: [] });
  });

  it('reads a job that the provider’s own filter hides, so that it leaves as it stands now', async () => {
    const { jobs, gateway } = await startLists(3);
    const seen = watchList(connect(gateway), { filter: { statuses: ['RUNNING'] } });
    await until(() => seen.events.length === 3, 'the list is there');

    (jobs.get('j1') as { status: string }).status = 'Complete';
    await until(() => seen.events.length === 4, 'it has left');

    expect(seen.events[3]).toEqual({ kind: 'LEFT', job: { id: 'cos:j1', status: 'SUCCEEDED' }, issues: [] });
  });

  it('goes on while a source fails: its jobs stay, and events say what is not covered', async () => {
    const { jobs, gateway, breakWith } = await startLists(2);
    const seen = watchList(connect(gateway));
    await until(() => seen.events.length === 2, 'the list is there');

    breakWith({ kind: 'accessDenied' });
    await until(() => seen.events.length === 3, 'the failure is told');
    jobs.delete('j0');
    breakWith(undefined);
    await until(() => seen.events.length === 5, 'its end is told');

    expect(seen.events[2]).toEqual({
      kind: 'COVERAGE_CHANGED',
      job: null,
      issues: [{ code: 'PROVIDER_ACCESS_DENIED', source: { name: 'cos' } }],
    });
    expect(seen.events[3]).toEqual({ kind: 'COVERAGE_CHANGED', job: null, issues: [] });
    expect(seen.words()[4]).toBe('LEFT cos:j0');
  });

  it('reads facts beyond the rows together, and afresh where a row has changed', async () => {
    const { jobs, emulator, gateway } = await startLists(3, { cache: { runningSeconds: 0, terminalSeconds: 3600 } });
    const seen = watchList(connect(gateway), {}, 'id status ... on CosBatchJob { roleArn }');
    await until(() => seen.events.length === 3, 'the list is there');
    expect(seen.events.map(({ job }) => job?.['roleArn'])).toEqual([2, 1, 0].map((n) => `role-of-j${n}-at-0`));
    expect(emulator.calls.filter(({ operation }) => operation === 'DescribeJob')).toHaveLength(3);

    Object.assign(jobs.get('j1') as object, { done: 50, status: 'Complete' });
    await until(() => seen.events.length === 4, 'the change is there');
    Object.assign(jobs.get('j1') as object, { done: 60 });
    await until(() => seen.events.length === 5, 'the next change is there');

    expect(seen.events.slice(3).map(({ job }) => job)).toEqual([
      { id: 'cos:j1', status: 'SUCCEEDED', roleArn: 'role-of-j1-at-50' },
      { id: 'cos:j1', status: 'SUCCEEDED', roleArn: 'role-of-j1-at-60' },
    ]);
    expect(emulator.calls.filter(({ operation }) => operation === 'DescribeJob')).toHaveLength(5);
  });

  it('shows secrets to those who may see them alone, and notes each', async () => {
    const { gateway } = await startLists(1);
    const selection = 'id ... on CosBatchJob { clientRequestToken }';
    const allowed = watchList(connect(gateway, await gateway.token('job:read', 'job:sensitive')), {}, selection);
    const denied = watchList(connect(gateway), {}, selection);
    await until(() => allowed.events.length === 1 && denied.events.length === 1, 'both are answered');

    expect(allowed.events[0]?.job).toEqual({ id: 'cos:j0', clientRequestToken: 'token-of-j0' });
    expect(denied.events[0]?.job).toEqual({ id: 'cos:j0', clientRequestToken: null });
    expect(denied.errors).toMatchObject([
      { path: ['jobsUpdated', 'job', 'clientRequestToken'], extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(gateway.logs.filter((line) => line.includes('"audit"'))).toHaveLength(1);
    expect(gateway.logs.join('')).not.toContain('token-of-j0');
  });

  it.each([
    [{ first: 0 }, 'BAD_USER_INPUT'],
    [{ first: 101 }, 'BAD_USER_INPUT'],
    [{ filter: { sources: ['nobody'] } }, 'BAD_USER_INPUT'],
    [{ filter: { text: '' } }, 'BAD_USER_INPUT'],
  ])('refuses %j', async (variables, code) => {
    const { emulator, gateway } = await startLists(1);
    const seen = watchList(connect(gateway), variables);
    await seen.ended;

    expect(seen.errors.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(emulator.calls).toEqual([]);
  });

  it('takes as many places as the list has, gives them back, and stops reading when nobody watches', async () => {
    const { gateway } = await startLists(1, { subscriptions: { maxWatchedJobs: 40 } });
    const client = connect(gateway);
    const first = watchList(client, { first: 20 });
    await until(() => first.events.length === 1, 'it runs');
    const second = watchList(client, { first: 1 });
    await second.ended;

    first.stop();
    await until(() => gateway.server.gateway.lists.size() === 0, 'the poller has stopped');
    const third = watchList(client, { first: 20 });
    await until(() => third.events.length === 1, 'its places are free');

    expect(second.errors.map(({ extensions }) => extensions.code)).toEqual(['TOO_MANY_SUBSCRIPTIONS']);
  });
});

describe('a source whose list says little', () => {
  const toDevice = (n: number) => ({
    JobId: `D000${n}`,
    JobType: 'Import',
    CreationDate: `2026-01-01T00:0${n}:00Z`,
    ProgressCode: n === 1 ? 'Complete' : 'Pending',
    IsCanceled: false,
  });

  async function startOthers() {
    const devices = [0, 1, 2].map(toDevice);
    const { gateway, close } = await startProviders(
      {
        devices: {
          provider: 'importexport',
          jobs: { describe: (id) => devices.find(({ JobId }) => JobId === id), list: () => devices },
        },
        pipelines: { provider: 'codepipeline', jobs: { describe: () => undefined, actionExecutions: () => [] } },
      },
      { pollMilliseconds: 2, cache: { runningSeconds: 0, terminalSeconds: 0 }, random: () => 0 },
    );
    onTestFinished(close);
    return { devices, gateway };
  }

  it('has its jobs read where the filter needs what its rows do not say', async () => {
    const { devices, gateway } = await startOthers();
    const seen = watchList(connect(gateway), { filter: { isTerminal: false, sources: ['devices'] } });
    await until(() => seen.events.length === 2, 'the list is there');

    devices[0] = { ...toDevice(0), ProgressCode: 'Complete' };
    await until(() => seen.events.length === 3, 'the ended job has left');

    expect(seen.words()).toEqual(['PRESENT devices:D0002', 'PRESENT devices:D0000', 'LEFT devices:D0000']);
    expect(seen.events[2]?.job?.['status']).toBe('SUCCEEDED');
  });

  it('is named as not covered: by each event, and by one of its own where there is no other', async () => {
    const { gateway } = await startOthers();
    const client = connect(gateway);
    const all = watchList(client, { first: 1 });
    const none = watchList(client, { filter: { sources: ['pipelines'] } });
    await until(() => all.events.length === 1 && none.events.length === 1, 'both are answered');

    const issues = [{ code: 'LIST_NOT_SUPPORTED', source: { name: 'pipelines' } }];
    expect(all.events).toMatchObject([{ kind: 'PRESENT', job: { id: 'devices:D0002' }, issues }]);
    expect(none.events).toEqual([{ kind: 'COVERAGE_CHANGED', job: null, issues }]);
  });
});
