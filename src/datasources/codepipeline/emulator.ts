/**
 * AWS CodePipeline's job details and action executions on loopback.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetJobDetails.html
 */
import { createAwsRequestId, toJson11Answer, toJson11Error, toJsonSignatureError } from '../../emulation/aws-forms.ts';
import type {
  AwsEmulatorCredentials,
  EmulatedError,
  Emulator,
  EmulatorSettings,
  RawAnswer,
} from '../../emulation/emulator.ts';
import { isEmulatedError, isRawAnswer, toEmulatedError } from '../../emulation/emulator.ts';
import { isJsonObject, parseJsonObject } from '../../emulation/json.ts';
import type { JsonObject, JsonValue } from '../../emulation/json.ts';
import { formatPageToken, parsePageToken, toPage } from '../../emulation/paging.ts';
import type { EmulatedProtocol, EmulatedTarget } from '../../emulation/protocol.ts';
import { compareText } from '../../emulation/request.ts';
import type { EmulatedRequest } from '../../emulation/request.ts';
import { createEmulator } from '../../emulation/server.ts';
import { verifySigV4 } from '../../emulation/sigv4.ts';

/** GetJobDetails' whole answer, `{"jobDetails": …}`, as it is sent. */
export type CodePipelineEmulatedJob = JsonObject;

/** An item of ListActionExecutions. */
export interface CodePipelineEmulatedExecution {
  readonly pipelineExecutionId: string;
  readonly actionExecutionId: string;
  /** Epoch seconds. The list is ordered by it, newest first. */
  readonly startTime?: number;
  readonly [member: string]: JsonValue | undefined;
}

/** CodePipeline does not list jobs. It lists the action executions of a pipeline. */
export interface CodePipelineJobWorld {
  readonly describe: (id: string) => CodePipelineEmulatedJob | EmulatedError | RawAnswer | undefined;
  /** The action executions of a pipeline, or of one pipeline execution if its id is given; `undefined` for an unknown one. */
  readonly actionExecutions: (
    pipelineName: string,
    pipelineExecutionId: string | null,
  ) => readonly CodePipelineEmulatedExecution[] | EmulatedError | RawAnswer | undefined;
}

export interface CodePipelineEmulatorOptions extends EmulatorSettings {
  readonly credentials: AwsEmulatorCredentials;
  readonly region?: string;
  readonly jobs: CodePipelineJobWorld;
}

/** Starts the emulator. Default region: us-east-1. */
export function createCodePipelineEmulator(options: CodePipelineEmulatorOptions): Promise<Emulator> {
  return createEmulator(createCodePipelineProtocol(options), options);
}

const contentType = 'application/x-amz-json-1.1';
const targetPrefix = 'CodePipeline_20150709.';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Errors raised in front of the service carry the framework's namespace instead of the service's. */
const frameworkNamespace = 'com.amazon.coral.service#';

function createCodePipelineProtocol(options: CodePipelineEmulatorOptions): EmulatedProtocol {
  const { credentials, jobs } = options;
  const region = options.region ?? 'us-east-1';
  return {
    toTarget,
    verify: (request, now) => {
      const refusal = verifySigV4(request, { credentials, region, service: 'codepipeline', now });
      return refusal && toJsonSignatureError(refusal, { status: 400, prefix: frameworkNamespace });
    },
    toAnswer: (request, target, requestId) => {
      const input = parseJsonObject(request.body.toString('utf8'));
      if (input === undefined)
        return toEmulatedError(`${frameworkNamespace}SerializationException`, 'The body is no JSON object');
      if (target.operation === 'GetJobDetails') return describeJob(jobs, input, requestId);
      if (target.operation === 'ListActionExecutions') return listActionExecutions(jobs, input, requestId);
      return toEmulatedError(`${frameworkNamespace}UnknownOperationException`, 'The requested operation is not known');
    },
    formatError: toJson11Error,
    createRequestId: createAwsRequestId,
    throttled: toEmulatedError('com.amazon.coral.availability#ThrottlingException', 'Rate exceeded'),
    denied: toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation'),
    internal: toEmulatedError(`${frameworkNamespace}InternalFailure`, 'Internal failure', { status: 500 }),
  };
}

