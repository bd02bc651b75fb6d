/**
 * AWS Batch's jobs and job queues on loopback.
 * https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html
 */
import { awsErrors } from '../kit/aws-forms.ts';
import { createCloudWatchLogs, type LogWorld } from '../kit/cloudwatch-logs.ts';
import { createRestJsonEmulator } from '../kit/aws-rest-json.ts';
import {
  isEmulatedError,
  isRawAnswer,
  isReadyAnswer,
  toEmulatedError,
  type Emulator,
  type EmulatorOptions,
  type JobWorld,
} from '../kit/emulator.ts';
import { parseJsonObject, type JsonObject } from '../kit/json.ts';
import type { EmulatedRequest } from '../kit/request.ts';
import type { Route } from '../kit/routes.ts';
import { listJobs, listQueues } from './emulator-lists.ts';

/** A job as the JSON object that DescribeJobs answers. */
export interface BatchEmulatedJob extends JsonObject {
  readonly jobId: string;
  /** The queue's ARN. A list is of one queue. */
  readonly jobQueue?: string;
  readonly status?: string;
  /** Milliseconds. A list is sorted and filtered by it. */
  readonly createdAt?: number;
}

/** A queue as DescribeJobQueues answers it. */
export interface BatchEmulatedQueue extends JsonObject {
  readonly jobQueueName: string;
  readonly jobQueueArn: string;
}

export interface BatchJobWorld extends JobWorld<BatchEmulatedJob> {
  /** What jobs have written to CloudWatch Logs. Default: no stream is there. */
  readonly logs?: LogWorld;
  /** Default: the queues that the jobs name. Needed only for empty queues. */
  readonly queues?: () => readonly BatchEmulatedQueue[];
}

export interface BatchEmulatorOptions extends EmulatorOptions<BatchJobWorld> {
  /** Turns DescribeJobs' answer into the one that is sent, to leave records out, double or change them. */
  readonly rewrite?: (jobs: readonly BatchEmulatedJob[]) => object;
}

type Input = Readonly<Record<string, unknown>>;

const maxIds = 100;

/** What it says to a call that is throttled, or not allowed. */
export const errors = { ...awsErrors, throttled: toEmulatedError('TooManyRequestsException', 'Too Many Requests') };

/** Starts the emulator. Default region: us-east-1. */
export function createAwsBatchEmulator({ rewrite, ...options }: BatchEmulatorOptions): Promise<Emulator> {
  const { jobs } = options;
  const all = { region: 'us-east-1', ...options };
  return createRestJsonEmulator(
    {
      signingName: 'batch',
      messageName: 'message',
      errors: { ...errors, internal: toEmulatedError('ServerException', 'Internal server error') },
      routes: [
        toRoute('DescribeJobs', (input) => describeJobs(jobs, input['jobs'], rewrite)),
        toRoute('ListJobs', (input) => listJobs(jobs, input)),
        toRoute('DescribeJobQueues', (input) => listQueues(jobs, input)),
      ],
    },
    all,
    createCloudWatchLogs(jobs.logs, all),
  );
}

function toRoute(operation: string, toAnswer: (input: Input) => object): Route<object> {
  const parse = ({ body }: EmulatedRequest): Input | undefined => parseJsonObject(body.toString('utf8'));
  return {
    operation,
    method: 'POST',
    path: new RegExp(`^/v1/${operation.toLowerCase()}$`),
    // The id of a DescribeJobs is that of its job; of several jobs, their ids with blanks between.
    toId: (request) => {
      const { jobs, jobQueue } = parse(request) ?? {};
      const id = Array.isArray(jobs) ? jobs.join(' ') : jobQueue;
      return typeof id === 'string' ? id : null;
    },
    toAnswer: (_id, request) => {
      const input = parse(request);
      if (input === undefined) return toEmulatedError('SerializationException', 'The body is not a JSON object');
      return toAnswer(input);
    },
  };
}

/** Unknown ids are left out, doubled ones come once, and the order is not the one of the request. */
function describeJobs(jobs: BatchJobWorld, ids: unknown, rewrite: BatchEmulatorOptions['rewrite']): object {
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string'))
    return toEmulatedError('ClientException', 'jobs must be a list of strings');
  if (ids.length > maxIds) return toEmulatedError('ClientException', `jobs must have at most ${maxIds} items`);
  // What AWS answers to an empty list is not documented; the emulator of Moto answers with all jobs.
  const found = ids.length === 0 ? jobs.list() : [...new Set(ids)].map((id) => jobs.describe(id));
  const refusals = found.filter(isEmulatedError);
  // A refusal comes before throttling, so that callers can find out whose id it is.
  const refusal = refusals.find(({ code }) => code === errors.denied.code) ?? refusals[0] ?? found.find(isRawAnswer);
  if (refusal !== undefined) return refusal;
  const known = found.flatMap((job) => (job === undefined || isReadyAnswer(job) ? [] : [job])).toReversed();
  return rewrite?.(known) ?? { jobs: known };
}
