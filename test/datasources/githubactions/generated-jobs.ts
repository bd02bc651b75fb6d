/** Runs of every shape, as the wire has them and as the graph must. */
import fc from 'fast-check';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob, Viewer } from '../../conformance/provider-under-test.ts';
import { isoTime, member, someAddress, someText, toExpectedAddress, word } from '../generated-values.ts';
import { formatWireJson, toWireObject, unknownMembers, type WireJson } from '../wire-json.ts';

const statusWords = ['requested', 'queued', 'pending', 'in_progress', 'waiting'] as const;
const conclusionWords = [
  ...['success', 'neutral', 'failure', 'startup_failure', 'timed_out', 'stale', 'cancelled', 'skipped'],
  'action_required',
] as const;

/** A status, and a conclusion that counts only beside `completed`. */
const stateModel = fc.record({
  status: fc.oneof(
    { weight: 3, arbitrary: fc.constant('completed') },
    { weight: 3, arbitrary: member(word(...statusWords)) },
  ),
  conclusion: member(word(...conclusionWords)),
});
type StateModel = typeof stateModel extends fc.Arbitrary<infer T> ? T : never;

/** As plain digits, or with an exponent. */
const bigNumber = member(
  fc
    .record({ value: fc.oneof(fc.nat(), fc.maxSafeInteger()), isExponent: fc.boolean() })
    .map(({ value, isExponent }) => ({
      wire: { number: isExponent ? value.toExponential() : String(value) },
      digits: String(value),
    })),
);
const url = member(someAddress);

const jobModel = fc.record({
  state: stateModel,
  id: bigNumber,
  name: member(someText),
  started: member(isoTime),
  completed: member(isoTime),
  url,
  runnerName: member(someText),
  labels: member(fc.array(someText, { maxLength: 3 })),
});
type JobModel = typeof jobModel extends fc.Arbitrary<infer T> ? T : never;

const runModel = fc.record({
  state: stateModel,
  texts: fc.record({
    name: member(someText),
    display_title: member(someText),
    event: member(someText),
    path: member(someText),
    head_branch: member(someText),
    head_sha: member(someText),
  }),
  numbers: fc.record({ run_number: bigNumber, workflow_id: bigNumber, check_suite_id: bigNumber }),
  attempt: member(fc.integer({ min: -2_147_483_648, max: 2_147_483_647 })),
  created: member(isoTime),
  updated: member(isoTime),
  started: member(isoTime),
  url,
  actor: member(fc.record({ login: member(someText) })),
  triggeringActor: member(fc.record({ login: member(someText) })),
  commit: member(
    fc.record({
      message: member(fc.oneof(someText, fc.constant(''))),
      author: member(fc.record({ name: member(someText), email: member(someText) })),
    }),
  ),
  headRepository: member(fc.record({ full_name: member(someText) })),
  jobs: fc.record({
    total: member(fc.nat({ max: 12 })),
    list: member(fc.array(jobModel, { maxLength: 6 })),
  }),
  hasUnknown: fc.boolean(),
  spelling: fc.nat({ max: 1000 }),
});
type RunModel = typeof runModel extends fc.Arbitrary<infer T> ? T : never;

function toWireRun(key: string, run: RunModel): WireJson {
  const { numbers, attempt, commit } = run;
  return toWireObject(
    {
      id: { number: toRunId(key) },
      ...run.state,
      ...run.texts,
      run_number: numbers.run_number?.wire,
      workflow_id: numbers.workflow_id?.wire,
      check_suite_id: numbers.check_suite_id?.wire,
      run_attempt: attempt === undefined || attempt === null ? attempt : { number: String(attempt) },
      created_at: run.created && run.created.wire,
      updated_at: run.updated && run.updated.wire,
      run_started_at: run.started && run.started.wire,
      html_url: run.url,
      actor: run.actor && toWireObject(run.actor),
      triggering_actor: run.triggeringActor && toWireObject(run.triggeringActor),
      head_commit: commit && toWireObject({ ...commit, author: commit.author && toWireObject(commit.author) }),
      head_repository: run.headRepository && toWireObject(run.headRepository),
      repository: toWireObject({ full_name: 'another/name', private: true }),
    },
    run.hasUnknown ? unknownMembers : [],
  );
}

function toWireJobs(key: string, { jobs: { total, list }, hasUnknown }: RunModel): WireJson {
  return toWireObject({
    total_count: total === undefined || total === null ? total : { number: String(total) },
    jobs: list?.map((job) =>
      toWireObject(
        {
          run_id: { number: toRunId(key) },
          id: job.id?.wire,
          ...job.state,
          name: job.name,
          started_at: job.started && job.started.wire,
          completed_at: job.completed && job.completed.wire,
          html_url: job.url,
          runner_name: job.runnerName,
          labels: job.labels,
          steps: [],
        },
        hasUnknown ? unknownMembers : [],
      ),
    ),
  });
}

function toRunId(key: string): string {
  return key.split('/')[2] ?? '';
}

