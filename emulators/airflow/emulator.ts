/**
 * Airflow's runs of DAGs and their task instances on loopback, by version 2 of its API and version 1.
 * https://airflow.apache.org/docs/apache-airflow/stable/stable-rest-api-ref.html
 */
import {
  isReadyAnswer,
  toEmulatedError,
  toRawAnswer,
  type EmulatedError,
  type Emulator,
  type EmulatorSettings,
  type JobWorld,
  type RawAnswer,
} from '../kit/emulator.ts';
import { parseJsonObject, type JsonObject } from '../kit/json.ts';
import { parsePageSize } from '../kit/paging.ts';
import { compareText, type EmulatedRequest } from '../kit/request.ts';
import { createRoutes, type Route } from '../kit/routes.ts';
import { createEmulator } from '../kit/server.ts';
import { createTokenShop, type AirflowAccess, type TokenShop } from './tokens.ts';

/** A run as version 2 answers it. */
export interface EmulatedDagRun extends JsonObject {
  readonly dag_run_id: string;
  readonly dag_id: string;
  /** Lists are ordered by it, newest first. */
  readonly run_after: string;
  readonly state?: string | null;
}

/** The id that `describe` and `tasksOf` take is the DAG's id and the run's, joined by `/`. */
export interface AirflowJobWorld extends JobWorld<EmulatedDagRun> {
  /** The task instances of a run. Default: none. */
  readonly tasksOf?: (key: string) => readonly JsonObject[] | EmulatedError | RawAnswer;
}

export interface AirflowEmulatorOptions extends EmulatorSettings, AirflowAccess {
  readonly jobs: AirflowJobWorld;
  /** Default: 100, as Airflow's `maximum_page_limit`. Longer pages are cut in silence. */
  readonly maxPageSize?: number;
}

type Version = 'v1' | 'v2';
type Answer = RawAnswer | EmulatedError;

const notFound = toEmulatedError('NotFound', 'Not Found', { status: 404 });
const unauthorized = toEmulatedError('Unauthorized', 'Invalid JWT token', { status: 401 });

/** What it says to a call that is throttled, or not allowed. */
export const errors = {
  throttled: toEmulatedError('TooManyRequests', 'Too Many Requests', { status: 429 }),
  denied: toEmulatedError('Forbidden', 'Forbidden', { status: 403 }),
};

/** Starts the emulator. */
export function createAirflowEmulator(options: AirflowEmulatorOptions): Promise<Emulator> {
  const shop = createTokenShop(options);
  let now = new Date(0);
  const routes = createRoutes(listRoutes(options, shop, () => now));
  return createEmulator(
    {
      toTarget: routes.toTarget,
      verify: ({ path, headers }, at) => {
        now = at;
        if (path === '/auth/token') return undefined;
        return shop.isGood(headers['authorization'] ?? '', toVersion(path), at) ? undefined : unauthorized;
      },
      toAnswer: (request, target) => routes.toAnswer(request, target) ?? notFound,
      formatError: (error, _requestId, { path }) => formatError(error, toVersion(path)),
      createRequestId: (random) => random.uuid(),
      errors: { ...errors, internal: toEmulatedError('Internal', 'Internal Server Error', { status: 500 }) },
    },
    options,
  );
}

function toVersion(path: string): Version {
  return path.startsWith('/api/v1/') ? 'v1' : 'v2';
}

function formatError({ status = 400, message, code, headers, details }: EmulatedError, version: Version): RawAnswer {
  if (version === 'v2') return toJson({ detail: message, ...details }, status, headers);
  const problem = { type: 'about:blank', title: code, status, detail: message };
  return toJson(problem, status, { ...headers, 'content-type': 'application/problem+json' });
}

