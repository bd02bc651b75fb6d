/**
 * AWS CodePipeline's job details and action executions on loopback.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetJobDetails.html
 */
import { createAwsJsonProtocol, type AwsJsonInput } from '../../emulation/aws-json.ts';
import type {
  AwsEmulatorCredentials,
  EmulatedError,
  Emulator,
  EmulatorSettings,
  RawAnswer,
} from '../../emulation/emulator.ts';
import { isEmulatedError, isRawAnswer, toEmulatedError } from '../../emulation/emulator.ts';
import { isJsonObject } from '../../emulation/json.ts';
import type { JsonObject, JsonValue } from '../../emulation/json.ts';
import { toNextToken, toPageByToken } from '../../emulation/paging.ts';
import type { EmulatedProtocol } from '../../emulation/protocol.ts';
import { compareText } from '../../emulation/request.ts';
import { createEmulator } from '../../emulation/server.ts';

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

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** The id of a ListActionExecutions call is that of the pipeline execution. */
function createCodePipelineProtocol({
  credentials,
  jobs,
  region = 'us-east-1',
}: CodePipelineEmulatorOptions): EmulatedProtocol {
  return createAwsJsonProtocol({
    version: '1.1',
    signingName: 'codepipeline',
    credentials,
    region,
    targetPrefix: 'CodePipeline_20150709.',
    operations: {
      GetJobDetails: { toId: ({ jobId }) => toText(jobId), toAnswer: (input) => describeJob(jobs, input) },
      ListActionExecutions: { toId: toExecutionId, toAnswer: (input) => listActionExecutions(jobs, input) },
    },
    throttled: toEmulatedError('com.amazon.coral.availability#ThrottlingException', 'Rate exceeded'),
  });
}

function describeJob(jobs: CodePipelineJobWorld, input: AwsJsonInput): object {
  const id = toText(input['jobId']);
  if (id === null || !uuid.test(id)) return toValidationError('jobId');
  return jobs.describe(id) ?? toEmulatedError('JobNotFoundException', `No job found with ID: ${id}`);
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
function listActionExecutions(jobs: CodePipelineJobWorld, input: AwsJsonInput): object {
  const pipelineName = toText(input['pipelineName']);
  const size = input['maxResults'] ?? 100;
  if (pipelineName === null || !/^[A-Za-z0-9.@_-]{1,100}$/.test(pipelineName)) return toValidationError('pipelineName');
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > 100)
    return toValidationError('maxResults');
  const executionId = toExecutionId(input);
  const found = jobs.actionExecutions(pipelineName, executionId);
  if (isEmulatedError(found) || isRawAnswer(found)) return found;
  if (found === undefined) {
    return executionId === null
      ? toEmulatedError('PipelineNotFoundException', `Pipeline ${pipelineName} was not found`)
      : toEmulatedError('PipelineExecutionNotFoundException', `Pipeline execution ${executionId} was not found`);
  }
  const sorted = [...found].sort(compareExecutions);
  const page = toPageByToken(sorted, ({ actionExecutionId }) => actionExecutionId, input['nextToken'], size);
  return page === undefined
    ? toEmulatedError('InvalidNextTokenException', 'The next token is not valid')
    : { actionExecutionDetails: page.items, ...toNextToken(page) };
}

function compareExecutions(left: CodePipelineEmulatedExecution, right: CodePipelineEmulatedExecution): number {
  return (right.startTime ?? 0) - (left.startTime ?? 0) || compareText(left.actionExecutionId, right.actionExecutionId);
}

function toExecutionId(input: AwsJsonInput): string | null {
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
