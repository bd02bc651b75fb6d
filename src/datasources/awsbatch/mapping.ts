import type { JobFacts, JobFailure, JobProgress, JobRecord, JobStatus } from '../../provider/contract/job.ts';
import { toProgress } from '../../provider/contract/progress.ts';
import { toEntrySecrets, toSecrets } from '../../provider/contract/secrets.ts';
import { createRows, type SaidFacts } from '../../provider/contract/rows.ts';
import {
  toDerivedStatus,
  toStartedAt,
  toStatus,
  toStatusWords,
  type StatusFacts,
} from '../../provider/contract/status.ts';
import type {
  AwsBatchArrayFacts,
  AwsBatchAttemptFacts,
  AwsBatchJobFacts,
  AwsBatchMultiNodeFacts,
} from './facts.generated.ts';
import { toLogFacts, type BatchLogFacts } from './log-facts.ts';
import {
  readJobSummary,
  type ArrayProperties,
  type Attempt,
  type JobDetail,
  type JobSummary,
  type MultiNode,
} from './wire.ts';

/** A job that is starting pulls its image: its work has not begun. */
const statusWords = toStatusWords({
  SUBMITTED: 'QUEUED',
  PENDING: 'QUEUED',
  RUNNABLE: 'QUEUED',
  STARTING: 'QUEUED',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
});

/** The facts of a job: those that the graph shows, and where its logs are. */
export interface AwsBatchFacts extends AwsBatchJobFacts {
  /** Null for a job whose children or nodes have the logs. */
  readonly logs: readonly BatchLogFacts[] | null;
}

/** Maps a described job to its facts and secrets. */
export function toAwsBatchRecord(job: JobDetail): JobRecord<AwsBatchFacts> {
  const { containers } = job;
  const variables = containers?.flatMap(({ name, environment }) =>
    environment.map((one) => ({ ...one, container: name })),
  );
  return {
    facts: {
      ...toSummaryFacts(job),
      ...toOutcome(job, job),
      queueName: toLastPart(job.jobQueue),
      priority: job.schedulingPriority,
      maxAttempts: job.maxAttempts,
      attemptTimeoutSeconds: job.attemptDurationSeconds,
      attempts: (orAbsent(job.attempts) ?? orAbsent(job.eksAttempts) ?? job.attempts)?.map(toAttempt) ?? null,
      array: toArray(job.arrayProperties),
      multiNode: toMultiNode(job.multiNode),
      dependsOn: job.dependsOn,
      containers: containers?.map(({ command: _, environment: __, ...open }) => open) ?? null,
      environmentVariables:
        variables?.map(({ name, valueFrom, container }) => ({ name, valueFrom, type: null, container })) ?? null,
      resources: job.resourceRequirements,
      roleArn: job.roles.jobRoleArn,
      executionRoleArn: job.roles.executionRoleArn,
      platforms: job.platformCapabilities,
      tags: job.tags,
      logs: toLogFacts(job),
    },
    secrets: {
      ...toSecrets({ parameters: job.parameters }),
      ...toEntrySecrets(
        'containers.command',
        containers?.map(({ command }) => command),
      ),
      ...toEntrySecrets(
        'environmentVariables.value',
        variables?.map(({ value }) => value),
      ),
    },
  };
}

const unknownEnd: EndOfJob = { isCancelled: null, isTerminated: null, attempts: null };

/** The parent of an array says the least. */
const rows = createRows(toRowFacts, [readJobSummary({ jobId: '', arrayProperties: { size: 2 } }), null]);

/** The rows of ListJobs; their arguments are the row and the queue that was listed, by name or ARN. */
export const awsBatchRows: typeof rows = {
  ...rows,
  toRow: (key, job, queue) => {
    const row = rows.toRow(key, job, queue);
    if (!isParent(job)) return row;
    // It has its place among the jobs that have ended, or have not; only a describe says how it ended.
    const { isTerminal, endedAt } = toOutcome(job, unknownEnd);
    return { ...row, facts: { ...row.facts, isTerminal, endedAt } };
  },
};

function toRowFacts(row: JobSummary, queue: string | null): SaidFacts<AwsBatchJobFacts> {
  const facts = { ...toSummaryFacts(row), queueName: toLastPart(queue) };
  // Only a describe says how the children of an array stand, and whether a job that failed was cancelled.
  if (isParent(row)) return facts;
  const outcome = toOutcome(row, unknownEnd);
  if (row.status !== 'FAILED') return { ...facts, ...outcome };
  const { rawStatus, isTerminal, endedAt } = outcome;
  return { ...facts, rawStatus, isTerminal, endedAt };
}

/** What only a describe says about the end of a job. */
type EndOfJob = Pick<JobDetail, 'isCancelled' | 'isTerminated' | 'attempts'>;

type SummaryFacts = Omit<JobFacts, keyof OutcomeFacts> &
  Pick<AwsBatchJobFacts, 'arn' | 'jobDefinition' | 'shareIdentifier'>;
