/**
 * AWS Step Functions' executions and state machines on loopback.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
import { createAwsRequestId, toJson10Answer, toJson10Error, toJsonSignatureError } from '../../emulation/aws-forms.ts';
import type { EmulatedError, Emulator, EmulatorOptions, JobWorld, RawAnswer } from '../../emulation/emulator.ts';
import { isEmulatedError, isRawAnswer, toEmulatedError } from '../../emulation/emulator.ts';
import { parseJsonObject, pickMembers } from '../../emulation/json.ts';
import type { JsonValue } from '../../emulation/json.ts';
import { formatPageToken, parsePageToken, toPage } from '../../emulation/paging.ts';
import type { Page } from '../../emulation/paging.ts';
import type { EmulatedProtocol, EmulatedTarget } from '../../emulation/protocol.ts';
import { compareText } from '../../emulation/request.ts';
import type { EmulatedRequest } from '../../emulation/request.ts';
import { createEmulator } from '../../emulation/server.ts';
import { verifySigV4 } from '../../emulation/sigv4.ts';

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

const contentType = 'application/x-amz-json-1.0';
const targetPrefix = 'AWSStepFunctions.';
const frameworkNamespace = 'com.amazon.coral.service#';
const operations: readonly string[] = ['DescribeExecution', 'ListExecutions', 'ListStateMachines'];
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

type Input = Readonly<Record<string, unknown>>;

function createStepFunctionsProtocol(options: StepFunctionsEmulatorOptions): EmulatedProtocol {
  const { credentials, jobs, region = 'us-east-1', accountId = '123456789012', partition = 'aws' } = options;
  const service: Service = { jobs, arnPrefix: `arn:${partition}:states:${region}:${accountId}:` };
  return {
    toTarget: (request) => toTarget(service, request),
    verify: (request, now) => {
      const refusal = verifySigV4(request, { credentials, region, service: 'states', now });
      return refusal && toJsonSignatureError(refusal, { status: 400, prefix: frameworkNamespace });
    },
    toAnswer: (request, { operation }, requestId) => {
      const input = parseJsonObject(request.body.toString('utf8'));
      if (input === undefined)
        return toEmulatedError(`${frameworkNamespace}SerializationException`, 'The body is no JSON object');
      if (operation === 'DescribeExecution') return describeExecution(service, input, requestId);
      if (operation === 'ListExecutions') return listExecutions(service, input, requestId);
      if (operation === 'ListStateMachines') return listStateMachines(service, input, requestId);
      return toEmulatedError(`${frameworkNamespace}UnknownOperationException`, 'The requested operation is not known');
    },
    formatError: toJson10Error,
    createRequestId: createAwsRequestId,
    throttled: toEmulatedError('ThrottlingException', 'Rate exceeded'),
    denied: toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation'),
    internal: toEmulatedError(`${frameworkNamespace}InternalFailure`, 'Internal failure', { status: 500 }),
  };
}

/** The id of an execution is what follows `execution:`; that of a list is the state machine's name. */
function toTarget({ arnPrefix }: Service, request: EmulatedRequest): EmulatedTarget {
  const isCall = request.method === 'POST' && request.path === '/' && request.headers['content-type'] === contentType;
  const target = request.headers['x-amz-target'] ?? '';
  const operation = target.slice(targetPrefix.length);
  if (!isCall || !target.startsWith(targetPrefix) || !operations.includes(operation))
    return { operation: 'Unknown', id: null };
  const input = parseJsonObject(request.body.toString('utf8')) ?? {};
  if (operation === 'DescribeExecution') return { operation, id: cut(input['executionArn'], `${arnPrefix}execution:`) };
  if (operation === 'ListExecutions')
    return { operation, id: cut(input['stateMachineArn'], `${arnPrefix}stateMachine:`) };
  return { operation, id: null };
}

function cut(arn: unknown, prefix: string): string | null {
  return typeof arn === 'string' && arn.startsWith(prefix) ? arn.slice(prefix.length) : null;
}

function describeExecution({ jobs, arnPrefix }: Service, input: Input, requestId: string): RawAnswer | EmulatedError {
  const { executionArn, includedData = 'ALL_DATA' } = input;
  const id = cut(executionArn, `${arnPrefix}execution:`);
  if (id === null) return toEmulatedError('InvalidArn', 'Invalid Arn');
  if (includedData !== 'ALL_DATA' && includedData !== 'METADATA_ONLY') return toValidationError('includedData');
  const execution = jobs.describe(id);
  if (execution === undefined)
    return toEmulatedError('ExecutionDoesNotExist', `Execution Does Not Exist: '${String(executionArn)}'`);
  return isEmulatedError(execution) || isRawAnswer(execution) ? execution : toJson10Answer(execution, requestId);
}

/** Children of distributed maps are listed by their map run only, which this emulator does not have. */
function listExecutions(service: Service, input: Input, requestId: string): RawAnswer | EmulatedError {
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
  return toJson10Answer({ executions, ...toNextToken(page) }, requestId);
}

function listStateMachines(service: Service, input: Input, requestId: string): RawAnswer | EmulatedError {
  const page = toRequestedPage(toStateMachines(service), ({ name }) => name, input);
  if (isEmulatedError(page)) return page;
  return toJson10Answer({ stateMachines: page.items, ...toNextToken(page) }, requestId);
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

function toRequestedPage<T>(items: readonly T[], idOf: (item: T) => string, input: Input): Page<T> | EmulatedError {
  const { maxResults = 0, nextToken } = input;
  if (typeof maxResults !== 'number' || !Number.isInteger(maxResults) || maxResults < 0 || maxResults > 1000)
    return toValidationError('maxResults');
  const after = nextToken === undefined ? null : parsePageToken(typeof nextToken === 'string' ? nextToken : '');
  const from = after === null ? 0 : items.findIndex((item) => idOf(item) === after) + 1;
  if (after === undefined || (after !== null && from === 0))
    return toEmulatedError('InvalidToken', 'Invalid Token: the token is not valid');
  return toPage(items.slice(from), idOf, maxResults === 0 ? 100 : maxResults);
}

function toNextToken(page: Page<unknown>): { readonly nextToken?: string } {
  return page.more && page.lastId !== null ? { nextToken: formatPageToken(page.lastId) } : {};
}

function toValidationError(name: string): EmulatedError {
  return toEmulatedError('ValidationException', `1 validation error detected: Value at '${name}' is not valid`);
}
