import { toEmulatedError } from '../../emulation/emulator.ts';
import type { EmulatedError } from '../../emulation/emulator.ts';
import type { JsonObject } from '../../emulation/json.ts';
import {
  createDemoJobs,
  findLatestRun,
  formatSeconds,
  listRuns,
  toDemoDate,
  toElapsedSeconds,
} from '../../emulation/moment.ts';
import type { DemoClock, DemoRun, DemoSetting, DemoWorld } from '../../emulation/moment.ts';
import type { ProviderDemo } from '../../emulation/provider-demo.ts';
import { createGitHubEmulator, type EmulatedRun, type GitHubJobWorld } from './emulator.ts';

/** Recognisably fake. */
const token = 'github_pat_demo_not_a_real_token';

export const demo: ProviderDemo = {
  source: 'ci',
  // A demo is looked at much more than 1 call per second allows.
  settings: { repositories: ['acme/web-app', 'acme/api'], credentials: { token }, limits: { requestsPerSecond: 10 } },
  selection: `repository
    workflowPath
    branch
    attempt`,
  protectedSelection: `actor
    commitAuthorEmail`,
  movingSelection: `jobs { name status }`,
  start: (setting, options) => {
    const { jobs, ids, listMoving } = createGitHubWorld(setting);
    return { emulator: createGitHubEmulator({ ...options, tokens: [token], jobs }), ids, listMoving };
  },
};

/** Continuous integration of a web application and its API. */
export function createGitHubWorld(setting: DemoSetting): DemoWorld<GitHubJobWorld> {
  const { clock } = setting;
  const readJobs = (): ReadonlyMap<string, () => EmulatedRun> =>
    new Map([
      ...stillRuns.map((still) => [toKey(still), () => toRun(clock, still)] as const),
      ...listRuns(clock, runSeconds).map((run) => [toMovingKey(run.number), () => toMovingRun(run)] as const),
    ]);
  const [throttled, denied] = ['acme/api/9000000901', 'acme/api/9000000902'];
  const failures = new Map<string, EmulatedError>([
    [
      throttled,
      toEmulatedError('Forbidden', 'You have exceeded a secondary rate limit.', {
        status: 403,
        headers: { 'retry-after': '1' },
      }),
    ],
    [denied, toEmulatedError('Forbidden', 'Resource not accessible by personal access token', { status: 403 })],
  ]);
  const runs = createDemoJobs(readJobs, failures);
  return {
    jobs: {
      ...runs,
      repositories: () => ['acme/web-app', 'acme/api'],
      jobsOf: (key) => listJobs(clock, key),
    },
    listMoving: () => [toMovingKey(findLatestRun(clock, runSeconds))],
    ids: {
      first: toMovingKey(0),
      protected: 'acme/web-app/9000000804',
      jobs: [...readJobs().keys()],
      moving: [toMovingKey(0)],
      gone: [],
      throttled,
      denied,
      unknown: 'acme/api/9000000903',
    },
  };
}

interface StillRun {
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly conclusion?: string;
  readonly attempt?: number;
  readonly createdSeconds: number;
  readonly updatedSeconds: number;
}

function toStill(
  repository: string,
  number: number,
  title: string,
  [status, conclusion]: readonly [status: string, conclusion?: string],
  [createdSeconds, updatedSeconds]: readonly [number, number],
  attempt = 1,
): StillRun {
  const ended = conclusion === undefined ? {} : { conclusion };
  return { repository, number, title, status, ...ended, attempt, createdSeconds, updatedSeconds };
}

const web = 'acme/web-app';
const api = 'acme/api';
const manyJobs = 805;

const stillRuns: readonly StillRun[] = [
  toStill(api, 401, 'Rotate the keys', ['requested'], [-12, -12]),
  toStill(api, 402, 'Bump the base image', ['queued'], [-25, -20]),
  toStill(api, 403, 'Cache the modules', ['pending'], [-40, -35]),
  toStill(api, 404, 'Move the index', ['in_progress'], [-300, -60]),
  toStill(api, 405, 'Deploy to production', ['waiting'], [-900, -840]),
  toStill(web, 801, 'First contribution', ['completed', 'action_required'], [-1_200, -1_190]),
  toStill(web, 802, 'Fix the header', ['completed', 'success'], [-7_200, -7_000]),
  toStill(web, 803, 'Spell the footer', ['completed', 'neutral'], [-10_800, -10_700]),
  toStill(web, 804, 'Fix the cart', ['completed', 'failure'], [-14_400, -14_148], 2),
  toStill(web, manyJobs, 'Test on every browser', ['completed', 'failure'], [-18_000, -16_000]),
  toStill(web, 806, 'Broken workflow file', ['completed', 'startup_failure'], [-21_600, -21_599]),
  toStill(web, 807, 'Endless loop', ['completed', 'timed_out'], [-90_000, -68_400]),
  toStill(web, 808, 'Forgotten runner', ['completed', 'stale'], [-1_300_000, -90_400]),
  toStill(web, 809, 'Superseded', ['completed', 'cancelled'], [-28_800, -28_700]),
  toStill(web, 810, 'Documentation only', ['completed', 'skipped'], [-32_400, -32_399]),
  toStill(web, 811, 'Without a conclusion', ['completed'], [-36_000, -35_900]),
];

