import { describe, expect, it } from 'vitest';
import type { JobDetail } from '../../console/src/detail/job-detail.ts';
import { chooseSteps, toBars, toStepSpan } from '../../console/src/steps/bars.ts';
import { toSteps, type Step } from '../../console/src/steps/steps.ts';

const at = (seconds: number): string => new Date(1_795_305_600_000 + seconds * 1000).toISOString();
const now = 1_795_305_600_000 + 100_000;

const toJob = (type: string, facts: object): JobDetail =>
  ({ __typename: type, status: 'RUNNING', rawStatus: null, isTerminal: false, ...facts }) as unknown as JobDetail;

const step = (name: string, started: number | null, ended: number | null, status: string | null = null): Step => ({
  name,
  status,
  rawStatus: null,
  startedAt: started === null ? null : at(started),
  endedAt: ended === null ? null : at(ended),
  note: null,
  url: null,
});

describe('the steps of a job', () => {
  const times = { startedAt: at(0), endedAt: at(5) };

  it.each([
    [
      'CodeBuildBuild',
      { phases: [{ type: 'BUILD', status: 'FAILED', rawStatus: 'FAILED', ...times }] },
      'Phases',
      'BUILD',
      'FAILED',
      null,
    ],
    [
      'GitHubActionsRun',
      { jobs: [{ name: 'lint', status: 'FAILED', rawStatus: 'failure', ...times, url: null, runnerName: 'r-1' }] },
      'Jobs',
      'lint',
      'FAILED',
      'r-1',
    ],
    [
      'AwsBatchJob',
      {
        attempts: [{ ...times, exitCode: 137, reason: 'OutOfMemoryError', statusReason: 'Essential container exited' }],
      },
      'Attempts',
      'Attempt 1',
      'FAILED',
      'exit 137 · OutOfMemoryError',
    ],
    [
      'AwsBatchJob',
      { attempts: [{ startedAt: at(0), endedAt: null, exitCode: null, reason: null, statusReason: null }] },
      'Attempts',
      'Attempt 1',
      'RUNNING',
      null,
    ],
    [
      'AirflowDagRun',
      {
        tasks: [
          { taskId: 'load', mapIndex: 1, status: 'FAILED', rawStatus: 'failed', ...times, tryNumber: 2, maxTries: 1 },
        ],
      },
      'Tasks',
      'load[1]',
      'FAILED',
      'try 2 of 2',
    ],
    [
      'DatabricksJobRun',
      { tasks: [{ taskKey: 'bronze', status: 'SUCCEEDED', rawStatus: 'SUCCESS', ...times, attempt: 1, url: null }] },
      'Tasks',
      'bronze',
      'SUCCEEDED',
      'attempt 2',
    ],
    [
      'SageMakerTrainingJob',
      { transitions: [{ status: 'Downloading', ...times, message: 'data' }] },
      'Stages',
      'Downloading',
      null,
      'data',
    ],
    ['KubernetesJob', { completedIndexes: null, failedIndexes: '3' }, 'Indexes', 'index 3', 'FAILED', null],
  ])('of %s %j', (type, facts, title, name, status, note) => {
    const list = toSteps(toJob(type, facts));

    expect(list?.title).toBe(title);
    expect(list?.steps).toEqual([expect.objectContaining({ name, status, note })]);
  });

  it('are the indexes of a Job of Kubernetes in their order, no more than can be shown', () => {
    const list = toSteps(toJob('KubernetesJob', { completedIndexes: '0,2-3', failedIndexes: '1' }));

    expect(list?.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'index 0 SUCCEEDED',
      'index 1 FAILED',
      'index 2 SUCCEEDED',
      'index 3 SUCCEEDED',
    ]);
    expect(toSteps(toJob('KubernetesJob', { completedIndexes: '0-99999', failedIndexes: null }))?.steps).toHaveLength(
      200,
    );
  });

  it('are the attempts of Glue only where there was one before', () => {
    const facts = { attempt: 1, ...times };

    expect(toSteps(toJob('GlueJobRun', { ...facts, previousRunId: null }))).toBeNull();
    expect(toSteps(toJob('GlueJobRun', { ...facts, previousRunId: 'jr_0' }))?.steps.map(({ name }) => name)).toEqual([
      'Attempt 1',
      'Attempt 2',
    ]);
  });

  it.each([
    ['CosBatchJob', {}],
    ['CodeBuildBuild', { phases: null }],
    ['GitHubActionsRun', { jobs: [] }],
  ])('of %s %j there are none', (type, facts) => {
    expect(toSteps(toJob(type, facts))).toBeNull();
  });
});

describe('the bars of steps', () => {
  it('stand where their steps stand in time; one without an end lasts until now', () => {
    expect(toBars([step('a', 0, 50), step('b', 50, null), step('c', null, null)], now)).toEqual([
      { begin: 0, length: 0.5 },
      { begin: 0.5, length: 0.5 },
      null,
    ]);
  });

  it('can be seen however short a step is, and stay in the picture', () => {
    const bars = toBars([step('a', 0, 100), step('b', 100, 100)], now);

    expect(bars[1]?.length).toBeGreaterThan(0);
    expect((bars[1]?.begin ?? 0) + (bars[1]?.length ?? 0)).toBeLessThanOrEqual(1);
    expect(toBars([step('a', 0, 0)], now)).toEqual([{ begin: 0, length: 1 }]);
  });

  it('last no less than nothing where a clock was set back', () => {
    expect(toStepSpan(step('a', 10, 5), now)).toEqual([Date.parse(at(10)), Date.parse(at(10))]);
  });

  it('are those that failed first of all, in their order, where there are too many', () => {
    const steps = [
      ...Array.from({ length: 5 }, (_value, place) => step(`s${place}`, 0, 1)),
      step('bad', 0, 1, 'FAILED'),
    ];

    expect(chooseSteps(steps, 3).map(({ name }) => name)).toEqual(['s0', 's1', 'bad']);
    expect(chooseSteps(steps, 6)).toBe(steps);
  });
});
