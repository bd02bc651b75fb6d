import { parse } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';

import { createAwsBatchWorld } from '../emulators/awsbatch/demo-world.ts';
import { createCodeBuildWorld } from '../emulators/codebuild/demo-world.ts';
import { createCodePipelineWorld } from '../emulators/codepipeline/demo-world.ts';
import { createCosBatchWorld } from '../emulators/cosbatch/demo-world.ts';
import { createGitHubWorld } from '../emulators/githubactions/demo-world.ts';
import { createHealthOmicsWorld } from '../emulators/healthomics/demo-world.ts';
import { createImportExportWorld } from '../emulators/importexport/demo-world.ts';
import { createPanoramaWorld } from '../emulators/panorama/demo-world.ts';
import { createStepFunctionsWorld } from '../emulators/stepfunctions/demo-world.ts';
import { startDemo } from '../emulators/demo/start.ts';
import { demos } from '../emulators/demo/worlds.generated.ts';
import type { Demo } from '../emulators/demo/start.ts';
import type { DemoIds } from '../emulators/kit/demo-world.ts';
import type { DemoSetting } from '../emulators/kit/moment.ts';
import { startGateway } from './gateway.ts';
import { createManualClock } from './emulation/manual-clock.ts';
import { createRandom } from '../emulators/kit/random.ts';
import { parseConfig } from '../src/config/load.ts';
import type { Provider } from '../src/provider/contract/provider.ts';
import { findProvider, providers } from '../src/providers.ts';

const start = new Date('2025-12-01T08:00:00Z');

/** The setting of a demo that began so many seconds ago. */
function toSetting(elapsedSeconds: number, seed = 1): DemoSetting {
  const now = new Date(start.getTime() + elapsedSeconds * 1000);
  return { clock: { start, now: () => now }, random: createRandom(seed) };
}

function listMembers(jobs: readonly Readonly<Record<string, unknown>>[], name: string): ReadonlySet<unknown> {
  return new Set(jobs.map((job) => job[name]));
}

