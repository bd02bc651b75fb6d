/** Runs as a test means them: random members, their answer, and what the graph must say by the contract's tables. */
import fc from 'fast-check';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob, Viewer } from '../../conformance/provider-under-test.ts';
import { member, someText, toSortedEntries } from '../generated-values.ts';

type Json = Readonly<Record<string, unknown>>;
type Place = readonly [path: string, field: string];

const texts: readonly Place[] = [
  ['run_name', 'name'],
  ['run_type', 'kind'],
  ['description', 'description'],
  ['trigger', 'trigger'],
  ['schedule.quartz_cron_expression', 'schedule'],
  ['schedule.timezone_id', 'scheduleTimezone'],
  ['cluster_instance.cluster_id', 'clusterId'],
  ['effective_performance_target', 'performanceTarget'],
];
const digits: readonly Place[] = [
  ['job_id', 'jobId'],
  ['job_run_id', 'jobRunId'],
  ['original_attempt_run_id', 'originalAttemptRunId'],
  ['queue_duration', 'queueMilliseconds'],
  ['setup_duration', 'setupMilliseconds'],
  ['execution_duration', 'executionMilliseconds'],
  ['cleanup_duration', 'cleanupMilliseconds'],
  ['run_duration', 'runMilliseconds'],
];

const long = fc.constantFrom('0', '7', '455644833', '9007199254740991', '9007199254740993', '9223372036854775807');
const time = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4_102_444_799_999 }));

const states = [
  'QUEUED',
  'PENDING',
  'BLOCKED',
  'WAITING',
  'WAITING_FOR_RETRY',
  'RUNNING',
  'TERMINATING',
  'TERMINATED',
  'ADDED_LATER',
];
const lifeCycles = [...states, 'SKIPPED', 'INTERNAL_ERROR'];
/** The contract's table of codes. */
const byCode: Readonly<Record<string, string>> = {
  SUCCESS: 'SUCCEEDED',
  SUCCESS_WITH_FAILURES: 'PARTIALLY_SUCCEEDED',
  ...Object.fromEntries(['USER_CANCELED', 'CANCELED', 'CLUSTER_TERMINATED_BY_USER'].map((code) => [code, 'CANCELLED'])),
  ...Object.fromEntries(
    ['SKIPPED', 'DISABLED', 'MAX_CONCURRENT_RUNS_EXCEEDED', 'MAX_JOB_QUEUE_SIZE_EXCEEDED'].map((code) => [
      code,
      'SKIPPED',
    ]),
  ),
  ...Object.fromEntries(['RUN_EXECUTION_ERROR', 'INTERNAL_ERROR', 'DRIVER_ERROR'].map((code) => [code, 'FAILED'])),
};
const byResult: Readonly<Record<string, string>> = {
  SUCCESS: 'SUCCEEDED',
  SUCCESS_WITH_FAILURES: 'PARTIALLY_SUCCEEDED',
  CANCELED: 'CANCELLED',
  FAILED: 'FAILED',
  TIMEDOUT: 'TIMED_OUT',
  ...Object.fromEntries(
    ['EXCLUDED', 'DISABLED', 'MAXIMUM_CONCURRENT_RUNS_REACHED', 'UPSTREAM_FAILED', 'UPSTREAM_CANCELED'].map((one) => [
      one,
      'SKIPPED',
    ]),
  ),
};

const standing = fc.record({
  state: member(fc.constantFrom(...states)),
  code: member(fc.constantFrom(...Object.keys(byCode), 'ADDED_LATER', 'toString')),
  type: member(fc.constantFrom('SUCCESS', 'CLIENT_ERROR', 'CLOUD_FAILURE', 'INTERNAL_ERROR')),
  message: member(someText),
  lifeCycle: member(fc.constantFrom(...lifeCycles)),
  result: member(fc.constantFrom(...Object.keys(byResult), 'ADDED_LATER')),
  begin: member(time),
  end: member(time),
  attempt: member(fc.nat({ max: 3 })),
});
type Standing = typeof standing extends fc.Arbitrary<infer T> ? T : never;

const task = fc.record({
  standing,
  key: fc.constantFrom('load', 'clean', 'report', '__proto__', 'constructor'),
  runId: member(long),
  type: fc.constantFrom('notebook_task', 'sql_task', undefined),
  dependsOn: member(fc.array(someText, { maxLength: 3 })),
  cluster: member(someText),
  existing: member(someText),
});
type TaskModel = typeof task extends fc.Arbitrary<infer T> ? T : never;

