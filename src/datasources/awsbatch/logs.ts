/** The logs of AWS Batch's jobs: a part for each container of each attempt, in CloudWatch Logs. */
import { toCloudWatchError } from '../../provider/aws/cloudwatch-events.ts';
import { createCloudWatchLog } from '../../provider/aws/cloudwatch-logs.ts';
import type { LoggedJob, LogPart, LogPartReads, LogParts, LogReads } from '../../provider/contract/log.ts';
import type { AwsBatchFacts } from './mapping.ts';
import type { BatchLogFacts } from './log-facts.ts';

const partKey = /^[1-9][0-9]{0,2}\/[A-Za-z0-9_-]{0,255}$/;
/** Where Batch lets containers write unless their log's configuration names another group. */
const usualGroup = '/aws/batch/job';

/** @param region of the source: logs of others are not read */
export function createAwsBatchLogs(region: string): LogReads<AwsBatchFacts> {
  return {
    partKey,
    placesAre: 'numbers',
    maxCalls: 10,
    toError: toCloudWatchError,
    parts: (job) => toParts(job, region),
  };
}

function toParts({ facts }: LoggedJob<AwsBatchFacts>, region: string): LogParts {
  const { logs, isTerminal } = facts;
  if (logs === null) return { parts: [], issues: ['LOG_ELSEWHERE'] };
  const parts = logs.map((one): LogPartReads => {
    const part = toPart(one, facts);
    const isReplaced = logs.some(({ name, attempt }) => name === one.name && attempt > one.attempt);
    return { part, isReplaced, log: toLog(one, part, facts, region) };
  });
  return { parts, issues: parts.length > 0 ? [] : [isTerminal ? 'LOG_GONE' : 'LOG_NOT_STARTED'] };
}

function toPart(one: BatchLogFacts, { status, isTerminal }: AwsBatchFacts): LogPart {
  const { kind, attempt, name, pod, startedAt, endedAt, exitCode, reason } = one;
  const ended = exitCode === 0 ? 'SUCCEEDED' : exitCode !== null || endedAt !== null ? 'FAILED' : status;
  return {
    key: `${attempt}/${name ?? ''}`,
    name: name ?? 'container',
    kind: kind === 'init' ? 'INIT_CONTAINER' : 'CONTAINER',
    group: pod,
    attempt,
    status: ended,
    exitCode,
    reason,
    failedStep: null,
    startedAt,
    endedAt,
    isComplete: endedAt !== null || isTerminal,
    url: null,
  };
}

function toLog(
  { keeper, region: writtenIn, group, stream }: BatchLogFacts,
  { isComplete, endedAt }: LogPart,
  { createdAt }: AwsBatchFacts,
  region: string,
): LogPartReads['log'] {
  if (keeper !== 'awslogs' || (writtenIn !== null && writtenIn !== region)) return 'LOG_ELSEWHERE';
  if (stream === null) return isComplete ? 'LOG_GONE' : 'LOG_NOT_STARTED';
  return createCloudWatchLog({ group: group ?? usualGroup, stream, createdAt, endedAt, isComplete });
}