describe('the demo worlds', () => {
  it('hold every status of Panorama', () => {
    const jobs = createPanoramaWorld(toSetting(0)).jobs.list();

    expect(listMembers(jobs, 'Status')).toEqual(new Set(['PENDING', 'SUCCEEDED', 'FAILED']));
    expect(listMembers(jobs, 'JobType')).toEqual(new Set(['NODE_PACKAGE_VERSION', 'MARKETPLACE_NODE_PACKAGE_VERSION']));
  });

  it('hold every status of HealthOmics and of its sources', () => {
    const jobs = createHealthOmicsWorld(toSetting(0)).jobs.list();
    const sources = jobs.flatMap((job) => job['sources'] as readonly Readonly<Record<string, unknown>>[]);

    expect(listMembers(jobs, 'status')).toEqual(
      new Set([
        'SUBMITTED',
        'IN_PROGRESS',
        'CANCELLING',
        'CANCELLED',
        'FAILED',
        'COMPLETED',
        'COMPLETED_WITH_FAILURES',
      ]),
    );
    expect(listMembers(sources, 'status')).toEqual(new Set(['NOT_STARTED', 'IN_PROGRESS', 'FINISHED', 'FAILED']));
  });

  it('hold every status of COS, and a Complete of each outcome', () => {
    const jobs = createCosBatchWorld(toSetting(0)).jobs.list();
    const outcomes = jobs
      .filter((job) => job.Status === 'Complete')
      .map((job) => job['ProgressSummary'] as Readonly<Record<string, number>>)
      .map((counts) => [counts['NumberOfTasksFailed'] !== 0, counts['NumberOfTasksSucceeded'] !== 0]);

    expect(listMembers(jobs, 'Status').size).toBe(13);
    expect(outcomes).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ]);
    expect(new Set(jobs.flatMap((job) => Object.keys(job.Operation ?? {}))).size).toBe(4);
  });

  it('hold every progress and location code of Import/Export, and the tracking number in its prose', () => {
    const jobs = createImportExportWorld(toSetting(0))
      .jobs.list()
      .filter((job) => job['ProgressCode'] !== undefined);
    const returned = jobs.filter((job) => job['LocationCode'] === 'Returned');

    expect(listMembers(jobs, 'ProgressCode').size).toBe(15);
    expect(listMembers(jobs, 'LocationCode')).toEqual(new Set(['NotReceived', 'AtAWS', 'Returned']));
    for (const job of returned) {
      expect(job['ProgressMessage']).toContain(job['TrackingNumber']);
      expect(job['LocationMessage']).toContain(job['TrackingNumber']);
    }
  });

  it('hold every action status of CodePipeline, one job without any, and secrets that say they are none', () => {
    const { jobs, ids } = createCodePipelineWorld(toSetting(0));
    const executions = jobs.actionExecutions('example-web', null) as readonly Readonly<Record<string, unknown>>[];
    const text = JSON.stringify(ids.jobs.map((id) => jobs.describe(id)));

    expect(listMembers(executions, 'status')).toEqual(new Set(['Succeeded', 'Failed', 'Abandoned', 'InProgress']));
    expect(ids.jobs).toHaveLength(executions.length + 1);
    for (const secret of ['password', 'session-token', 'continuation-token'])
      expect(text).toContain(`not-a-real-${secret}`);
  });

  it('hold every status of CodeBuild, in the queue and at work', () => {
    const jobs = createCodeBuildWorld(toSetting(60)).jobs.list();

    expect(listMembers(jobs, 'buildStatus')).toEqual(
      new Set(['IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'STOPPED']),
    );
    const phases = jobs.filter((job) => job['buildStatus'] === 'IN_PROGRESS').map((job) => job['currentPhase']);
    expect(phases).toEqual(expect.arrayContaining(['QUEUED', 'INSTALL']));
  });

  it('hold every status and conclusion of GitHub Actions', () => {
    const runs = createGitHubWorld(toSetting(60)).jobs.list();

    expect(listMembers(runs, 'status')).toEqual(
      new Set(['requested', 'queued', 'pending', 'in_progress', 'waiting', 'completed']),
    );
    const conclusions = ['success', 'neutral', 'failure', 'startup_failure', 'timed_out', 'stale', 'cancelled'];
    expect(listMembers(runs, 'conclusion')).toEqual(new Set([...conclusions, 'skipped', 'action_required', null]));
  });

  it('hold every status of Step Functions', () => {
    const jobs = createStepFunctionsWorld(toSetting(60)).jobs.list();

    expect(listMembers(jobs, 'status')).toEqual(
      new Set(['RUNNING', 'PENDING_REDRIVE', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
    );
  });

  it('hold every status of AWS Batch, in each of its meanings, a child of an array and a node', () => {
    const jobs = createAwsBatchWorld(toSetting(60)).jobs.list();
    const count = (isWanted: (job: Readonly<Record<string, unknown>>) => boolean): number =>
      jobs.filter(isWanted).length;
    const summaryOf = (job: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> =>
      (job['arrayProperties'] as { readonly statusSummary?: Readonly<Record<string, number>> } | undefined)
        ?.statusSummary ?? {};

    expect(listMembers(jobs, 'status')).toEqual(
      new Set(['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED']),
    );
    expect(count((job) => job['isCancelled'] === true)).toBe(1);
    expect(count((job) => job['isTerminated'] === true)).toBe(1);
    expect(count((job) => job['status'] === 'PENDING' && Number(summaryOf(job)['SUCCEEDED']) > 0)).toBe(1);
    expect(count((job) => job['status'] === 'FAILED' && Number(summaryOf(job)['SUCCEEDED']) > 0)).toBe(1);
    expect(jobs.flatMap(({ jobId }) => /[:#]\d+$/.exec(jobId)?.[0] ?? []).sort()).toEqual(['#0', ':7']);
  });

  it('do not grow for ever', () => {
    const count = (seconds: number): number => createPanoramaWorld(toSetting(seconds)).jobs.list().length;

    expect([0, 60, 300, 30 * 86_400].map(count)).toEqual([4, 5, 9, 9]);
  });

  it('climb and never fall', () => {
    const counts = Array.from({ length: 40 }, (_, index) => {
      const job = createCosBatchWorld(toSetting(index * 5)).jobs.describe('c0500000-0000-4000-8000-000000000031');
      const { ProgressSummary } = job as unknown as { readonly ProgressSummary: Readonly<Record<string, number>> };
      return [ProgressSummary['NumberOfTasksSucceeded'], ProgressSummary['NumberOfTasksFailed']] as const;
    });

    expect(counts).toEqual([...counts].sort(([left = 0], [right = 0]) => left - right));
    expect(counts[0]).toEqual([0, 0]);
    expect(new Set(counts.map(([succeeded]) => succeeded)).size).toBeGreaterThan(30);
  });

  it('are the same for the same seed and time, and keep their ids for another seed', () => {
    const take = (seed: number): unknown => createCosBatchWorld(toSetting(42, seed)).jobs.list();

    expect(take(5)).toEqual(take(5));
    expect(take(5)).not.toEqual(take(6));
    expect(createCosBatchWorld(toSetting(0, 5)).ids).toEqual(createCosBatchWorld(toSetting(0, 6)).ids);
  });
});

describe('the jobs of the demo', () => {
  it('are under way at every source whenever one looks, and the first ones end for good', async () => {
    const clock = createManualClock(start);
    const setting: DemoSetting = { clock: { start, now: clock.now }, random: createRandom(1) };
    const started = await Promise.all(
      providers.map(async (provider) => {
        const demo = demos[provider.name];
        const { emulator, ids, listMoving } = demo.start(setting, { now: clock.now, recordedCalls: 1 });
        const toId = (key: string): string => `${demo.source}:${key}`;
        const { settings, ...running } = await emulator;
        const names = { name: demo.source, provider: provider.name };
        return {
          emulator: running,
          toEntry: (endpoint: string) => ({ ...demo.settings, ...settings, ...names, endpoint }),
          listMoving: () => listMoving().map(toId),
          first: toId(ids.moving[0] ?? ''),
        };
      }),
    );
    const gateway = await startGateway({
      now: () => clock.now().getTime(),
      cache: { runningSeconds: 0, terminalSeconds: 0 },
      sources: started.map(({ emulator, toEntry }) => toEntry(emulator.url)),
    });
    const listEnded = async (ids: readonly string[]): Promise<readonly string[]> => {
      const { data, errors } = await gateway.query('query ($ids: [ID!]!) { jobsById(ids: $ids) { id isTerminal } }', {
        variables: { ids },
      });
      expect(errors).toEqual([]);
      const jobs = data.jobsById as readonly { readonly id: string; readonly isTerminal: boolean }[];
      return jobs.filter(({ isTerminal }) => isTerminal).map(({ id }) => id);
    };
    try {
      let elapsed = 0;
      for (const seconds of [0, 59, 60, 89.9, 150, 180, 3_600, 86_400, 30 * 86_400 + 7]) {
        clock.advance((seconds - elapsed) * 1000);
        elapsed = seconds;
        const first = started.map((one) => one.first);

        for (const { listMoving } of started) expect(listMoving().length).toBeGreaterThan(0);
        expect([seconds, await listEnded(started.flatMap(({ listMoving }) => listMoving()))]).toEqual([seconds, []]);
        if (seconds === 0) expect(await listEnded(first)).toEqual([]);
        if (seconds >= 180) expect([seconds, await listEnded(first)]).toEqual([seconds, first]);
      }
    } finally {
      await gateway.close();
      await Promise.all(started.map(({ emulator }) => emulator.close()));
    }
  });
});

describe('startDemo', () => {
  let demo: Demo | undefined;

  afterEach(async () => {
    await demo?.close();
  });

  it('gives a source of every provider as a configuration names it, each at its own port', async () => {
    demo = await startDemo();

    expect(demo.sources.map(({ provider }) => provider)).toEqual(providers.map(({ name }) => name));
    expect(new Set(demo.sources.map((source) => source.endpoint)).size).toBe(providers.length);
    for (const { endpoint } of demo.sources) expect((await fetch(endpoint)).status).toBeGreaterThanOrEqual(400);
  });

  it("keeps to each provider's key", async () => {
    demo = await startDemo({ now: createManualClock(start).now, seed: 3 });
    const { sources } = parseConfig({ auth: { mode: 'none' }, sources: demo.sources });

    for (const source of sources) {
      const { key } = (findProvider(source.provider) as Provider).createAdapter(source);
      const ids = demo.sampleIds[source.name] as DemoIds;
      for (const id of [...ids.jobs, ...ids.moving, ...ids.gone, ids.throttled, ids.denied, ids.unknown]) {
        expect(id.slice(0, source.name.length + 1)).toBe(`${source.name}:`);
        expect(id.slice(source.name.length + 1)).toMatch(key.pattern);
      }
    }
  });

  it('gives documents that can be parsed, the first one for every concrete type', async () => {
    demo = await startDemo();

    const queries = demo.listQueries();

    for (const { query } of queries) expect(() => parse(query)).not.toThrow();
    expect(queries[0]?.query).toBe(demo.firstQuery);
    expect([...demo.firstQuery.matchAll(/\.\.\. on (\w+)/g)].map(([, type]) => type)).toEqual(
      providers.map(({ typeName }) => typeName),
    );
  });

  it('gives documents that ask for what moves now', async () => {
    const clock = createManualClock(start);
    demo = await startDemo({ now: clock.now });
    const before = demo.listQueries();

    clock.advance(200_000);

    expect(before.find(({ name }) => name === 'Live')?.query).toContain('"panorama-lab:import-moving"');
    expect(demo.listQueries().find(({ name }) => name === 'Live')?.query).toContain('"panorama-lab:import-moving-4"');
  });

  it('leaves nothing open', async () => {
    demo = await startDemo();
    const { sources } = demo;
    await fetch(sources[0]?.endpoint ?? '');

    await demo.close();

    expect(Object.values(demo.emulators).map((emulator) => emulator.openSockets)).toEqual(providers.map(() => 0));
    await expect(fetch(sources[0]?.endpoint ?? '')).rejects.toThrow();
  });
});
