/**
 * Amazon SageMaker, DescribeTrainingJob and ListTrainingJobs (JSON 1.1 RPC).
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html
 */
import { toAwsJsonError } from '../../provider/aws/errors.ts';
import { createAwsJsonReads } from '../../provider/aws/json-reads.ts';
import {
  BadAnswer,
  type Adapter,
  type DescribedJob,
  type ListFilter,
  type ListPage,
  type ListRow,
  type Read,
} from '../../provider/contract/adapter.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import { toListRows } from '../../provider/contract/list-rows.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import type { WireAnswer, WireError } from '../../provider/contract/wire.ts';
import { toObject } from '../../provider/decode/json-fields.ts';
import { maxValues } from '../../provider/decode/parts.ts';
import type { SageMakerTrainingJobFacts } from './facts.generated.ts';
import { toTrainingJobRecord, trainingJobRows } from './mapping.ts';
import { readTrainingJob, readTrainingJobPage, readTrainingJobSummary } from './wire.ts';

const keyPattern = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** How training jobs are read and listed. */
export const sageMakerAdapter: Adapter<SageMakerTrainingJobFacts> = {
  provider: 'SAGEMAKER',
  lifecycle: 'ACTIVE',
  permissions: 'sagemaker',
  key: { pattern: keyPattern, expected: 'the job’s name, 1 to 63 letters, digits and "-", none of them "-" at an end' },
  toError,
  describe: oneByOne(describeTrainingJob),
  listing: {
    rowFacts: trainingJobRows.rowFacts,
    newestFirst: true,
    maxPageSize: 100,
    containers: [null],
    page: ({ after, size, filter }) => listTrainingJobs(after, size, filter),
  },
};

const toRead = createAwsJsonReads({ version: '1.1', targetPrefix: 'SageMaker.' });

const describeOperation = 'DescribeTrainingJob';

/** A job that is not there is a ValidationException: with a key of the right form nothing else is invalid. */
function toError(answer: WireAnswer, operation: string): WireError {
  const error = toAwsJsonError(answer);
  const isMissing =
    operation === describeOperation && (error.code === 'ValidationException' || error.code === 'ResourceNotFound');
  return isMissing ? { ...error, meaning: 'JOB_NOT_FOUND' } : error;
}

function describeTrainingJob(key: JobKey): Read<DescribedJob<SageMakerTrainingJobFacts>> {
  return toRead({
    operation: describeOperation,
    input: { TrainingJobName: key },
    toResult: (body) => {
      const job = readTrainingJob(body);
      return { key: job.trainingJobName, record: toTrainingJobRecord(job) };
    },
  });
}

function listTrainingJobs(after: string | null, size: number, filter: ListFilter): Read<ListPage> {
  const { createdAfter, createdBefore } = filter;
  return toRead({
    operation: 'ListTrainingJobs',
    input: {
      SortBy: 'CreationTime',
      SortOrder: 'Descending',
      MaxResults: size,
      // Whether the bounds are inclusive is not documented: one millisecond more is let through.
      CreationTimeAfter: createdAfter && Math.max(0, createdAfter.getTime() - 1) / 1000,
      CreationTimeBefore: createdBefore && createdBefore.getTime() / 1000,
      NextToken: after ?? undefined,
    },
    maxValues: maxValues.list,
    toResult: (body, _answer, onUnreadable) => {
      const { jobs, next } = readTrainingJobPage(body);
      return { ...toListRows('TrainingJobSummaries', jobs, toRow, onUnreadable), next };
    },
  });
}

function toRow(item: unknown): ListRow {
  const row = readTrainingJobSummary(toObject(item));
  if (!keyPattern.test(row.trainingJobName)) throw new BadAnswer('TrainingJobName', 'text', 'other text');
  return trainingJobRows.toRow(row.trainingJobName, row);
}
