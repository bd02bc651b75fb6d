import type { JobFailure, JobRecord, JobStatus } from '../../provider/contract/job.ts';
import { hiddenText } from '../../provider/contract/hidden-text.ts';
import { toSecrets } from '../../provider/contract/secrets.ts';
import { createRows, type SaidFacts } from '../../provider/contract/rows.ts';
import { findStatusWord, toStartedAt, toStatus, toStatusWords } from '../../provider/contract/status.ts';
import type { StepFunctionsExecutionFacts, StepFunctionsRedriveStatus } from './facts.generated.ts';
import { readExecutionListItem, type Execution, type ExecutionListItem } from './wire.ts';

const statusWords = toStatusWords({
  RUNNING: 'RUNNING',
  // A child of a distributed map that waits for its redrive.
  PENDING_REDRIVE: 'QUEUED',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  TIMED_OUT: 'TIMED_OUT',
  ABORTED: 'CANCELLED',
});

const redriveStatuses: ReadonlyMap<string, StepFunctionsRedriveStatus> = new Map([
  ['REDRIVABLE', 'REDRIVABLE'],
  ['NOT_REDRIVABLE', 'NOT_REDRIVABLE'],
  ['REDRIVABLE_BY_MAP_RUN', 'REDRIVABLE_BY_MAP_RUN'],
]);

/** The name of an error, which may be shown; any other text may hold anything. */
const errorName = /^[A-Za-z][A-Za-z0-9_.-]{0,127}$/;

/** Maps a described execution to its facts and secrets. */
export function toExecutionRecord(key: string, execution: Execution): JobRecord<StepFunctionsExecutionFacts> {
  const summary = toSummaryFacts(key, execution);
  return {
    facts: {
      ...summary,
      failures: toFailures(summary.status, execution),
      redriveStatus:
        execution.redriveStatus === null ? null : (redriveStatuses.get(execution.redriveStatus) ?? 'UNKNOWN'),
      traceHeader: execution.traceHeader,
    },
    secrets: toSecrets({
      inputJson: execution.input,
      outputJson: execution.output,
      redriveStatusReason: execution.redriveStatusReason,
      error: execution.error,
      cause: execution.cause,
    }),
  };
}

/** An execution that failed says the least. */
export const executionRows = createRows(toRowFacts, [
  '',
  readExecutionListItem({ executionArn: '', status: 'FAILED' }),
]);

function toRowFacts(key: string, execution: ExecutionListItem): SaidFacts<StepFunctionsExecutionFacts> {
  const facts = toSummaryFacts(key, execution);
  return mayHaveFailures(facts.status) ? facts : { ...facts, failures: [] };
}

/** What every row says, and a describe. */
function toSummaryFacts(
  key: string,
  execution: ExecutionListItem,
): Omit<StepFunctionsExecutionFacts, 'failures' | 'redriveStatus' | 'traceHeader'> {
  const status = toStatus(statusWords, execution.status);
  return {
    providerJobId: execution.executionArn,
    name: key.slice(key.lastIndexOf(':') + 1),
    kind: key.split(/[/:]/, 1)[0] ?? null,
    definition: key.slice(0, key.lastIndexOf(':')),
    ...status,
    statusMessage: null,
    createdAt: execution.startDate,
    startedAt: toStartedAt(status, execution.redriveDate ?? execution.startDate),
    // A redrive happens before the execution ends, so its time is not that of the last change.
    updatedAt: null,
    endedAt: status.isTerminal ? execution.stopDate : null,
    progress: null,
    consoleUrl: null,
    arn: execution.executionArn,
    stateMachineArn: execution.stateMachineArn,
    stateMachineVersionArn: execution.stateMachineVersionArn,
    stateMachineAliasArn: execution.stateMachineAliasArn,
    mapRunArn: execution.mapRunArn,
    redriveCount: execution.redriveCount,
    redrivenAt: execution.redriveDate,
  };
}

/** Whether only a describe says the failures of a job with this status. */
function mayHaveFailures(status: JobStatus): boolean {
  return status === 'FAILED' || status === 'TIMED_OUT';
}

/** The provider's word for a status, for its filter; undefined if it has none. */
export function toExecutionStatusWord(status: JobStatus): string | undefined {
  return findStatusWord(statusWords, status);
}

/** Masked: what the states of a machine say about an error may repeat their input. */
function toFailures(status: JobStatus, { error, cause }: Execution): readonly JobFailure[] {
  if (!mayHaveFailures(status)) return [];
  return [{ code: mayShowError(error) ? error : hiddenText, message: cause && hiddenText, subject: null }];
}

/** Whether every viewer may see the text in the place of an error: it is a name, or empty. */
export function mayShowError(error: string | null): boolean {
  return error === null || error === '' || errorName.test(error);
}