const statuses = new Map([
  ...['requested', 'queued', 'pending'].map((name) => [name, 'QUEUED'] as const),
  ['in_progress', 'RUNNING'],
  ['waiting', 'SUSPENDED'],
]);
const conclusions = new Map([
  ['action_required', 'SUSPENDED'],
  ['success', 'SUCCEEDED'],
  ['neutral', 'SUCCEEDED'],
  ['failure', 'FAILED'],
  ['startup_failure', 'FAILED'],
  ['timed_out', 'TIMED_OUT'],
  ['stale', 'TIMED_OUT'],
  ['cancelled', 'CANCELLED'],
  ['skipped', 'SKIPPED'],
]);
const terminal = new Set(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELLED', 'SKIPPED']);

interface ExpectedState {
  readonly status: string;
  readonly rawStatus: string | null;
  readonly statusSource: string;
}

function toExpectedState({ status, conclusion }: StateModel): ExpectedState {
  if (status === null || status === undefined)
    return { status: 'UNKNOWN', rawStatus: null, statusSource: 'NOT_REPORTED' };
  const [words, rawStatus] = status === 'completed' ? [conclusions, conclusion] : [statuses, status];
  if (rawStatus === null || rawStatus === undefined)
    return { status: 'UNKNOWN', rawStatus: 'completed', statusSource: 'DERIVED' };
  return { status: words.get(rawStatus) ?? 'UNKNOWN', rawStatus, statusSource: 'PROVIDER' };
}

/** The conclusions of the jobs that are completed and have one. */
function listConclusions(
  list: readonly JobModel[],
): readonly { readonly conclusion: string; readonly job: JobModel }[] {
  return list.flatMap((job) => {
    const { status, conclusion } = job.state;
    return status === 'completed' && typeof conclusion === 'string' ? [{ conclusion, job }] : [];
  });
}

function toExpectedProgress({ jobs }: RunModel): object {
  const ended = listConclusions(jobs.list ?? []);
  const succeeded = ended.filter(({ conclusion }) => ['success', 'neutral', 'skipped'].includes(conclusion)).length;
  return {
    total: typeof jobs.total === 'number' ? String(jobs.total) : null,
    succeeded: String(succeeded),
    failed: String(ended.length - succeeded),
    fraction: jobs.total ? Math.min(1, ended.length / jobs.total) : null,
  };
}

function toExpectedFailures({ jobs }: RunModel, { status, rawStatus }: ExpectedState): readonly object[] {
  const failed = listConclusions(jobs.list ?? [])
    .filter(({ conclusion }) => conclusion === 'failure' || conclusion === 'timed_out')
    .map(({ conclusion, job }) => ({ code: conclusion, message: null, subject: job.name ?? null }));
  if (failed.length > 0 || !['FAILED', 'TIMED_OUT'].includes(status)) return failed;
  return [{ code: rawStatus, message: null, subject: null }];
}

function toExpectedJob(job: JobModel): object {
  const { status, rawStatus } = toExpectedState(job.state);
  return {
    jobId: job.id?.digits ?? null,
    name: job.name ?? null,
    status,
    rawStatus,
    startedAt: job.started?.instant ?? null,
    endedAt: terminal.has(status) ? (job.completed?.instant ?? null) : null,
    url: toExpectedAddress(job.url),
    runnerName: job.runnerName ?? null,
    labels: job.labels ?? null,
  };
}

function toOwnFields(key: string, { texts, numbers, commit, ...run }: RunModel): object {
  return {
    repository: key.split('/').slice(0, 2).join('/'),
    runNumber: numbers.run_number?.digits ?? null,
    attempt: run.attempt ?? null,
    event: texts.event ?? null,
    workflowId: numbers.workflow_id?.digits ?? null,
    workflowPath: texts.path ?? null,
    branch: texts.head_branch ?? null,
    commitSha: texts.head_sha ?? null,
    commitMessage: commit?.message ?? null,
    headRepository: run.headRepository?.full_name ?? null,
    checkSuiteId: numbers.check_suite_id?.digits ?? null,
    jobs: run.jobs.list?.map(toExpectedJob) ?? null,
  };
}

function toProtectedFields({ commit, actor, triggeringActor }: RunModel): object {
  return {
    commitAuthorName: commit?.author?.name ?? null,
    commitAuthorEmail: commit?.author?.email ?? null,
    actor: actor?.login ?? null,
    triggeringActor: triggeringActor?.login ?? null,
  };
}

function toDefinition(key: string, { texts: { path, name } }: RunModel): string | null {
  const workflow = path ? path.replace(/@.*$/s, '').replace(/^.*\//s, '') : name;
  return workflow ? key.replace(/[^/]*$/, '') + workflow : null;
}

function toExpected(key: string, run: RunModel, viewer: Viewer): ExpectedJob {
  const state = toExpectedState(run.state);
  const updatedAt = run.updated?.instant ?? null;
  return {
    providerJobId: toRunId(key),
    name: run.texts.display_title ?? null,
    kind: run.texts.name ?? null,
    definition: toDefinition(key, run),
    ...state,
    createdAt: run.created?.instant ?? null,
    startedAt: ['QUEUED', 'SKIPPED'].includes(state.status) ? null : (run.started?.instant ?? null),
    updatedAt,
    endedAt: terminal.has(state.status) ? updatedAt : null,
    progress: toExpectedProgress(run),
    failures: toExpectedFailures(run, state),
    consoleUrl: toExpectedAddress(run.url),
    ...toOwnFields(key, run),
    ...(viewer === 'whole' ? toProtectedFields(run) : {}),
  };
}

export const generatedJobs = toGeneratedJobs(
  runModel,
  (key, run) => ({
    body: formatWireJson(toWireRun(key, run), run.spelling),
    second: formatWireJson(toWireJobs(key, run), run.spelling),
  }),
  toExpected,
);
