/**
 * Apache Airflow: runs of DAGs, by version 2 of its REST API or version 1.
 * @see https://airflow.apache.org/docs/apache-airflow/stable/stable-rest-api-ref.html
 */
import { ProviderError, toErrorFacts } from '../../errors/errors.ts';
import type {
  Adapter,
  Call,
  Completion,
  DescribedJob,
  ListPage,
  ListRow,
  OnUnreadable,
  Read,
} from '../../provider/contract/adapter.ts';
import { within } from '../../provider/contract/bad-answer.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import { toListRows } from '../../provider/contract/list-rows.ts';
import { oneByOne } from '../../provider/contract/one-by-one.ts';
import { encodeRfc3986 } from '../../provider/contract/signer.ts';
import type { WireAnswer, WireError, WireRequest } from '../../provider/contract/wire.ts';
import { parseJsonObject, readWord, toObject } from '../../provider/decode/json-fields.ts';
import { maxValues } from '../../provider/decode/parts.ts';
import { isWhole, toListBody, toNextPlace, type ListRequest } from './lists.ts';
import { toDagRunRecord, withTasks, type AirflowFacts, type RunSetting } from './mapping.ts';
import { dagId, type AirflowSettings } from './settings.ts';
import { readDagRun, readDagRunPage, readTaskInstancePage, type TaskInstance, type TaskInstancePage } from './wire.ts';

/** By default `[A-Za-z0-9_.~:+-]+`, but a site may allow more. `~` alone means all runs. */
export const runId = {
  pattern: /^(?!(?:\.{1,2}|~)$)[^/\p{Cc}\p{Cs}]{1,250}$/u,
  expected: 'the id of a run, 1 to 250 characters without "/" and control characters, but not ".", ".." or "~"',
};

const pageSize = 100;
const maxTaskPages = 10;
const describeOperation = 'get_dag_run';

/** @param web where people open Airflow; null where that is not known */
export function createAirflowAdapter(settings: AirflowSettings, web: string | null): Adapter<AirflowFacts> {
  const { apiVersion: version, dags } = settings;
  const setting = toRunSetting(version, web);
  return {
    provider: 'AIRFLOW',
    lifecycle: 'ACTIVE',
    key: {
      pattern: /^(?!\.{1,2}\/)[\p{L}\p{N}_.-]{1,250}\/(?!(?:\.{1,2}|~)$)[^/\p{Cc}\p{Cs}]{1,250}$/u,
      expected: `${dagId.expected}, and ${runId.expected}, joined by "/"`,
      ofProviderJobId: (id) => (runId.pattern.test(id) ? (dags?.map((dag) => `${dag}/${id}`) ?? 'listed') : []),
    },
    // Cleared.
    reopens: true,
    toError: toAirflowError,
    requestIdHeaders: [],
    describe: oneByOne((key) => describeRun(version, key, setting)),
    completion: toCompletion(version),
    listing: {
      rowsAreRecords: true,
      newestFirst: version === 'v2',
      maxPageSize: pageSize,
      containers: [null],
      page: ({ after, size, filter }) => listRuns({ version, dags, after, size, filter }, setting),
    },
  };
}

function toRunSetting(version: AirflowSettings['apiVersion'], web: string | null): RunSetting {
  const toPage = (toPath: (dag: string, run: string) => string): RunSetting['toPage'] => {
    return (run) => (web === null ? null : web + toPath(encodeRfc3986(run.dagId), encodeRfc3986(run.runId)));
  };
  if (version === 'v2')
    return { toCreatedAt: ({ runAfter }) => runAfter, toPage: toPage((dag, run) => `/dags/${dag}/runs/${run}`) };
  return {
    // The logical date of a daily run is a day early.
    toCreatedAt: ({ runType, dataIntervalEnd, logicalDate, executionDate }) =>
      (runType === 'scheduled' ? dataIntervalEnd : null) ?? logicalDate ?? executionDate,
    toPage: toPage((dag, run) => `/dags/${dag}/grid?dag_run_id=${run}`),
  };
}

function toPath(version: string, key: JobKey): string {
  const [dag = '', run = ''] = key.split('/');
  return `/api/${version}/dags/${encodeRfc3986(dag)}/dagRuns/${encodeRfc3986(run)}`;
}

const accept = { accept: 'application/json' };

