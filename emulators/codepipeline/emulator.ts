/**
 * AWS CodePipeline's job details and action executions on loopback.
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetJobDetails.html
 */
import { awsErrors, toValidationError } from '../kit/aws-forms.ts';
import { createAwsJsonEmulator, type AwsJsonInput } from '../kit/aws-json.ts';
import {
  isReadyAnswer,
  toEmulatedError,
  type EmulatedError,
  type Emulator,
  type EmulatorOptions,
  type RawAnswer,
} from '../kit/emulator.ts';
import { isJsonObject, type JsonObject } from '../kit/json.ts';
import { sortNewestFirst, toPageAnswer } from '../kit/paging.ts';

/** GetJobDetails' whole answer, `{"jobDetails": …}`, as it is sent. */
export type CodePipelineEmulatedJob = JsonObject;

/** An item of ListActionExecutions. */
export interface CodePipelineEmulatedExecution extends JsonObject {
  readonly pipelineExecutionId: string;
  readonly actionExecutionId: string;
  /** Epoch seconds. The list is ordered by it, newest first. */
  readonly startTime?: number;
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

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What it says to a call that is throttled, or not allowed. */
export const errors = {
  ...awsErrors,
  throttled: toEmulatedError('com.amazon.coral.availability#ThrottlingException', 'Rate exceeded'),
};

/** Starts the emulator. Default region: us-east-1. The id of a ListActionExecutions call is that of the pipeline execution. */
export function createCodePipelineEmulator(options: EmulatorOptions<CodePipelineJobWorld>): Promise<Emulator> {
  const { jobs } = options;
  return createAwsJsonEmulator(
    {
      version: '1.1',
      signingName: 'codepipeline',
      targetPrefix: 'CodePipeline_20150709.',
      operations: {
        GetJobDetails: { toId: ({ jobId }) => toText(jobId), toAnswer: (input) => describeJob(jobs, input) },
        ListActionExecutions: { toId: toExecutionId, toAnswer: (input) => listActionExecutions(jobs, input) },
      },
      errors,
    },
    { region: 'us-east-1', ...options },
  );
}

function describeJob(jobs: CodePipelineJobWorld, input: AwsJsonInput): object {
  const id = toText(input['jobId']);
  if (id === null || !uuid.test(id)) return toValidationError('jobId');
  return jobs.describe(id) ?? toEmulatedError('JobNotFoundException', `No job found with ID: ${id}`);
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
function listActionExecutions(jobs: CodePipelineJobWorld, input: AwsJsonInput): object {
  const pipelineName = toText(input['pipelineName']);
  if (pipelineName === null || !/^[A-Za-z0-9.@_-]{1,100}$/.test(pipelineName)) return toValidationError('pipelineName');
  const executionId = toExecutionId(input);
  const found = jobs.actionExecutions(pipelineName, executionId);
  if (isReadyAnswer(found)) return found;
  if (found === undefined) {
    return executionId === null
      ? toEmulatedError('PipelineNotFoundException', `Pipeline ${pipelineName} was not found`)
      : toEmulatedError('PipelineExecutionNotFoundException', `Pipeline execution ${executionId} was not found`);
  }
  const idOf = ({ actionExecutionId }: CodePipelineEmulatedExecution): string => actionExecutionId;
  return toPageAnswer(
    sortNewestFirst(found, ({ startTime }) => startTime, idOf),
    idOf,
    {
      size: JSON.stringify(input['maxResults']),
      max: 100,
      token: input['nextToken'],
      refuse: (what) =>
        what === 'size'
          ? toValidationError('maxResults')
          : toEmulatedError('InvalidNextTokenException', 'The next token is not valid'),
    },
    (actionExecutionDetails, nextToken) => ({ actionExecutionDetails, nextToken }),
  );
}

function toExecutionId(input: AwsJsonInput): string | null {
  const filter = isJsonObject(input['filter']) ? input['filter'] : {};
  const latest = isJsonObject(filter['latestInPipelineExecution']) ? filter['latestInPipelineExecution'] : {};
  return toText(filter['pipelineExecutionId'] ?? latest['pipelineExecutionId']);
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
