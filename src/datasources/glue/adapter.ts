/**
 * AWS Glue, GetJobRun, GetJobRuns and ListJobs (JSON 1.1 RPC).
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_GetJobRun.html
 */
import { createAwsJsonErrorReader } from '../../provider/aws/errors.ts';
import { createAwsJsonReads } from '../../provider/aws/json-reads.ts';
import {
  BadAnswer,
  type Adapter,
  type DescribedJob,
  type ListPage,
  type ListRow,
  type Read,
} from '../../provider/contract/adapter.ts';
import { within } from '../../provider/contract/bad-answer.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import { listByPages, type NamePage } from '../../provider/contract/list-by-pages.ts';
import { toListRows } from '../../provider/contract/list-rows.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import { toObject } from '../../provider/decode/json-fields.ts';
import { maxValues } from '../../provider/decode/parts.ts';
import type { GlueJobRunFacts } from './facts.generated.ts';
import { toJobRunRecord } from './mapping.ts';
import { jobName, type GlueSettings } from './settings.ts';
import { readJobNamePage, readJobRun, readJobRunPage } from './wire.ts';

/** Ids of retries end in `_attempt_1` and so on. */
export const runId = {
  pattern: /^[A-Za-z0-9_-]{1,255}$/,
  expected: 'the id of a run, 1 to 255 letters, digits, "_" and "-"',
};

/** AWS allows 200 rows; 100 are enough for most pages. */
const pageSize = 100;
const namesPerPage = 1000;

/** Without `jobs`, the source lists the names itself: those with all of the tags. */
export function createGlueAdapter({ jobs, tags }: Pick<GlueSettings, 'jobs' | 'tags'>): Adapter<GlueJobRunFacts> {
  const list = listByPages((after) => readJobNames(tags, after));
  return {
    provider: 'GLUE',
    lifecycle: 'ACTIVE',
    permissions: 'glue',
    key: {
      // Names may contain "/", ids of runs do not.
      pattern: /^(?!\.{1,2}\/[^/]*$)[^\p{Cc}\p{Cs}]{1,255}\/[A-Za-z0-9_-]{1,255}$/u,
      expected: `${jobName.expected}, and ${runId.expected}, joined by "/"`,
      ofProviderJobId: (id) => (runId.pattern.test(id) ? (jobs?.map((name) => `${name}/${id}`) ?? 'listed') : []),
    },
    reportsStart: false,
    toError,
    describe: oneByOne(describeRun),
    listing: {
      rowsAreRecords: true,
      newestFirst: true,
      maxPageSize: pageSize,
      part: { noun: 'job', setting: 'jobs', unknownCodes: ['EntityNotFoundException'], list },
      containers: jobs ?? { calls: 1, list },
      page: ({ container, after, size }) => listRuns(container ?? '', after, size),
    },
  };
}

const toRead = createAwsJsonReads({ version: '1.1', targetPrefix: 'AWSGlue.' });

const toError = createAwsJsonErrorReader(
  new Map([
    ['InvalidInputException', 'PROVIDER_REJECTED'],
    ['InternalServiceException', 'PROVIDER_UNAVAILABLE'],
  ]),
);

function describeRun(key: JobKey): Read<DescribedJob<GlueJobRunFacts>> {
  const mark = key.lastIndexOf('/');
  const name = key.slice(0, mark);
  return toRead({
    operation: 'GetJobRun',
    input: { JobName: name, RunId: key.slice(mark + 1) },
    toResult: (body) => within('JobRun', () => toDescribed(name, body['JobRun'])),
  });
}

function listRuns(name: string, after: string | null, size: number): Read<ListPage> {
  return toRead({
    operation: 'GetJobRuns',
    input: { JobName: name, MaxResults: size, NextToken: after ?? undefined },
    maxValues: maxValues.list,
    toResult: (body, _answer, onUnreadable) => {
      const { runs, next } = readJobRunPage(body);
      return { ...toListRows('JobRuns', runs, (item) => toRow(name, item), onUnreadable), next };
    },
  });
}

function toRow(name: string, item: unknown): ListRow {
  const { key, record } = toDescribed(name, item);
  return { key, facts: record.facts };
}

/** Throws `BadAnswer` if the answer is no run of this job. */
function toDescribed(name: string, item: unknown): DescribedJob<GlueJobRunFacts> {
  const run = readJobRun(toObject(item));
  if (run.jobName !== name) throw new BadAnswer('JobName', 'text', "another job's id");
  if (!runId.pattern.test(run.id)) throw new BadAnswer('Id', 'text', 'other text');
  return { key: `${name}/${run.id}`, record: toJobRunRecord(run) };
}

function readJobNames(tags: GlueSettings['tags'], after: string | null): Read<NamePage> {
  return toRead({
    operation: 'ListJobs',
    input: { MaxResults: namesPerPage, Tags: tags, NextToken: after ?? undefined },
    maxValues: maxValues.list,
    toResult: readJobNamePage,
  });
}