/** The id of a ListActionExecutions call is that of the pipeline execution. */
function toTarget(request: EmulatedRequest): EmulatedTarget {
  const target = request.headers['x-amz-target'] ?? '';
  const isCall = request.method === 'POST' && request.path === '/' && request.headers['content-type'] === contentType;
  const input = parseJsonObject(request.body.toString('utf8')) ?? {};
  if (isCall && target === `${targetPrefix}GetJobDetails`) {
    return { operation: 'GetJobDetails', id: toText(input['jobId']) };
  }
  if (isCall && target === `${targetPrefix}ListActionExecutions`) {
    return { operation: 'ListActionExecutions', id: toExecutionId(input) };
  }
  return { operation: 'Unknown', id: null };
}

function describeJob(
  jobs: CodePipelineJobWorld,
  input: Readonly<Record<string, unknown>>,
  requestId: string,
): RawAnswer | EmulatedError {
  const id = toText(input['jobId']);
  if (id === null || !uuid.test(id)) return toValidationError('jobId');
  const job = jobs.describe(id);
  if (job === undefined) return toEmulatedError('JobNotFoundException', `No job found with ID: ${id}`);
  return isEmulatedError(job) || isRawAnswer(job) ? job : toJson11Answer(job, requestId);
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
function listActionExecutions(
  jobs: CodePipelineJobWorld,
  input: Readonly<Record<string, unknown>>,
  requestId: string,
): RawAnswer | EmulatedError {
  const pipelineName = toText(input['pipelineName']);
  const size = input['maxResults'] ?? 100;
  const token = input['nextToken'];
  const after = token === undefined ? null : parsePageToken(toText(token) ?? '');
  if (pipelineName === null || !/^[A-Za-z0-9.@_-]{1,100}$/.test(pipelineName)) return toValidationError('pipelineName');
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > 100)
    return toValidationError('maxResults');
  if (after === undefined) return toEmulatedError('InvalidNextTokenException', 'The next token is not valid');
  const executionId = toExecutionId(input);
  const found = jobs.actionExecutions(pipelineName, executionId);
  if (isEmulatedError(found) || isRawAnswer(found)) return found;
  if (found === undefined) {
    return executionId === null
      ? toEmulatedError('PipelineNotFoundException', `Pipeline ${pipelineName} was not found`)
      : toEmulatedError('PipelineExecutionNotFoundException', `Pipeline execution ${executionId} was not found`);
  }
  const sorted = [...found].sort(compareExecutions);
  const from = after === null ? 0 : sorted.findIndex((execution) => execution.actionExecutionId === after) + 1;
  const page = toPage(sorted.slice(from), (execution) => execution.actionExecutionId, size);
  const next = page.more && page.lastId !== null ? { nextToken: formatPageToken(page.lastId) } : {};
  return toJson11Answer({ actionExecutionDetails: page.items, ...next }, requestId);
}

function compareExecutions(left: CodePipelineEmulatedExecution, right: CodePipelineEmulatedExecution): number {
  return (right.startTime ?? 0) - (left.startTime ?? 0) || compareText(left.actionExecutionId, right.actionExecutionId);
}

function toExecutionId(input: Readonly<Record<string, unknown>>): string | null {
  const filter = isJsonObject(input['filter']) ? input['filter'] : {};
  const latest = isJsonObject(filter['latestInPipelineExecution']) ? filter['latestInPipelineExecution'] : {};
  return toText(filter['pipelineExecutionId'] ?? latest['pipelineExecutionId']);
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function toValidationError(name: string): EmulatedError {
  return toEmulatedError('ValidationException', `1 validation error detected: Value at '${name}' is not valid`);
}
