/**
 * Google Cloud Run: executions of jobs, by version 2 of its API.
 * @see https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs.executions
 */
import type { Adapter, DescribedJob, ListPage, OnUnreadable, Read } from '../../provider/contract/adapter.ts';
import { BadAnswer } from '../../provider/contract/bad-answer.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import { toListRows } from '../../provider/contract/list-rows.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import { readHold } from '../../provider/contract/retry-after.ts';
import { encodeRfc3986 } from '../../provider/contract/signer.ts';
import type { WireAnswer, WireQuery, WireRequest } from '../../provider/contract/wire.ts';
import { parseJsonObject, toObject } from '../../provider/decode/json-fields.ts';
import { maxValues } from '../../provider/decode/parts.ts';
import { describeOperation, toGoogleError } from './errors.ts';
import type { CloudRunExecutionFacts } from './facts.generated.ts';
import { toExecutionRecord } from './mapping.ts';
import { name, type CloudRunSettings } from './settings.ts';
import { readExecution, readExecutionPage } from './wire.ts';

const pageSize = 100;
/** All jobs of the region. */
const anyJob = '-';

type Place = Pick<CloudRunSettings, 'project' | 'region'>;

/** Without `jobs`, executions of all jobs of the region are listed together. */
export function createCloudRunAdapter({
  jobs,
  ...place
}: Pick<CloudRunSettings, 'project' | 'region' | 'jobs'>): Adapter<CloudRunExecutionFacts> {
  return {
    provider: 'CLOUD_RUN',
    lifecycle: 'ACTIVE',
    key: {
      pattern: new RegExp(`${name.pattern.source.slice(0, -1)}/${name.pattern.source.slice(1)}`),
      expected: `the name of a job and that of an execution, each ${name.expected}, joined by "/"`,
      ofProviderJobId: (id) => (name.pattern.test(id) ? (jobs?.map((job) => `${job}/${id}`) ?? 'listed') : []),
    },
    toError: toGoogleError,
    requestIdHeaders: [],
    toCooldown: readHold,
    describe: oneByOne((key) => describeExecution(place, key)),
    listing: {
      rowsAreRecords: true,
      newestFirst: true,
      maxPageSize: pageSize,
      part: { noun: 'job', setting: 'jobs', unknownCodes: ['NOT_FOUND'] },
      containers: jobs ?? [null],
      page: ({ container, after, size }) => ({
        operation: 'ListExecutions',
        request: toGet(place, `${container ?? anyJob}/executions`, {
          pageSize: String(size),
          pageToken: after === null ? [] : [after],
        }),
        toResult: (answer, onUnreadable) => toPage(place, container, answer, onUnreadable),
      }),
    },
  };
}

function toGet({ project, region }: Place, path: string, query: WireQuery = {}): WireRequest {
  return {
    method: 'GET',
    path: `/v2/projects/${encodeRfc3986(project)}/locations/${region}/jobs/${path}`,
    query,
    headers: { accept: 'application/json' },
  };
}

function describeExecution(place: Place, key: JobKey): Read<DescribedJob<CloudRunExecutionFacts>> {
  const [job = '', execution = ''] = key.split('/');
  return {
    operation: describeOperation,
    request: toGet(place, `${job}/executions/${execution}`),
    toResult: ({ body }) => toDescribed(place, parseJsonObject(body)),
  };
}

function toPage(
  place: Place,
  job: string | null,
  { body }: WireAnswer,
  onUnreadable: OnUnreadable | undefined,
): ListPage {
  const { executions, nextPageToken } = readExecutionPage(parseJsonObject(body, maxValues.list));
  const toRow = (item: unknown) => {
    const { key, record } = toDescribed(place, item);
    if (job !== null && !key.startsWith(`${job}/`)) throw new BadAnswer('name', 'text', "another job's id");
    return { key, facts: record.facts };
  };
  return { ...toListRows('executions', executions, toRow, onUnreadable), next: nextPageToken };
}

const fullName = /^projects\/[^/]+\/locations\/([^/]+)\/jobs\/([^/]+)\/executions\/([^/]+)$/;

/** Throws `BadAnswer` if the answer is no execution of the region. The project may have come as a number. */
function toDescribed({ region }: Place, item: unknown): DescribedJob<CloudRunExecutionFacts> {
  const answer = readExecution(toObject(item));
  const [, location, job = '', execution = ''] = fullName.exec(answer.name) ?? [];
  if (!name.pattern.test(job) || !name.pattern.test(execution)) throw new BadAnswer('name', 'text', 'other text');
  if (location !== region) throw new BadAnswer('name', 'text', "another job's id");
  return { key: `${job}/${execution}`, record: toExecutionRecord(answer, [job, execution]) };
}
