/**
 * AWS Step Functions' executions and state machines on loopback.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
import { toValidationError } from '../kit/aws-forms.ts';
import { createAwsJsonEmulator, type AwsJsonInput } from '../kit/aws-json.ts';
import {
  isReadyAnswer,
  toEmulatedError,
  type EmulatedError,
  type Emulator,
  type EmulatorOptions,
  type JobWorld,
  type RawAnswer,
} from '../kit/emulator.ts';
import { pickMembers, type JsonObject } from '../kit/json.ts';
import { sortNewestFirst, toPageAnswer, type PageRequest } from '../kit/paging.ts';
import {
  createHistoryPages,
  toShortHistory,
  type EmulatedHistoryEvent,
  type HistoryPages,
} from './emulator-history.ts';

export type { EmulatedHistoryEvent } from './emulator-history.ts';

/** An execution as the JSON object that DescribeExecution answers. */
export interface EmulatedExecution extends JsonObject {
  readonly executionArn: string;
  /** Epoch seconds. Lists are ordered by it, newest first. */
  readonly startDate?: number;
}

export interface EmulatedStateMachine extends JsonObject {
  readonly name: string;
  readonly type?: string;
}

/** The id that `describe` takes is what follows `execution:` in the ARN. */
export interface StepFunctionsJobWorld extends JobWorld<EmulatedExecution> {
  /** Default: the state machines that the executions name, as STANDARD ones. */
  readonly stateMachines?: () => readonly EmulatedStateMachine[];
  /** The events of an execution, in the order of their ids. Default: its beginning, and its end. */
  readonly historyOf?: (id: string) => readonly EmulatedHistoryEvent[] | EmulatedError | RawAnswer;
  /** An error in place of a state machine's executions. */
  readonly listError?: (stateMachine: string) => EmulatedError | undefined;
  /** Lists the oldest first, which AWS's page excludes. Default: false. */
  readonly listsOldestFirst?: boolean;
}

export interface StepFunctionsEmulatorOptions extends EmulatorOptions<StepFunctionsJobWorld> {
  /** Default: 123456789012. */
  readonly accountId?: string;
  /** In ARNs. Default: aws. */
  readonly partition?: string;
}

const statuses: readonly unknown[] = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'];
const rowMembers = [
  'executionArn',
  'stateMachineArn',
  'name',
  'status',
  'startDate',
  'stopDate',
  'mapRunArn',
  'itemCount',
  'stateMachineVersionArn',
  'stateMachineAliasArn',
  'redriveCount',
  'redriveDate',
];

interface Service {
  readonly jobs: StepFunctionsJobWorld;
  /** `arn:aws:states:us-east-1:123456789012:` */
  readonly arnPrefix: string;
}

/**
 * Starts the emulator. Default region: us-east-1. The id of an execution is what follows `execution:`; that of a list is the
 * state machine's name.
 */
export function createStepFunctionsEmulator(options: StepFunctionsEmulatorOptions): Promise<Emulator> {
  const { jobs, region = 'us-east-1', accountId = '123456789012', partition = 'aws' } = options;
  const history = createHistoryPages(options.now);
  const service: Service = { jobs, arnPrefix: `arn:${partition}:states:${region}:${accountId}:` };
  return createAwsJsonEmulator(
    {
      version: '1.0',
      signingName: 'states',
      targetPrefix: 'AWSStepFunctions.',
      operations: {
        DescribeExecution: {
          toId: ({ executionArn }) => cut(executionArn, `${service.arnPrefix}execution:`),
          toAnswer: (input) => describeExecution(service, input),
        },
        GetExecutionHistory: {
          toId: ({ executionArn }) => cut(executionArn, `${service.arnPrefix}execution:`),
          toAnswer: (input) => getExecutionHistory(service, history, input),
        },
        ListExecutions: {
          toId: ({ stateMachineArn }) => cut(stateMachineArn, `${service.arnPrefix}stateMachine:`),
          toAnswer: (input) => listExecutions(service, input),
        },
        ListStateMachines: { toAnswer: (input) => listStateMachines(service, input) },
      },
    },
    { ...options, region },
  );
}