function describeRun(version: string, key: JobKey, setting: RunSetting): Read<DescribedJob<AirflowFacts>> {
  return {
    operation: describeOperation,
    request: { method: 'GET', path: toPath(version, key), headers: accept },
    toResult: ({ body }) => toDescribed(parseJsonObject(body), setting),
  };
}

/** Throws `BadAnswer` if the answer is no run. */
function toDescribed(item: unknown, setting: RunSetting): DescribedJob<AirflowFacts> {
  const run = readDagRun(toObject(item));
  return { key: `${run.dagId}/${run.runId}`, record: toDagRunRecord(run, setting) };
}

function listRuns(request: ListRequest, setting: RunSetting): Read<ListPage> {
  const sent: WireRequest = {
    method: 'POST',
    path: `/api/${request.version}/dags/~/dagRuns/list`,
    headers: { ...accept, 'content-type': 'application/json' },
    body: JSON.stringify(toListBody(request)),
  };
  return {
    operation: 'get_list_dag_runs_batch',
    request: sent,
    toResult: (answer, onUnreadable) => toPage(answer, request, setting, onUnreadable),
  };
}

function toPage(
  { body }: WireAnswer,
  request: ListRequest,
  setting: RunSetting,
  onUnreadable: OnUnreadable | undefined,
): ListPage {
  const { runs, total } = readDagRunPage(parseJsonObject(body, maxValues.list));
  const items = within('dag_runs[]', () => runs.map((run) => toObject(run)));
  const found = toListRows('dag_runs', items, (run) => toRow(run, setting), onUnreadable);
  const count = total === null ? null : Number(total);
  // Airflow counts runs without a key, too.
  const isTotal = isWhole(request) && found.rows.length === items.length;
  return { ...found, next: toNextPlace(request, items, count), total: isTotal ? count : null };
}

/** Undefined for a run whose id is no key: no path can ask for it. */
function toRow(run: object, setting: RunSetting): ListRow | undefined {
  const { key, record } = toDescribed(run, setting);
  return runId.pattern.test(record.facts.providerJobId) ? { key, facts: record.facts } : undefined;
}

function toCompletion(version: string): Completion<AirflowFacts> {
  return {
    facts: new Set(['tasks', 'progress', 'failures']),
    complete: async (facts, call) => {
      try {
        const { total, instances } = await readTasks(version, facts, call);
        return { facts: withTasks(facts, total, instances), failed: false };
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        return { facts: { ...facts, tasksError: toErrorFacts(error) }, failed: true };
      }
    },
  };
}

/** Page by page, until all are there. A page may be shorter than asked for, because sites limit it. */
async function readTasks(version: string, facts: AirflowFacts, call: Call): Promise<TaskInstancePage> {
  const path = `${toPath(version, `${facts.dagId}/${facts.providerJobId}`)}/taskInstances`;
  const instances: TaskInstance[] = [];
  let total: TaskInstancePage['total'] = null;
  for (let page = 0; page < maxTaskPages; page += 1) {
    const found: TaskInstancePage = await call(listTasks(path, instances.length));
    ({ total } = found);
    instances.push(...found.instances);
    if (found.instances.length === 0 || (total !== null && instances.length >= Number(total))) break;
  }
  return { total, instances };
}

function listTasks(path: string, offset: number): Read<TaskInstancePage> {
  return {
    operation: 'get_task_instances',
    request: { method: 'GET', path, query: { limit: String(pageSize), offset: String(offset) }, headers: accept },
    toResult: ({ body }) => readTaskInstancePage(parseJsonObject(body, maxValues.list)),
  };
}

/** Airflow has no code words. A 404 is a run's only where it says in words of its own what it has not found. */
function toAirflowError({ status, body }: WireAnswer, operation: string): WireError {
  const none = { code: null, requestId: null };
  if (status === 409) return { ...none, meaning: 'PROVIDER_CONFLICT' };
  if (status !== 404 || operation !== describeOperation) return none;
  return { ...none, meaning: saysWhat(body) ? 'JOB_NOT_FOUND' : 'PROVIDER_REJECTED' };
}

function saysWhat(body: Uint8Array): boolean {
  try {
    const detail = readWord(parseJsonObject(body), 'detail');
    return detail !== null && detail !== 'Not Found';
  } catch {
    return false;
  }
}
