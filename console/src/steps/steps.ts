/** What a job consisted of, in steps with their times, from facts that its provider gives. Pure. */
import type { JobDetail, JobOf } from '../detail/job-detail.ts';

export interface Step {
  /** Not unique: an attempt may have the name of another. */
  readonly name: string;
  /** The graph's status, where the step has one. */
  readonly status: string | null;
  /** The provider's own word. */
  readonly rawStatus: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** More that is said of it, for example `exit 1`. */
  readonly note: string | null;
  readonly url: string | null;
}

export interface StepList {
  /** What they are, for example `Phases`. */
  readonly title: string;
  readonly steps: readonly Step[];
}

const noStep = { status: null, rawStatus: null, startedAt: null, endedAt: null, note: null, url: null };

/** Null where the provider names none. */
export function toSteps(job: JobDetail): StepList | null {
  const list = toList(job);
  return list === null || list.steps.length === 0 ? null : list;
}

function toList(job: JobDetail): StepList | null {
  switch (job.__typename) {
    case 'CodeBuildBuild':
      return {
        title: 'Phases',
        steps: (job.phases ?? []).map(({ type, ...phase }) => ({ ...noStep, ...phase, name: type ?? '–' })),
      };
    case 'GitHubActionsRun':
      return { title: 'Jobs', steps: (job.jobs ?? []).map(ofGitHub) };
    case 'AwsBatchJob':
      return { title: 'Attempts', steps: (job.attempts ?? []).map((attempt, place) => ofAttempt(job, attempt, place)) };
    case 'AirflowDagRun':
      return { title: 'Tasks', steps: (job.tasks ?? []).map(ofAirflow) };
    case 'DatabricksJobRun':
      return { title: 'Tasks', steps: (job.tasks ?? []).map(ofDatabricks) };
    case 'SageMakerTrainingJob':
      return {
        title: 'Stages',
        steps: (job.transitions ?? []).map(({ status, message, ...times }) => ({
          ...noStep,
          ...times,
          name: status,
          note: message,
        })),
      };
    case 'GlueJobRun':
      return { title: 'Attempts', steps: ofGlue(job) };
    case 'KubernetesJob':
      return { title: 'Indexes', steps: ofIndexes(job) };
    default:
      return null;
  }
}

function ofGitHub({
  name,
  status,
  rawStatus,
  startedAt,
  endedAt,
  url,
  runnerName,
}: NonNullable<JobOf<'GitHubActionsRun'>['jobs']>[number]): Step {
  return { name: name ?? '–', status, rawStatus, startedAt, endedAt, note: runnerName, url };
}

/** Batch gives attempts a code for their end, and no status. */
function ofAttempt(
  { isTerminal, status }: JobDetail,
  { startedAt, endedAt, exitCode, reason, statusReason }: NonNullable<JobOf<'AwsBatchJob'>['attempts']>[number],
  place: number,
): Step {
  const own = exitCode === null ? null : exitCode === 0 ? 'SUCCEEDED' : 'FAILED';
  const said = [exitCode === null ? null : `exit ${exitCode}`, reason ?? statusReason].filter((part) => part !== null);
  const open = endedAt === null && isTerminal === false ? status : null;
  return {
    ...noStep,
    name: `Attempt ${place + 1}`,
    status: own ?? open,
    startedAt,
    endedAt,
    note: said.join(' · ') || null,
  };
}

function ofAirflow({
  taskId,
  mapIndex,
  status,
  rawStatus,
  startedAt,
  endedAt,
  tryNumber,
  maxTries,
}: NonNullable<JobOf<'AirflowDagRun'>['tasks']>[number]): Step {
  const tries =
    tryNumber === null || tryNumber < 2 ? null : `try ${tryNumber}${maxTries === null ? '' : ` of ${maxTries + 1}`}`;
  return {
    name: mapIndex === null ? taskId : `${taskId}[${mapIndex}]`,
    status,
    rawStatus,
    startedAt,
    endedAt,
    note: tries,
    url: null,
  };
}

function ofDatabricks({
  taskKey,
  status,
  rawStatus,
  startedAt,
  endedAt,
  attempt,
  url,
}: NonNullable<JobOf<'DatabricksJobRun'>['tasks']>[number]): Step {
  const note = attempt === null || attempt < 1 ? null : `attempt ${attempt + 1}`;
  return { name: taskKey, status, rawStatus, startedAt, endedAt, note, url };
}

/** Glue makes a run of its own of each attempt; the one before is known by its id alone. */
function ofGlue({
  attempt,
  previousRunId,
  status,
  rawStatus,
  startedAt,
  endedAt,
}: JobOf<'GlueJobRun'>): readonly Step[] {
  if (previousRunId === null) return [];
  const number = attempt === null ? null : attempt + 1;
  const before: Step = {
    ...noStep,
    name: number === null ? 'Attempt before' : `Attempt ${number - 1}`,
    note: previousRunId,
  };
  return [
    before,
    { ...noStep, name: number === null ? 'This attempt' : `Attempt ${number}`, status, rawStatus, startedAt, endedAt },
  ];
}

/** More are counted in the job's progress only. */
const mostIndexes = 200;

function ofIndexes({ completedIndexes, failedIndexes }: JobOf<'KubernetesJob'>): readonly Step[] {
  const [done, failed] = [readIndexes(completedIndexes), readIndexes(failedIndexes)];
  const both = [
    ...done.map((index) => ({ index, status: 'SUCCEEDED' })),
    ...failed.map((index) => ({ index, status: 'FAILED' })),
  ].toSorted((one, other) => one.index - other.index);
  return both.map(({ index, status }) => ({ ...noStep, name: `index ${index}`, status }));
}

/** Of a text such as `1,3-5,7`, as Kubernetes writes `completedIndexes`. */
function readIndexes(text: string | null): readonly number[] {
  const found: number[] = [];
  for (const [, first = '', last = first] of (text ?? '').matchAll(/(\d+)(?:-(\d+))?/g))
    for (let index = Number(first); index <= Number(last) && found.length < mostIndexes; index += 1) found.push(index);
  return found;
}