function toJson(body: object, status = 200, headers: Readonly<Record<string, string>> = {}): RawAnswer {
  return toRawAnswer({
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

function toId(path: string): string {
  const [, dag = '', run = ''] = /\/dags\/([^/]*)\/dagRuns\/([^/]*)/.exec(path) ?? [];
  return `${decodeURIComponent(dag)}/${decodeURIComponent(run)}`;
}

function listRoutes(options: AirflowEmulatorOptions, shop: TokenShop, now: () => Date): readonly Route<Answer>[] {
  const ofRun = String.raw`^/api/v[12]/dags/[^/]+/dagRuns/[^/]+`;
  return [
    {
      operation: 'create_token',
      method: 'POST',
      path: /^\/auth\/token$/,
      toAnswer: (_id, { body }) => {
        const token = shop.sell(body.toString(), now());
        return token === undefined ? unauthorized : toJson({ access_token: token }, 201);
      },
    },
    {
      operation: 'get_list_dag_runs_batch',
      method: 'POST',
      path: /^\/api\/v[12]\/dags\/~\/dagRuns\/list$/,
      toId: () => null,
      toAnswer: (_id, request) => listRuns(options, request),
    },
    {
      operation: 'get_task_instances',
      path: new RegExp(`${ofRun}/taskInstances$`),
      toId: ({ path }) => toId(path),
      toAnswer: (key, request) => listTasks(options, key, request),
    },
    {
      operation: 'get_dag_run',
      path: new RegExp(`${ofRun}$`),
      toId: ({ path }) => toId(path),
      toAnswer: (key, { path }) => getRun(options, key, toVersion(path)),
    },
  ];
}

function getRun({ jobs }: AirflowEmulatorOptions, key: string, version: Version): Answer {
  const run = jobs.describe(key) ?? toMissing(key);
  return isReadyAnswer(run) ? run : toJson(toSpelling(run, version));
}

function toMissing(key: string): EmulatedError {
  const [dag = '', run = ''] = key.split('/');
  const message = `The DagRun with dag_id: \`${dag}\` and run_id: \`${run}\` was not found`;
  return toEmulatedError('DAGRun not found', message, { status: 404 });
}

const newInV2 =
  /^(?:run_after|queued_at|duration|triggered_by|triggering_user_name|dag_display_name|dag_versions|bundle_version|partition_key)$/;

/** Version 1 has other members, and another word for what an asset has triggered. */
function toSpelling(run: EmulatedDagRun, version: Version): JsonObject {
  if (version === 'v2') return run;
  const older = Object.entries(run).filter(([name]) => !newInV2.test(name));
  const { run_type: type, logical_date: date } = run;
  return {
    ...Object.fromEntries(older),
    ...(type === 'asset_triggered' ? { run_type: 'dataset_triggered' } : {}),
    execution_date: date,
    external_trigger: false,
  };
}

const ofTasksInV2 = /^(?:id|run_after|task_display_name|dag_display_name|dag_version|executor|rendered_map_index)$/;

function toTask(task: JsonObject, version: Version): JsonObject {
  if (version === 'v2') return task;
  return Object.fromEntries(Object.entries(task).filter(([name]) => !ofTasksInV2.test(name)));
}

function listTasks(options: AirflowEmulatorOptions, key: string, { path, query }: EmulatedRequest): Answer {
  const { jobs, maxPageSize = 100 } = options;
  const run = jobs.describe(key);
  if (run === undefined) return toMissing(key);
  const tasks = jobs.tasksOf?.(key) ?? [];
  if (isReadyAnswer(tasks)) return tasks;
  const limit = parsePageSize(query['limit'], { min: 0, max: 1_000_000, byDefault: 50 });
  const offset = parsePageSize(query['offset'], { min: 0, max: 1_000_000, byDefault: 0 });
  if (limit === undefined || offset === undefined) return toInvalid('limit', 'v2');
  const page = tasks.slice(offset, offset + Math.min(limit, maxPageSize));
  const version = toVersion(path);
  return toJson({ task_instances: page.map((task) => toTask(task, version)), total_entries: tasks.length });
}

const bounds = ['run_after', 'logical_date', 'start_date', 'end_date'];
const known: Readonly<Record<Version, readonly string[]>> = {
  v2: [
    ...['order_by', 'page_offset', 'page_limit', 'dag_ids', 'states'],
    ...bounds.flatMap((name) => [`${name}_gte`, `${name}_lte`]),
  ],
  v1: [
    ...['order_by', 'page_offset', 'page_limit', 'dag_ids', 'states'],
    ...['execution_date', 'start_date', 'end_date'].flatMap((name) => [`${name}_gte`, `${name}_lte`]),
  ],
};

/** Version 2 refuses what it cannot read with 422, version 1 with 400. */
function toInvalid(name: string, version: Version): EmulatedError {
  const message = version === 'v2' ? 'Unprocessable Entity' : 'Bad Request';
  return toEmulatedError(message, message, {
    status: version === 'v2' ? 422 : 400,
    details: { detail: [{ type: 'extra_forbidden', loc: ['body', name], msg: 'Extra inputs are not permitted' }] },
  });
}

function listRuns({ jobs, maxPageSize = 100 }: AirflowEmulatorOptions, request: EmulatedRequest): Answer {
  const version = toVersion(request.path);
  const body = parseJsonObject(request.body.toString());
  const order = version === 'v2' ? '-run_after' : '-execution_date';
  if (body === undefined) return toInvalid('body', version);
  const odd = Object.keys(body).find((name) => !known[version].includes(name));
  if (odd !== undefined || body['order_by'] !== order) return toInvalid(odd ?? 'order_by', version);
  const [offset, limit] = [body['page_offset'] ?? 0, body['page_limit'] ?? 100];
  if (typeof offset !== 'number' || typeof limit !== 'number' || offset < 0 || limit < 0)
    return toInvalid('page_limit', version);
  const found = jobs
    .list()
    .filter((run) => isWanted(run, body))
    .toSorted(
      (one, other) => compareText(toTime(other, order), toTime(one, order)) || compareText(toKey(one), toKey(other)),
    );
  const page = found.slice(offset, offset + Math.min(limit, maxPageSize));
  return toJson({ dag_runs: page.map((run) => toSpelling(run, version)), total_entries: found.length });
}

function toKey({ dag_id: dag, dag_run_id: run }: EmulatedDagRun): string {
  return `${dag}/${run}`;
}

function toTime(run: EmulatedDagRun, order: string): string {
  return toComparable(order === '-run_after' ? run.run_after : run['logical_date']);
}

function isWanted(run: EmulatedDagRun, body: Readonly<Record<string, unknown>>): boolean {
  const { dag_ids: dags, states } = body;
  if (Array.isArray(dags) && dags.length > 0 && !dags.includes(run.dag_id)) return false;
  if (Array.isArray(states) && states.length > 0 && !states.includes(run.state)) return false;
  return Object.entries(body).every(([name, bound]) => {
    const member = name.replace(/_[gl]te$/, '');
    if (member === name || typeof bound !== 'string') return true;
    const time = toComparable(run[member === 'execution_date' ? 'logical_date' : member]);
    const limit = toComparable(bound);
    return name.endsWith('_gte') ? time >= limit : time <= limit;
  });
}

/** Microseconds since 1970 as text of one length. Airflow's times have up to six decimals. */
function toComparable(time: unknown): string {
  if (typeof time !== 'string') return '';
  const [, decimals = ''] = /\.(\d+)/.exec(time) ?? [];
  const micros = Math.floor(Date.parse(time) / 1000) * 1_000_000 + Number(decimals.padEnd(6, '0').slice(0, 6));
  return String(micros).padStart(20, '0');
}