type OutcomeFacts = StatusFacts & Pick<JobFacts, 'endedAt' | 'progress' | 'failures'>;

/** What every row says, and a describe. */
function toSummaryFacts(job: JobSummary): SummaryFacts {
  const kind = withoutRevision(toLastPart(job.jobDefinition));
  return {
    providerJobId: job.jobId,
    name: job.jobName,
    kind,
    definition: (job.jobDefinition ? kind : job.jobName) || null,
    statusMessage: job.statusReason,
    createdAt: job.createdAt,
    startedAt: toStartedAt(toBatchStatus(job, unknownEnd), job.startedAt),
    // The provider does not report when a job last changed.
    updatedAt: null,
    consoleUrl: null,
    arn: job.jobArn,
    jobDefinition: job.jobDefinition,
    shareIdentifier: job.shareIdentifier,
  };
}

function toOutcome(job: JobSummary, end: EndOfJob): OutcomeFacts {
  const status = toBatchStatus(job, end);
  return {
    ...status,
    endedAt: status.isTerminal ? job.stoppedAt : null,
    progress: toArrayProgress(job.arrayProperties),
    failures: toFailures(status.status, job, end),
  };
}

function toBatchStatus(job: JobSummary, { isCancelled, isTerminated }: EndOfJob): StatusFacts {
  const derived = (status: JobStatus): StatusFacts => toDerivedStatus(status, job.status);
  const count = (word: string): number => (isParent(job) && readCount(job.arrayProperties, word)) || 0;
  // An array's parent stays PENDING while its children run.
  if (job.status === 'PENDING' && ['RUNNING', 'SUCCEEDED', 'FAILED'].some((word) => count(word) > 0))
    return derived('RUNNING');
  // Batch has no separate word for a job that was cancelled.
  if (job.status === 'FAILED' && (isCancelled === true || isTerminated === true)) return derived('CANCELLED');
  if (job.status === 'FAILED' && count('SUCCEEDED') > 0) return derived('PARTIALLY_SUCCEEDED');
  return toStatus(statusWords, job.status);
}

function isParent({ arrayProperties }: JobSummary): boolean {
  return arrayProperties !== null && arrayProperties.size !== null;
}

/** Null if nothing was counted; 0 for a word that is missing. */
function readCount(array: ArrayProperties | null, word: string): number | null {
  const counts = array?.statusSummary ?? null;
  return counts && (counts.find(({ status }) => status === word)?.count ?? 0);
}

function toArrayProgress(array: ArrayProperties | null): JobProgress | null {
  if (array === null || array.size === null) return null;
  const toCount = (count: number | null): bigint | null => (count === null ? null : BigInt(count));
  return toProgress(BigInt(array.size), toCount(readCount(array, 'SUCCEEDED')), toCount(readCount(array, 'FAILED')));
}

/** For example `CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - …`. */
const codeOfReason = /^[A-Z]+:[A-Z_]+/;

function toFailures(status: JobStatus, { statusReason }: JobSummary, { attempts }: EndOfJob): readonly JobFailure[] {
  if (status !== 'FAILED' && status !== 'PARTIALLY_SUCCEEDED') return [];
  const [code = 'FAILED'] = codeOfReason.exec(statusReason ?? '') ?? [];
  return [{ code, message: attempts?.at(-1)?.reason || statusReason, subject: null }];
}

function toAttempt({ stoppedAt, ...attempt }: Attempt): AwsBatchAttemptFacts {
  return { ...attempt, endedAt: stoppedAt };
}

function toArray(array: ArrayProperties | null): AwsBatchArrayFacts | null {
  if (array === null || (array.size === null && array.index === null)) return null;
  const { size, index, statusSummary, statusSummaryLastUpdatedAt } = array;
  return { size, index, statusCounts: statusSummary, countedAt: statusSummaryLastUpdatedAt };
}

function toMultiNode(nodes: MultiNode | null): AwsBatchMultiNodeFacts | null {
  if (nodes === null) return null;
  const { nodeIndex, isMainNode, numNodes, mainNode } = nodes;
  return { nodeIndex, isMainNode, nodeCount: numNodes, mainNodeIndex: mainNode };
}

/** The name in an ARN; a plain name unchanged. */
function toLastPart(arn: string | null): string | null {
  return arn && arn.slice(arn.lastIndexOf('/') + 1);
}

/** Cuts the revision: `resize:7`. */
function withoutRevision(definition: string | null): string | null {
  const [revision] = definition?.split(':').slice(-1) ?? [];
  if (definition === null || !revision || revision === definition || notDigit.test(revision)) return definition;
  return definition.slice(0, -revision.length - 1);
}

const notDigit = /[^0-9]/;

/** An empty list counts as absent. */
function orAbsent<Item>(list: readonly Item[] | null): readonly Item[] | null {
  return list?.length === 0 ? null : list;
}
