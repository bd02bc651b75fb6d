/** The log of a CodeBuild build: one part, in CloudWatch Logs. */
import { toCloudWatchError } from '../../provider/aws/cloudwatch-events.ts';
import { createCloudWatchLog } from '../../provider/aws/cloudwatch-logs.ts';
import type { LogPart, LogPartReads, LogReads } from '../../provider/contract/log.ts';
import type { LogLineKind } from '../../provider/contract/log-line.ts';
import type { ReadMarkup } from '../../provider/decode/log-lines.ts';
import type { CodeBuildFacts } from './mapping.ts';

/** Reads one part. */
export const codebuildLogs: LogReads<CodeBuildFacts> = {
  partKey: /^build$/,
  placesAre: 'numbers',
  maxCalls: 10,
  toError: toCloudWatchError,
  parts: ({ facts }) => {
    const part = toPart(facts);
    return { parts: [{ part, isReplaced: false, log: toLog(facts, part) }], issues: [] };
  },
};

const failedPhases: ReadonlySet<string | null> = new Set(['FAILED', 'FAULT', 'TIMED_OUT']);

function toPart({ projectName, status, createdAt, endedAt, isTerminal, phases, logs }: CodeBuildFacts): LogPart {
  return {
    key: 'build',
    name: projectName,
    kind: 'BUILD',
    group: null,
    attempt: null,
    status,
    exitCode: null,
    reason: null,
    failedStep: phases?.find((phase) => failedPhases.has(phase.status))?.type ?? null,
    startedAt: createdAt,
    endedAt,
    isComplete: isTerminal,
    url: logs?.url ?? null,
  };
}

function toLog(
  { logs, logStatuses, createdAt }: CodeBuildFacts,
  { isComplete, endedAt }: LogPart,
): LogPartReads['log'] {
  if (logStatuses?.cloudWatch === 'DISABLED')
    return logStatuses.s3 === 'ENABLED' ? 'LOG_ELSEWHERE' : 'LOG_NOT_SUPPORTED';
  if (!logs?.streamName) return isComplete ? 'LOG_GONE' : 'LOG_NOT_STARTED';
  const { groupName, streamName: stream } = logs;
  return createCloudWatchLog({ group: groupName ?? '', stream, createdAt, endedAt, isComplete }, readMarkup);
}

/** What CodeBuild itself writes begins like this; before 2023 without the fraction. */
const prefix = /^\[Container\] \d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,9})? /;
const noMarkup = { kind: 'TEXT', length: 0 } as const;
const phaseEnd = /^Phase complete: .* State: (\S+)/;

const phaseFailure = /^Phase context status code: +(?!Message:)\S+ +Message:/;

/** The text of a line of CodeBuild's own is what follows its beginning. */
const readMarkup: ReadMarkup = (rawText) => {
  const [begin] = prefix.exec(rawText) ?? [];
  return begin === undefined ? noMarkup : { kind: toKind(rawText.slice(begin.length)), length: begin.length };
};

function toKind(text: string): LogLineKind {
  if (text.startsWith('Entering phase ')) return 'GROUP';
  if (text.startsWith('Running command ')) return 'COMMAND';
  const [, state] = phaseEnd.exec(text) ?? [];
  if (state !== undefined) return state === 'SUCCEEDED' ? 'GROUP_END' : 'ERROR';
  return text.startsWith('Command did not exit successfully ') || phaseFailure.test(text) ? 'ERROR' : 'TEXT';
}
