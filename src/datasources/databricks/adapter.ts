/**
 * Databricks: runs of jobs, by version 2.2 of its API.
 * @see https://docs.databricks.com/api/workspace/jobs
 */
import type { Adapter, ListFilter, ListPage, ListRow, OnUnreadable } from '../../provider/contract/adapter.ts';
import { within } from '../../provider/contract/bad-answer.ts';
import { isTerminal, type Instant, type JobStatus } from '../../provider/contract/job.ts';
import { toListRows } from '../../provider/contract/list-rows.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import { readHold } from '../../provider/contract/retry-after.ts';
import { createRows } from '../../provider/contract/rows.ts';
import type { WireAnswer, WireQuery, WireRequest } from '../../provider/contract/wire.ts';
import { parseJsonObject, toObject, type JsonObject } from '../../provider/decode/json-fields.ts';
import { maxValues } from '../../provider/decode/parts.ts';
import { describeOperation, toDatabricksError } from './errors.ts';
import type { DatabricksJobRunFacts } from './facts.generated.ts';
import { toRowFacts, toRunRecord } from './mapping.ts';
import { readRun, readRunPage } from './wire.ts';

/** What clients send: the vendor's pages say "less than 25", its answers "no more than 26". */
const pageSize = 25;

/** A run that may have failures, of which a row does not tell. */
const rows = createRows(toRowFacts, [
  readRun({ run_id: 1, status: { state: 'TERMINATED', termination_details: { code: 'CLOUD_FAILURE' } } }),
]);

/** @param jobIds the jobs whose runs are listed. Default: all */
export function createDatabricksAdapter(jobIds: readonly string[] | undefined): Adapter<DatabricksJobRunFacts> {
  return {
    provider: 'DATABRICKS',
    lifecycle: 'ACTIVE',
    key: { pattern: /^[1-9][0-9]{0,18}$/, expected: '1 to 19 digits' },
    reportsStart: false,
    // Repaired.
    reopens: true,
    toError: toDatabricksError,
    requestIdHeaders: ['x-request-id'],
    toCooldown: readHold,
    describe: oneByOne((runId) => ({
      operation: describeOperation,
      request: toGet('get', { run_id: runId }),
      toResult: ({ body }) => {
        const run = readRun(parseJsonObject(body, maxValues.job, { exact: true }));
        return { key: run.runId, record: toRunRecord(run) };
      },
    })),
    listing: {
      rowFacts: rows.rowFacts,
      newestFirst: true,
      maxPageSize: pageSize,
      containers: jobIds ?? [null],
      page: ({ container, after, size, filter }) => ({
        operation: 'list_runs',
        request: toGet('list', {
          limit: String(size),
          page_token: after === null ? [] : [after],
          job_id: container === null ? [] : [container],
          ...toWireFilter(filter),
        }),
        toResult: toPage,
      }),
    },
  };
}

function toGet(read: string, query: WireQuery): WireRequest {
  return { method: 'GET', path: `/api/2.2/jobs/runs/${read}`, query, headers: { accept: 'application/json' } };
}

const activeStatuses: ReadonlySet<JobStatus> = new Set(['RUNNING', 'CANCELLING']);

/** Times are inclusive on both sides. */
function toWireFilter({ statuses, createdAfter, createdBefore }: ListFilter): WireQuery {
  const time = (date: Date | undefined, by: number): readonly string[] =>
    date === undefined ? [] : [String(date.getTime() + by)];
  return {
    active_only: statuses?.every((status) => activeStatuses.has(status)) === true ? ['true'] : [],
    completed_only: statuses?.every(isTerminal) === true ? ['true'] : [],
    start_time_from: time(createdAfter, 0),
    start_time_to: time(createdBefore, -1),
  };
}

/** Runs come by their end, latest first, or by their start while they run: none of the rest began after the last one's. */
function toPage({ body }: WireAnswer, onUnreadable: OnUnreadable | undefined): ListPage {
  const { runs, nextPageToken } = readRunPage(parseJsonObject(body, maxValues.list, { exact: true }));
  const items = within('runs[]', () => runs.map((run) => toObject(run)));
  let newestOfRest: Instant | null = null;
  const toRow = (item: JsonObject): ListRow => {
    const run = readRun(item);
    newestOfRest = run.endTime ?? run.startTime ?? newestOfRest;
    return rows.toRow(run.runId, run);
  };
  const found = toListRows('runs', items, toRow, onUnreadable);
  return { ...found, newestOfRest, next: nextPageToken };
}
