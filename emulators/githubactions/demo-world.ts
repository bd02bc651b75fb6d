import { createDemoWorld, type DemoWorld } from '../kit/demo-world.ts';
import type { JsonObject } from '../kit/json.ts';
import {
  formatSeconds,
  listRuns,
  toDemoDate,
  toElapsedSeconds,
  withDates,
  type DemoClock,
  type DemoRun,
  type DemoSetting,
} from '../kit/moment.ts';
import { defineDemo } from '../kit/provider-demo.ts';
import { toDemoFile } from './demo-logs.ts';
import { createGitHubEmulator, errors, type EmulatedRun, type GitHubJobWorld } from './emulator.ts';
import { startWebhookSender } from './webhooks.ts';
import samples from './sample-jobs.json' with { type: 'json' };

/** What GitHub says of all of them, and what it says of each. */
const { common } = samples;

/** Recognisably fake. */
const token = 'github_pat_demo_not_a_real_token';
const web = 'acme/web-app';
const api = 'acme/api';
const stillRuns: readonly SampleRun[] = [...samples.runs, ...listBrowserRuns()];

export const demo = defineDemo({
  source: 'ci',
  // A demo is looked at much more than 1 call per second allows.
  settings: {
    ...{ repositories: [web, api], credentials: { token }, limits: { requestsPerSecond: 10 } },
    logs: { hosts: ['127.0.0.1'], limits: { requestsPerSecond: 10 } },
    labels: { team: 'web', env: 'dev' },
  },
  selection: `repository
    workflowPath
    branch
    attempt`,
  protectedSelection: `actor
    commitAuthorEmail`,
  movingSelection: `jobs { name status }`,
  createWorld: createGitHubWorld,
  createEmulator: (options) => createGitHubEmulator({ ...options, tokens: [token] }),
  sendWebhooks: (world, { createId, ...webhook }) => startWebhookSender({ world, webhook, createId }),
});

/** Continuous integration of a web application and its API. */
export function createGitHubWorld(setting: DemoSetting): DemoWorld<GitHubJobWorld> {
  const { clock } = setting;
  const world = createDemoWorld(setting, {
    idOf: ({ repository, id }) => `${repository.full_name}/${id}`,
    still: stillRuns.map((run) => toRun(clock, run)),
    moving: [{ runSeconds, toJobs: (run) => [toMovingRun(run)] }],
    errors,
    ids: {
      protected: toKey(web, 804),
      logged: toKey(web, 804),
      throttled: toKey(api, 901),
      denied: toKey(api, 902),
      unknown: toKey(api, 903),
    },
  });
  return {
    ...world,
    jobs: {
      ...world.jobs,
      repositories: () => [web, api],
      jobsOf: (key) => listJobs(clock, key),
      linkErrorOf: (jobId) => (toRunNumber(jobId) === expired ? errors.gone : undefined),
      logOf: (jobId) => toDemoFile(findJob(clock, Number(jobId))),
    },
  };
}

/** A run's own members, with dates in seconds since the demo began. */
interface SampleRun extends JsonObject {
  readonly repository: string;
  readonly number: number;
  readonly display_title: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly created_at: number;
}

/** Twelve runs of a workflow that fails, and recovers, again and again; two hours apart, the newest first. */
function listBrowserRuns(): readonly SampleRun[] {
  return [...'FSSFSFSSFSSS'].map((outcome, age) => {
    const started = -1_500 - age * 7_200;
    return {
      repository: web,
      number: 712 - age,
      name: 'Browsers',
      path: '.github/workflows/browsers.yml',
      workflow_id: 5_551_299,
      event: 'schedule',
      display_title: 'Browser tests',
      status: 'completed',
      conclusion: outcome === 'S' ? 'success' : 'failure',
      created_at: started,
      updated_at: started + 300 + 7 * age,
    };
  });
}

const manyJobs = 805;
/** Of its jobs, GitHub has no logs any more. */
const expired = 808;
const firstJobId = 27_000_000_000;
const movingJobs = ['lint', 'unit tests', 'browser tests', 'build', 'publish'];
const secondsPerJob = 25;
const runSeconds = movingJobs.length * secondsPerJob;

function toKey(repository: string, number: number): string {
  return `${repository}/${toRunId(number)}`;
}

function toRunId(number: number): number {
  return 9_000_000_000 + number;
}