function cut(arn: unknown, prefix: string): string | null {
  return typeof arn === 'string' && arn.startsWith(prefix) ? arn.slice(prefix.length) : null;
}

const invalidArn = toEmulatedError('InvalidArn', 'Invalid Arn');

function describeExecution({ jobs, arnPrefix }: Service, input: AwsJsonInput): object {
  const { executionArn, includedData = 'ALL_DATA' } = input;
  const id = cut(executionArn, `${arnPrefix}execution:`);
  if (id === null) return invalidArn;
  if (includedData !== 'ALL_DATA' && includedData !== 'METADATA_ONLY') return toValidationError('includedData');
  return (
    jobs.describe(id) ?? toEmulatedError('ExecutionDoesNotExist', `Execution Does Not Exist: '${String(executionArn)}'`)
  );
}

function getExecutionHistory({ jobs, arnPrefix }: Service, history: HistoryPages, input: AwsJsonInput): object {
  const id = cut(input['executionArn'], `${arnPrefix}execution:`);
  if (id === null) return invalidArn;
  const execution = jobs.describe(id);
  if (execution === undefined)
    return toEmulatedError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arnPrefix}execution:${id}'`);
  if (isReadyAnswer(execution)) return execution;
  const events = jobs.historyOf?.(id) ?? toShortHistory(execution);
  return isReadyAnswer(events) ? events : history.toPage(id, events, input);
}

/** Children of distributed maps are listed by their map run only, which this emulator does not have. */
function listExecutions(service: Service, input: AwsJsonInput): object {
  const { jobs, arnPrefix } = service;
  const { stateMachineArn, statusFilter } = input;
  const machine = cut(stateMachineArn, `${arnPrefix}stateMachine:`);
  if (machine === null) return invalidArn;
  const error = jobs.listError?.(machine);
  if (error !== undefined) return error;
  const found = toStateMachines(service).find(({ name }) => name === machine);
  if (found === undefined) return toEmulatedError('StateMachineDoesNotExist', 'State Machine Does Not Exist');
  if (found.type === 'EXPRESS')
    return toEmulatedError('StateMachineTypeNotSupported', 'This operation is not supported by this type');
  if (statusFilter !== undefined && !statuses.includes(statusFilter)) return toValidationError('statusFilter');
  const idOf = (execution: EmulatedExecution): string => execution.executionArn;
  const listed = jobs
    .list()
    .filter(({ executionArn }) => executionArn.startsWith(`${arnPrefix}execution:${machine}:`))
    .filter((execution) => statusFilter === undefined || execution['status'] === statusFilter);
  const sorted = sortNewestFirst(listed, ({ startDate }) => startDate, idOf);
  return toPageAnswer(
    jobs.listsOldestFirst === true ? sorted.toReversed() : sorted,
    idOf,
    toPageRequest(input),
    (page, nextToken) => ({ executions: page.map((execution) => pickMembers(execution, rowMembers)), nextToken }),
  );
}

function listStateMachines(service: Service, input: AwsJsonInput): object {
  return toPageAnswer(
    toStateMachines(service),
    ({ name }) => name,
    toPageRequest(input),
    (stateMachines, nextToken) => ({ stateMachines, nextToken }),
  );
}

function toStateMachines({ jobs, arnPrefix }: Service): readonly EmulatedStateMachine[] {
  const prefix = `${arnPrefix}execution:`;
  const names = jobs.list().map(({ executionArn }) => (cut(executionArn, prefix) ?? '').split(/[/:]/, 1)[0] ?? '');
  return (
    jobs.stateMachines?.() ??
    [...new Set(names)].map((name) => ({
      name,
      type: 'STANDARD',
      stateMachineArn: `${arnPrefix}stateMachine:${name}`,
      creationDate: 1_700_000_000,
    }))
  );
}

function toPageRequest({ maxResults, nextToken }: AwsJsonInput): PageRequest {
  return {
    size: JSON.stringify(maxResults),
    min: 0,
    max: 1000,
    byDefault: 100,
    token: nextToken,
    refuse: (what) =>
      what === 'size'
        ? toValidationError('maxResults')
        : toEmulatedError('InvalidToken', 'Invalid Token: the token is not valid'),
  };
}
