/**
 * AWS Batch's jobs and job queues on loopback.
 * https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html
 */
import {
  createAwsRequestId,
  toJsonSignatureError,
  toRestJsonAnswer,
  toRestJsonError,
} from '../../emulation/aws-forms.ts';
import type { EmulatedError, Emulator, EmulatorOptions, JobWorld, RawAnswer } from '../../emulation/emulator.ts';
import { isEmulatedError, isRawAnswer, toEmulatedError } from '../../emulation/emulator.ts';
import { parseJsonObject } from '../../emulation/json.ts';
import type { JsonValue } from '../../emulation/json.ts';
import type { EmulatedProtocol, EmulatedTarget } from '../../emulation/protocol.ts';
import type { EmulatedRequest } from '../../emulation/request.ts';
import { createEmulator } from '../../emulation/server.ts';
import { verifySigV4 } from '../../emulation/sigv4.ts';
import { listJobs, listQueues } from './emulator-lists.ts';

/** A job as the JSON object that DescribeJobs answers. */
export interface BatchEmulatedJob {
  readonly jobId: string;
  /** The queue's ARN. A list is of one queue. */
  readonly jobQueue?: string;
  readonly status?: string;
  /** Milliseconds. A list is sorted and filtered by it. */
  readonly createdAt?: number;
  readonly [member: string]: JsonValue | undefined;
}

/** A queue as DescribeJobQueues answers it. */
export interface BatchEmulatedQueue {
  readonly jobQueueName: string;
  readonly jobQueueArn: string;
  readonly [member: string]: JsonValue | undefined;
}

export interface BatchJobWorld extends JobWorld<BatchEmulatedJob> {
  /** Default: the queues that the jobs name. Needed only for empty queues. */
  readonly queues?: () => readonly BatchEmulatedQueue[];
}

export interface BatchEmulatorOptions extends EmulatorOptions<BatchEmulatedJob> {
  readonly jobs: BatchJobWorld;
  /** Turns DescribeJobs' answer into the one that is sent, to leave records out, double or change them. */
  readonly rewrite?: (jobs: readonly BatchEmulatedJob[]) => unknown;
}

/** Starts the emulator. Default region: us-east-1. */
export function createAwsBatchEmulator(options: BatchEmulatorOptions): Promise<Emulator> {
  return createEmulator(createBatchProtocol(options), options);
}

const operations: ReadonlyMap<string, string> = new Map([
  ['/v1/describejobs', 'DescribeJobs'],
  ['/v1/listjobs', 'ListJobs'],
  ['/v1/describejobqueues', 'DescribeJobQueues'],
]);
const maxIds = 100;
const statuses: ReadonlyMap<string, number> = new Map([
  ['AccessDeniedException', 403],
  ['ServerException', 500],
  ['TooManyRequestsException', 429],
  ['UnknownOperationException', 404],
]);
const denied = toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation');

function createBatchProtocol(options: BatchEmulatorOptions): EmulatedProtocol {
  const { credentials, jobs } = options;
  const region = options.region ?? 'us-east-1';
  return {
    toTarget,
    verify: (request, now) => {
      const refusal = verifySigV4(request, { credentials, region, service: 'batch', now });
      return refusal && toJsonSignatureError(refusal, { status: 403 });
    },
    toAnswer: (request, { operation }, requestId) => {
      if (operation === 'Unknown') return toEmulatedError('UnknownOperationException', 'The operation is not known');
      const input = parseJsonObject(request.body.toString('utf8'));
      if (input === undefined) return toEmulatedError('SerializationException', 'The body is not a JSON object');
      const answer = answerOperation(operation, input);
      return isEmulatedError(answer) || isRawAnswer(answer) ? answer : toRestJsonAnswer(answer, requestId);
    },
    formatError: (error, requestId) =>
      toRestJsonError(error, requestId, { messageName: 'message', status: statuses.get(error.code) ?? 400 }),
    createRequestId: createAwsRequestId,
    throttled: toEmulatedError('TooManyRequestsException', 'Too Many Requests'),
    denied,
    internal: toEmulatedError('ServerException', 'Internal server error'),
  };

  function answerOperation(operation: string, input: Readonly<Record<string, unknown>>): unknown {
    if (operation === 'DescribeJobs') return describeJobs(jobs, input['jobs'], options.rewrite);
    return operation === 'ListJobs' ? listJobs(jobs, input) : listQueues(jobs, input);
  }
}

/** The id of a DescribeJobs is that of its job; of several jobs, their ids with blanks between. */
function toTarget(request: EmulatedRequest): EmulatedTarget {
  const operation = request.method === 'POST' ? operations.get(request.path) : undefined;
  if (operation === undefined) return { operation: 'Unknown', id: null };
  const { jobs, jobQueue } = parseJsonObject(request.body.toString('utf8')) ?? {};
  const id = Array.isArray(jobs) ? jobs.join(' ') : jobQueue;
  return { operation, id: typeof id === 'string' ? id : null };
}

/** Unknown ids are left out, doubled ones come once, and the order is not the one of the request. */
function describeJobs(
  jobs: BatchJobWorld,
  ids: unknown,
  rewrite: BatchEmulatorOptions['rewrite'],
): object | RawAnswer | EmulatedError {
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string'))
    return toEmulatedError('ClientException', 'jobs must be a list of strings');
  if (ids.length > maxIds) return toEmulatedError('ClientException', `jobs must have at most ${maxIds} items`);
  // What AWS answers to an empty list is not documented; the emulator of Moto answers with all jobs.
  const found = ids.length === 0 ? jobs.list() : [...new Set(ids)].map((id) => jobs.describe(id));
  const refusals = found.filter(isEmulatedError);
  // A refusal comes before throttling, so that callers can find out whose id it is.
  const refusal = refusals.find(({ code }) => code === denied.code) ?? refusals[0];
  if (refusal !== undefined) return refusal;
  const raw = found.find(isRawAnswer);
  if (raw !== undefined) return raw;
  const known = found.flatMap((job) => (job === undefined || isEmulatedError(job) || isRawAnswer(job) ? [] : [job]));
  const answered = known.toReversed();
  return rewrite === undefined ? { jobs: answered } : (rewrite(answered) as object);
}