const jobModel = fc.record({
  standing,
  texts: fc.record(Object.fromEntries(texts.map(([path]) => [path, member(someText)]))),
  digits: fc.record(Object.fromEntries(digits.map(([path]) => [path, member(long)]))),
  page: fc.constantFrom(
    undefined,
    null,
    '',
    'http://x.example/a',
    'https://x.example/?o=1#job/1',
    'https://u:p@x.example/',
  ),
  queueCode: member(someText),
  queueMessage: member(someText),
  stateMessage: member(someText),
  git: member(
    fc.record({
      url: fc.constantFrom(
        'https://bot:secret@git.example/a.git',
        'https://git.example/a.git',
        'git@git.example:a.git',
        null,
      ),
      provider: member(someText),
      branch: member(someText),
      tag: member(someText),
      commit: member(someText),
      used: member(someText),
    }),
  ),
  creator: member(someText),
  parameters: member(
    fc.uniqueArray(fc.record({ name: someText, value: member(someText), byDefault: member(someText) }), {
      maxLength: 3,
      selector: ({ name }) => name,
    }),
  ),
  overriding: member(
    fc.dictionary(
      someText.filter((key) => key !== '__proto__'),
      fc.nat(),
    ),
  ),
  tasks: member(fc.array(task, { maxLength: 5 })),
  hasMore: fc.boolean(),
});
type JobModel = typeof jobModel extends fc.Arbitrary<infer T> ? T : never;

export const generatedJobs = toGeneratedJobs(
  jobModel,
  (key, job) => ({ body: formatRun(key, job) }),
  (key, job, viewer) => toExpected(key, job, viewer),
);

/** Marks digits that are a number on the wire. */
const number = (value: string | null | undefined): string | null | undefined => (value ? `#${value}#` : value);

function formatRun(key: string, job: JobModel): string {
  const run = {
    ...toStandingWire(job.standing, { queue: job }),
    run_id: number(key),
    ...place(texts, job.texts),
    ...place(digits, Object.fromEntries(Object.entries(job.digits).map(([path, value]) => [path, number(value)]))),
    run_page_url: job.page,
    git_source: job.git && {
      git_url: job.git.url,
      git_provider: job.git.provider,
      git_branch: job.git.branch,
      git_tag: job.git.tag,
      git_commit: job.git.commit,
      git_snapshot: { used_commit: job.git.used },
    },
    creator_user_name: job.creator,
    job_parameters: job.parameters?.map(({ name, value, byDefault }) => ({ name, value, default: byDefault })),
    overriding_parameters: job.overriding,
    tasks: job.tasks?.map(toTaskWire),
    next_page_token: job.hasMore ? 'more' : undefined,
  };
  return JSON.stringify(run).replaceAll(/"#(\d+)#"/g, '$1');
}

/** Members at their places. */
function place(places: readonly Place[], values: Json): Json {
  const result: Record<string, unknown> = {};
  for (const [path] of places) {
    const [outer = '', inner] = path.split('.');
    if (inner === undefined) result[outer] = values[path];
    else result[outer] = { ...(result[outer] as Json | undefined), [inner]: values[path] };
  }
  return result;
}

function toStandingWire(one: Standing, more: { readonly queue?: JobModel } = {}): Json {
  const { queue } = more;
  return {
    status: {
      state: one.state,
      termination_details: { code: one.code, type: one.type, message: one.message },
      ...(queue && { queue_details: { code: queue.queueCode, message: queue.queueMessage } }),
    },
    state: { life_cycle_state: one.lifeCycle, result_state: one.result, state_message: queue?.stateMessage },
    start_time: one.begin,
    end_time: one.end,
    attempt_number: one.attempt,
  };
}

function toTaskWire(one: TaskModel): Json {
  return {
    ...toStandingWire(one.standing),
    task_key: one.key,
    run_id: number(one.runId),
    ...(one.type === undefined ? {} : { [one.type]: { a: 1 } }),
    // A word of this form that names nothing.
    odd_task: null,
    depends_on: one.dependsOn?.map((task_key) => ({ task_key })),
    cluster_instance: { cluster_id: one.cluster },
    existing_cluster_id: one.existing,
  };
}

interface Shown {
  readonly status: string;
  readonly rawStatus: string | null;
  readonly statusSource: string;
}

function own(table: Readonly<Record<string, string>>, word: string | null | undefined): string | undefined {
  return word && Object.hasOwn(table, word) ? table[word] : undefined;
}

/** The contract's table, row by row. */
function toShown({ state, code, type, lifeCycle, result }: Standing): Shown {
  const word = state ?? lifeCycle ?? null;
  const isOver =
    state === 'TERMINATED' || (!state && ['TERMINATED', 'SKIPPED', 'INTERNAL_ERROR'].includes(lifeCycle ?? ''));
  const rawStatus = (isOver ? (code ?? result) : null) ?? word;
  const shown = (status: string, statusSource = 'PROVIDER'): Shown => ({ status, rawStatus, statusSource });
  if (!isOver) {
    if (word === null) return shown('UNKNOWN', 'NOT_REPORTED');
    if (['QUEUED', 'PENDING', 'BLOCKED', 'WAITING', 'WAITING_FOR_RETRY'].includes(word)) return shown('QUEUED');
    if (word === 'RUNNING') return shown('RUNNING');
    if (word !== 'TERMINATING') return shown('UNKNOWN');
    const isCancelled = ['USER_CANCELED', 'CANCELED'].includes(code ?? '') || result === 'CANCELED';
    return isCancelled ? shown('CANCELLING', 'DERIVED') : shown('RUNNING');
  }
  if (result === 'TIMEDOUT') return shown('TIMED_OUT');
  const ofLifeCycle = lifeCycle === 'SKIPPED' ? 'SKIPPED' : lifeCycle === 'INTERNAL_ERROR' ? 'FAILED' : undefined;
  const known = code ? own(byCode, code) : (own(byResult, result) ?? ofLifeCycle);
  if (known !== undefined) return shown(known);
  if (!code && !result) return shown('UNKNOWN', 'DERIVED');
  return shown(own(byResult, result) ?? ofLifeCycle ?? (type === 'SUCCESS' ? 'SUCCEEDED' : 'FAILED'), 'DERIVED');
}

