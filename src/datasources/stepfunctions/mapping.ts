import { isTerminal, type Instant, type JobFacts, type JobFailure, type JobRecord, type JobStatus } from '../../job.ts';
import type { Secret } from '../../secret.ts';
import { toSecrets } from '../../provider/secrets.ts';
import { toStatus, type StatusWords } from '../../provider/status.ts';
import type { Execution, ExecutionListItem } from './wire.ts';

/** Whether the execution can be run again from the state where it failed. */
export type RedriveStatus = 'REDRIVABLE' | 'NOT_REDRIVABLE' | 'REDRIVABLE_BY_MAP_RUN' | 'UNKNOWN';

export interface StepFunctionsFacts extends JobFacts {
  readonly arn: string;
  readonly stateMachineArn: string | null;
  readonly stateMachineVersionArn: string | null;
  readonly stateMachineAliasArn: string | null;
  readonly mapRunArn: string | null;
  readonly redriveCount: number | null;
  readonly redrivenAt: Instant | null;
  readonly redriveStatus: RedriveStatus | null;
  readonly traceHeader: string | null;
}

/** The texts that hold what the state machine's own states said. */
export interface UnmaskedTexts {
  readonly failures: readonly JobFailure[];
}

export type StepFunctionsSecrets = Readonly<
  Partial<Record<'inputJson' | 'outputJson' | 'redriveStatusReason', Secret<string>>>
> & { readonly unmaskedTexts?: Secret<UnmaskedTexts> };

const statusWords: StatusWords = new Map<string, JobStatus>([
  ['RUNNING', 'RUNNING'],
  // A child of a distributed map that waits for its redrive.
  ['PENDING_REDRIVE', 'QUEUED'],
  ['SUCCEEDED', 'SUCCEEDED'],
  ['FAILED', 'FAILED'],
  ['TIMED_OUT', 'TIMED_OUT'],
  ['ABORTED', 'CANCELLED'],
]);

const redriveStatuses: ReadonlyMap<string, RedriveStatus> = new Map([
  ['REDRIVABLE', 'REDRIVABLE'],
  ['NOT_REDRIVABLE', 'NOT_REDRIVABLE'],
  ['REDRIVABLE_BY_MAP_RUN', 'REDRIVABLE_BY_MAP_RUN'],
]);

/** What stands in place of a text that may repeat the execution's input. */
const hidden = '[hidden]';

/** The name of an error, which may be shown; any other text may hold anything. */
const errorName = /^[A-Za-z][A-Za-z0-9_.-]{0,127}$/;

export function toExecutionRecord(key: string, execution: Execution): JobRecord<StepFunctionsFacts> {
  const row = toExecutionRowFacts(key, execution);
  const failures = toFailures(row.status, execution);
  const masked = failures.map(mask);
  return {
    facts: {
      ...row,
      failures: masked,
      redriveStatus:
        execution.redriveStatus === null ? null : (redriveStatuses.get(execution.redriveStatus) ?? 'UNKNOWN'),
      traceHeader: execution.traceHeader,
    },
    secrets: toSecrets({
      unmaskedTexts: failures.some(isMasked) ? { failures } : null,
      inputJson: execution.input,
      outputJson: execution.output,
      redriveStatusReason: execution.redriveStatusReason,
    }),
  };
}

/** The facts of a list row; those that it does not contain are null, or empty. */
export function toExecutionRowFacts(key: string, execution: ExecutionListItem): StepFunctionsFacts {
  const status = toStatus(statusWords, execution.status);
  return {
    providerJobId: execution.executionArn,
    name: key.slice(key.lastIndexOf(':') + 1),
    kind: key.split(/[/:]/, 1)[0] ?? null,
    ...status,
    statusMessage: null,
    createdAt: execution.startDate,
    // A redrive happens before the execution ends, so its time is not that of the last change.
    updatedAt: null,
    endedAt: isTerminal(status.status) ? execution.stopDate : null,
    progress: null,
    failures: [],
    consoleUrl: null,
    arn: execution.executionArn,
    stateMachineArn: execution.stateMachineArn,
    stateMachineVersionArn: execution.stateMachineVersionArn,
    stateMachineAliasArn: execution.stateMachineAliasArn,
    mapRunArn: execution.mapRunArn,
    redriveCount: execution.redriveCount,
    redrivenAt: execution.redriveDate,
    redriveStatus: null,
    traceHeader: null,
  };
}

/** Whether failures with this status need the describe. */
export function hasFailures(status: JobStatus): boolean {
  return status === 'FAILED' || status === 'TIMED_OUT';
}

/** The provider's word for a status, for its filter; undefined if it has none. */
export function toExecutionStatusWord(status: JobStatus): string | undefined {
  for (const [word, meaning] of statusWords) if (meaning === status) return word;
  return undefined;
}

function toFailures(status: JobStatus, { error, cause }: Execution): readonly JobFailure[] {
  return hasFailures(status) ? [{ code: error, message: cause, subject: null }] : [];
}

function mask({ code, message, subject }: JobFailure): JobFailure {
  return {
    code: isOpenCode(code) ? code : hidden,
    message: isEmpty(message) ? message : hidden,
    subject,
  };
}

function isMasked({ code, message }: JobFailure): boolean {
  return !isOpenCode(code) || !isEmpty(message);
}

function isOpenCode(code: string | null): boolean {
  return code === null || code === '' || errorName.test(code);
}

function isEmpty(text: string | null): boolean {
  return text === null || text === '';
}
