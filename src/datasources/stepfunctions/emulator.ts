/**
 * AWS Step Functions' executions and state machines on loopback.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
import { createAwsJsonProtocol, type AwsJsonInput } from '../../emulation/aws-json.ts';
import type { EmulatedError, Emulator, EmulatorOptions, JobWorld } from '../../emulation/emulator.ts';
import { isEmulatedError, toEmulatedError } from '../../emulation/emulator.ts';
import { pickMembers } from '../../emulation/json.ts';
import type { JsonValue } from '../../emulation/json.ts';
import { toNextToken, toPageByToken } from '../../emulation/paging.ts';
import type { Page } from '../../emulation/paging.ts';
import type { EmulatedProtocol } from '../../emulation/protocol.ts';
import { compareText } from '../../emulation/request.ts';
import { createEmulator } from '../../emulation/server.ts';

/** An execution as the JSON object that DescribeExecution answers. */
export interface EmulatedExecution {
  readonly executionArn: string;
  /** Epoch seconds. Lists are ordered by it, newest first. */
  readonly startDate?: number;
  readonly [member: string]: JsonValue | undefined;
}

export interface EmulatedStateMachine {
  readonly name: string;
  readonly type?: string;
  readonly [member: string]: JsonValue | undefined;
}

/** The id that `describe` takes is what follows `execution:` in the ARN. */
export interface StepFunctionsJobWorld extends JobWorld<EmulatedExecution> {
  /** Default: the state machines that the executions name, as STANDARD ones. */
  readonly stateMachines?: () => readonly EmulatedStateMachine[];
  /** An error in place of a state machine's executions. */
  readonly listError?: (stateMachine: string) => EmulatedError | undefined;
}

export interface StepFunctionsEmulatorOptions extends EmulatorOptions<EmulatedExecution> {
  /** Default: 123456789012. */
  readonly accountId?: string;
  /** In ARNs. Default: aws. */
  readonly partition?: string;
  readonly jobs: StepFunctionsJobWorld;
}

/** Starts the emulator. Default region: us-east-1. */
export function createStepFunctionsEmulator(options: StepFunctionsEmulatorOptions): Promise<Emulator> {
  return createEmulator(createStepFunctionsProtocol(options), options);
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

/** The id of an execution is what follows `execution:`; that of a list is the state machine's name. */
function createStepFunctionsProtocol(options: StepFunctionsEmulatorOptions): EmulatedProtocol {
  const { credentials, jobs, region = 'us-east-1', accountId = '123456789012', partition = 'aws' } = options;
  const service: Service = { jobs, arnPrefix: `arn:${partition}:states:${region}:${accountId}:` };
  return createAwsJsonProtocol({
    version: '1.0',
    signingName: 'states',
    credentials,
    region,
    targetPrefix: 'AWSStepFunctions.',
    operations: {
      DescribeExecution: {
        toId: ({ executionArn }) => cut(executionArn, `${service.arnPrefix}execution:`),
        toAnswer: (input) => describeExecution(service, input),
      },
      ListExecutions: {
        toId: ({ stateMachineArn }) => cut(stateMachineArn, `${service.arnPrefix}stateMachine:`),
        toAnswer: (input) => listExecutions(service, input),
      },
      ListStateMachines: { toAnswer: (input) => listStateMachines(service, input) },
    },
  });
}

function cut(arn: unknown, prefix: string): string | null {
  return typeof arn === 'string' && arn.startsWith(prefix) ? arn.slice(prefix.length) : null;
}

function describeExecution({ jobs, arnPrefix }: Service, input: AwsJsonInput): object {
  const { executionArn, includedData = 'ALL_DATA' } = input;
  const id = cut(executionArn, `${arnPrefix}execution:`);
  if (id === null) return toEmulatedError('InvalidArn', 'Invalid Arn');
  if (includedData !== 'ALL_DATA' && includedData !== 'METADATA_ONLY') return toValidationError('includedData');
  const execution = jobs.describe(id);
  return execution ?? toEmulatedError('ExecutionDoesNotExist', `Execution Does Not Exist: '${String(executionArn)}'`);
}

/** Children of distributed maps are listed by their map run only, which this emulator does not have. */
function listExecutions(service: Service, input: AwsJsonInput): object {
  const { jobs, arnPrefix } = service;
  const { stateMachineArn, statusFilter } = input;
  const machine = cut(stateMachineArn, `${arnPrefix}stateMachine:`);
  if (machine === null) return toEmulatedError('InvalidArn', 'Invalid Arn');
  const error = jobs.listError?.(machine);
  if (error !== undefined) return error;
  const found = toStateMachines(service).find(({ name }) => name === machine);
  if (found === undefined) return toEmulatedError('StateMachineDoesNotExist', 'State Machine Does Not Exist');
  if (found.type === 'EXPRESS')
    return toEmulatedError('StateMachineTypeNotSupported', 'This operation is not supported by this type');
  if (statusFilter !== undefined && !statuses.includes(statusFilter)) return toValidationError('statusFilter');
  const listed = jobs
    .list()
    .filter(({ executionArn }) => executionArn.startsWith(`${arnPrefix}execution:${machine}:`))
    .filter((execution) => statusFilter === undefined || execution['status'] === statusFilter)
    .sort(
      (one, other) =>
        (other.startDate ?? 0) - (one.startDate ?? 0) || compareText(one.executionArn, other.executionArn),
    );
  const page = toRequestedPage(listed, ({ executionArn }) => executionArn, input);
  if (isEmulatedError(page)) return page;
  const executions = page.items.map((execution) => pickMembers(execution, rowMembers));
  return { executions, ...toNextToken(page) };
}

function listStateMachines(service: Service, input: AwsJsonInput): object {
  const page = toRequestedPage(toStateMachines(service), ({ name }) => name, input);
  if (isEmulatedError(page)) return page;
  return { stateMachines: page.items, ...toNextToken(page) };
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

function toRequestedPage<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  input: AwsJsonInput,
): Page<T> | EmulatedError {
  const { maxResults = 0, nextToken } = input;
  if (typeof maxResults !== 'number' || !Number.isInteger(maxResults) || maxResults < 0 || maxResults > 1000)
    return toValidationError('maxResults');
  const page = toPageByToken(items, idOf, nextToken, maxResults === 0 ? 100 : maxResults);
  return page ?? toEmulatedError('InvalidToken', 'Invalid Token: the token is not valid');
}

function toValidationError(name: string): EmulatedError {
  return toEmulatedError('ValidationException', `1 validation error detected: Value at '${name}' is not valid`);
}