const ends = new Set(['SUCCEEDED', 'PARTIALLY_SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'SKIPPED']);
const toTime = (milliseconds: number | null | undefined): string | null =>
  milliseconds ? new Date(milliseconds).toISOString() : null;

function toExpected(_key: string, job: JobModel, viewer: Viewer): ExpectedJob {
  const shown = toShown(job.standing);
  const isOver = ends.has(shown.status);
  const message = job.standing.message ?? job.queueMessage ?? job.stateMessage ?? null;
  const latest = job.tasks && toLatest(job.tasks);
  const shownTexts = Object.fromEntries(texts.map(([path, field]) => [field, job.texts[path] ?? null]));
  const shownDigits = Object.fromEntries(digits.map(([path, field]) => [field, job.digits[path] ?? null]));
  return {
    ...shownTexts,
    ...shownDigits,
    ...shown,
    definition: shownDigits['jobId'],
    statusMessage: message,
    createdAt: toTime(job.standing.begin),
    endedAt: isOver ? toTime(job.standing.end) : null,
    progress: latest && !job.hasMore ? toProgress(latest) : null,
    failures: toFailures(shown, message, latest ?? []),
    consoleUrl: job.page === 'https://x.example/?o=1#job/1' ? job.page : null,
    attempt: job.standing.attempt ?? null,
    terminationType: isOver ? (job.standing.type ?? null) : null,
    queueReason: shown.status === 'QUEUED' ? (job.queueCode ?? null) : null,
    gitSource: job.git
      ? {
          url: job.git.url?.replace('bot:secret@', '') ?? null,
          provider: job.git.provider ?? null,
          branch: job.git.branch ?? null,
          tag: job.git.tag ?? null,
          commit: job.git.commit ?? job.git.used ?? null,
        }
      : null,
    tasks: latest?.map(toShownTask) ?? null,
    ...(viewer === 'whole'
      ? {
          creatorUserName: job.creator ?? null,
          jobParameters: job.parameters
            ? toSortedEntries(
                job.parameters.map(({ name, value, byDefault }) => [name, value ?? byDefault ?? null] as const),
              )
            : null,
          overridingParametersJson: job.overriding ? JSON.stringify(job.overriding) : null,
        }
      : {}),
  };
}

/** The last of those with the highest attempt, at the place of the first. */
function toLatest(tasks: readonly TaskModel[]): readonly TaskModel[] {
  return [...new Set(tasks.map(({ key }) => key))].map((key) => {
    const attempts = tasks.filter((one) => one.key === key);
    const highest = Math.max(...attempts.map(({ standing: { attempt } }) => attempt ?? 0));
    return attempts.findLast(({ standing: { attempt } }) => (attempt ?? 0) === highest)!;
  });
}

function toProgress(tasks: readonly TaskModel[]): object {
  const over = tasks.filter(({ standing: one }) => ends.has(toShown(one).status));
  const good = over.filter(({ standing: one }) => {
    const { status } = toShown(one);
    const isUpstream = one.result === 'UPSTREAM_FAILED' || one.result === 'UPSTREAM_CANCELED';
    return status === 'SUCCEEDED' || (status === 'SKIPPED' && !isUpstream);
  });
  return {
    total: String(tasks.length),
    succeeded: String(good.length),
    failed: String(over.length - good.length),
    fraction: tasks.length === 0 ? null : over.length / tasks.length,
  };
}

function toFailures(
  { status, rawStatus }: Shown,
  message: string | null,
  tasks: readonly TaskModel[],
): readonly object[] {
  if (!['FAILED', 'PARTIALLY_SUCCEEDED', 'TIMED_OUT'].includes(status)) return [];
  const failed = tasks
    .map((one) => ({ one, shown: toShown(one.standing) }))
    .filter(({ shown }) => shown.status === 'FAILED' || shown.status === 'TIMED_OUT')
    .map(({ one, shown }) => ({ code: shown.rawStatus, message: one.standing.message ?? null, subject: one.key }));
  return failed.length > 0 ? failed : [{ code: rawStatus, message, subject: null }];
}

function toShownTask(one: TaskModel): object {
  const { status, rawStatus } = toShown(one.standing);
  return {
    taskKey: one.key,
    runId: one.runId ?? null,
    type: one.type ?? null,
    status,
    rawStatus,
    startedAt: toTime(one.standing.begin),
    endedAt: ends.has(status) ? toTime(one.standing.end) : null,
    attempt: one.standing.attempt ?? null,
    dependsOn: one.dependsOn ?? [],
    clusterId: one.cluster ?? one.existing ?? null,
    url: null,
  };
}