const movingJobs = ['lint', 'unit tests', 'browser tests', 'build', 'publish'];
const secondsPerJob = 25;
const runSeconds = movingJobs.length * secondsPerJob;

function toKey({ repository, number }: Pick<StillRun, 'repository' | 'number'>): string {
  return `${repository}/${toRunId(number)}`;
}

function toRunId(number: number): number {
  return 9_000_000_000 + number;
}

function toMovingKey(run: number): string {
  return toKey({ repository: web, number: 1_000 + run });
}

/** A job after the other, 25 seconds each; complete after two minutes. */
function toMovingRun({ number, clock }: DemoRun): EmulatedRun {
  const isDone = toElapsedSeconds(clock) >= runSeconds;
  const state: readonly [string, string?] = isDone ? ['completed', 'success'] : ['in_progress'];
  const updated = Math.min(runSeconds, Math.floor(toElapsedSeconds(clock) / secondsPerJob) * secondsPerJob);
  return toRun(clock, toStill(web, 1_000 + number, 'Add the wish list', state, [-5, updated]));
}

function toRun(clock: DemoClock, still: StillRun): EmulatedRun {
  const { repository, number, title, status, conclusion = null, attempt = 1 } = still;
  const id = toRunId(number);
  return {
    id,
    name: 'CI',
    check_suite_id: 31_000_000_000 + number,
    head_branch: 'main',
    head_sha: '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44',
    path: '.github/workflows/ci.yml',
    display_title: title,
    run_number: number,
    run_attempt: attempt,
    event: 'push',
    status,
    conclusion,
    workflow_id: 5_551_234,
    html_url: `https://github.com/${repository}/actions/runs/${id}`,
    created_at: formatSeconds(toDemoDate(clock, still.createdSeconds)),
    updated_at: formatSeconds(toDemoDate(clock, still.updatedSeconds)),
    run_started_at: formatSeconds(toDemoDate(clock, still.createdSeconds)),
    actor: { login: 'jane-demo', id: 1 },
    triggering_actor: { login: 'bot-demo', id: 2 },
    head_commit: {
      id: '9b1c0f4d2e6a7788c0ffee00aa11bb22cc33dd44',
      tree_id: '1a2b3c4d5e6f77889900aabbccddeeff00112233',
      message: title,
      timestamp: formatSeconds(toDemoDate(clock, still.createdSeconds - 60)),
      author: { name: 'Jane Demo', email: 'jane@example.com' },
      committer: { name: 'Jane Demo', email: 'jane@example.com' },
    },
    repository: { full_name: repository },
    head_repository: { full_name: repository },
  };
}

function listJobs(clock: DemoClock, key: string): readonly JsonObject[] {
  const still = stillRuns.find((run) => toKey(run) === key);
  if (still !== undefined) return listStillJobs(clock, still);
  const run = listRuns(clock, runSeconds).find(({ number }) => toMovingKey(number) === key);
  if (run === undefined) return [];
  const finished = Math.floor(toElapsedSeconds(run.clock) / secondsPerJob);
  return movingJobs.map((name, index) => {
    const status = index < finished ? 'completed' : index === finished ? 'in_progress' : 'queued';
    return toJob(run.clock, web, [1_000 + run.number, index], name, [
      status,
      status === 'completed' ? 'success' : null,
    ]);
  });
}

function listStillJobs(clock: DemoClock, { repository, number, status, conclusion }: StillRun): readonly JsonObject[] {
  const toNamed = (name: string, index: number, state: readonly [string, string | null]): JsonObject =>
    toJob(clock, repository, [number, index], name, state);
  if (number === manyJobs)
    return Array.from({ length: 120 }, (_, index) =>
      toNamed(`browser ${index + 1}`, index, ['completed', index % 40 === 39 ? 'failure' : 'success']),
    );
  if (status !== 'completed') return [toNamed('build', 0, [status, null])];
  if (conclusion === 'startup_failure' || conclusion === undefined) return [];
  // Of a run that GitHub gave up, jobs are cancelled: no job is stale.
  const ofJob = conclusion === 'stale' ? 'cancelled' : conclusion;
  return [toNamed('lint', 0, ['completed', 'success']), toNamed('unit tests', 1, ['completed', ofJob])];
}

function toJob(
  clock: DemoClock,
  repository: string,
  [run, index]: readonly [number, number],
  name: string,
  [status, conclusion]: readonly [string, string | null],
): JsonObject {
  const id = 27_000_000_000 + run * 1_000 + index;
  const started = formatSeconds(toDemoDate(clock, index));
  return {
    id,
    run_id: toRunId(run),
    status,
    conclusion,
    name,
    started_at: started,
    completed_at: status === 'completed' ? formatSeconds(toDemoDate(clock, index + 20)) : null,
    html_url: `https://github.com/${repository}/actions/runs/${toRunId(run)}/job/${id}`,
    runner_name: status === 'queued' ? null : 'GitHub Actions 7',
    labels: ['ubuntu-latest'],
  };
}