/** A job after the other, 25 seconds each; complete after two minutes. */
function toMovingRun({ number, clock }: DemoRun): EmulatedRun {
  const isDone = toElapsedSeconds(clock) >= runSeconds;
  return toRun(clock, {
    repository: web,
    number: 1_000 + number,
    display_title: 'Add the wish list',
    status: isDone ? 'completed' : 'in_progress',
    conclusion: isDone ? 'success' : null,
    created_at: -5,
    updated_at: Math.min(runSeconds, Math.floor(toElapsedSeconds(clock) / secondsPerJob) * secondsPerJob),
  });
}

function toRun(clock: DemoClock, sample: SampleRun): EmulatedRun {
  const { repository, number, ...run } = sample;
  const { display_title: message, status, conclusion, created_at } = run;
  const id = toRunId(number);
  const toDate = (seconds: number): string => formatSeconds(toDemoDate(clock, seconds));
  return {
    ...common,
    check_suite_id: 31_000_000_000 + number,
    run_number: number,
    html_url: `https://github.com/${repository}/actions/runs/${id}`,
    run_started_at: toDate(created_at),
    head_commit: { ...common.head_commit, message, timestamp: toDate(created_at - 60) },
    repository: { full_name: repository },
    head_repository: { full_name: repository },
    ...withDates(clock, run, /_at$/, formatSeconds),
    id,
    status,
    conclusion,
    created_at: toDate(created_at),
  };
}

function listJobs(clock: DemoClock, key: string): readonly JsonObject[] {
  const still = stillRuns.find(({ repository, number }) => toKey(repository, number) === key);
  if (still !== undefined) return listStillJobs(clock, still);
  const run = listRuns(clock, runSeconds).find(({ number }) => toKey(web, 1_000 + number) === key);
  if (run === undefined) return [];
  const finished = Math.floor(toElapsedSeconds(run.clock) / secondsPerJob);
  return toJobs(run.clock, web, 1_000 + run.number, movingJobs, (index) =>
    index < finished ? ['completed', 'success'] : [index === finished ? 'in_progress' : 'queued', null],
  );
}

function toRunNumber(jobId: number | string): number {
  return Math.floor((Number(jobId) - firstJobId) / 1000);
}

function findJob(clock: DemoClock, id: number): JsonObject | undefined {
  const number = toRunNumber(id);
  return [web, api].flatMap((repository) => listJobs(clock, toKey(repository, number))).find((job) => job['id'] === id);
}

function listStillJobs(clock: DemoClock, { repository, number, status, conclusion }: SampleRun): readonly JsonObject[] {
  const withStates = (names: readonly string[], toState: (index: number) => State): readonly JsonObject[] =>
    toJobs(clock, repository, number, names, toState);
  if (number === manyJobs)
    return withStates(
      Array.from({ length: 120 }, (_, index) => `browser ${index + 1}`),
      (index) => ['completed', index % 40 === 39 ? 'failure' : 'success'],
    );
  if (status !== 'completed') return withStates(['build'], () => [status, null]);
  if (conclusion === 'startup_failure' || conclusion === null) return [];
  // Of a run that GitHub gave up, jobs are cancelled: no job is stale.
  const ofLast = conclusion === 'stale' ? 'cancelled' : conclusion;
  return withStates(['lint', 'unit tests'], (index) => ['completed', index === 0 ? 'success' : ofLast]);
}

type State = readonly [status: string, conclusion: string | null];

function toJobs(
  clock: DemoClock,
  repository: string,
  run: number,
  names: readonly string[],
  toState: (index: number) => State,
): readonly JsonObject[] {
  return names.map((name, index) => {
    const [status, conclusion] = toState(index);
    const id = firstJobId + run * 1_000 + index;
    const dates = { started_at: index, completed_at: status === 'completed' ? index + 20 : null };
    return {
      id,
      run_id: toRunId(run),
      status,
      conclusion,
      name,
      ...withDates(clock, dates, /_at$/, formatSeconds),
      html_url: `https://github.com/${repository}/actions/runs/${toRunId(run)}/job/${id}`,
      runner_name: status === 'queued' ? null : 'GitHub Actions 7',
      labels: ['ubuntu-latest'],
      steps: toSteps(name, status, conclusion),
    };
  });
}

/** The second of them is the one that counts. A job that has not begun has none. */
function toSteps(name: string, status: string, conclusion: string | null): readonly JsonObject[] {
  if (status !== 'in_progress' && status !== 'completed') return [];
  return [
    { name: 'Set up job', status: 'completed', conclusion: 'success', number: 1 },
    { name: `Run ${name}`, status, conclusion, number: 2 },
  ];
}
