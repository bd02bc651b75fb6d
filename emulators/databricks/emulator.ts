/**
 * Databricks' runs of jobs on loopback, by version 2.2 of its API.
 * https://docs.databricks.com/api/workspace/jobs/listruns
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
import type { JsonObject } from '../kit/json.ts';
import { parsePageSize, toPageAnswer } from '../kit/paging.ts';
import type { EmulatedRequest } from '../kit/request.ts';
import { createRoutes, type Route } from '../kit/routes.ts';
import { createEmulator } from '../kit/server.ts';
import { createTokenShop, toOidcMetadata, type DatabricksAccess, type TokenShop } from './tokens.ts';

/** A run. Its ids are text here and numbers on the wire, where they may pass 2^53. */
export interface EmulatedRun extends JsonObject {
  readonly run_id: string;
  readonly job_id?: string;
  readonly start_time?: number;
  readonly end_time?: number;
  readonly tasks?: readonly JsonObject[];
}

export interface DatabricksEmulatorOptions extends EmulatorSettings, DatabricksAccess {
  readonly jobs: JobWorld<EmulatedRun>;
}

type Answer = RawAnswer | EmulatedError;

const unauthorized = toEmulatedError('UNAUTHENTICATED', 'Credential was not sent or was of an unsupported type.', {
  status: 401,
});

/** What it says to a call that is throttled, or not allowed. */
export const errors = {
  throttled: toEmulatedError('REQUEST_LIMIT_EXCEEDED', 'Rate limit exceeded', {
    status: 429,
    headers: { 'retry-after': '1' },
  }),
  denied: toEmulatedError('PERMISSION_DENIED', 'User does not have permission to view this job', { status: 403 }),
};

/** Starts the emulator. */
export function createDatabricksEmulator(options: DatabricksEmulatorOptions): Promise<Emulator> {
  const { jobs } = options;
  const shop = createTokenShop(options);
  let now = new Date(0);
  const { toTarget, toAnswer } = createRoutes<Answer>(listRoutes(jobs, shop, () => now));
  return createEmulator(
    {
      toTarget,
      verify: ({ path, headers }, at) => {
        now = at;
        return path.startsWith('/oidc/') || shop.isGood(headers['authorization'] ?? '', at) ? undefined : unauthorized;
      },
      toAnswer: (request, target) =>
        toAnswer(request, target) ??
        toEmulatedError('ENDPOINT_NOT_FOUND', `No API found for '${request.path}'`, { status: 404 }),
      formatError: ({ code, message, status = 400, headers }, requestId) =>
        toJson({ error_code: code, message }, status, { 'x-request-id': requestId, ...headers }),
      createRequestId: (random) => random.uuid(),
      errors: { ...errors, internal: toEmulatedError('INTERNAL_ERROR', 'An internal error occurred', { status: 500 }) },
    },
    options,
  );
}

function listRoutes(jobs: JobWorld<EmulatedRun>, shop: TokenShop, now: () => Date): readonly Route<Answer>[] {
  return [
    {
      operation: 'oidc/token',
      method: 'POST',
      path: /^\/oidc\/v1\/token$/,
      toAnswer: (_id, request) => {
        const sold = shop.sell(request, now());
        return sold === undefined
          ? toEmulatedError('invalid_client', 'Client authentication failed', { status: 401 })
          : toJson(sold);
      },
    },
    {
      operation: 'oidc/metadata',
      path: /^\/oidc\/\.well-known\/oauth-authorization-server$/,
      toAnswer: (_id, { headers }) => toJson(toOidcMetadata(`http://${headers['host'] ?? ''}/oidc`)),
    },
    {
      operation: 'get_run',
      path: /^\/api\/2\.2\/jobs\/runs\/get$/,
      toId: ({ query }) => query['run_id'] ?? null,
      toAnswer: (id) => getRun(jobs, id),
    },
    {
      operation: 'list_runs',
      path: /^\/api\/2\.2\/jobs\/runs\/list$/,
      toId: () => null,
      toAnswer: (_id, request) => listRuns(jobs, request),
    },
  ];
}

const ids = /"((?:job|run|job_run|original_attempt_run)_id)":"(\d+)"/g;

function toJson(body: object, status = 200, headers: Readonly<Record<string, string>> = {}): RawAnswer {
  return toRawAnswer({
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body).replaceAll(ids, '"$1":$2'),
  });
}

const maxTasks = 100;

/** A run with its first 100 tasks. */
function getRun(jobs: JobWorld<EmulatedRun>, id: string): Answer {
  if (!/^\d{1,19}$/.test(id)) return toEmulatedError('INVALID_PARAMETER_VALUE', 'run_id must be a number');
  const run = jobs.describe(id) ?? toEmulatedError('INVALID_PARAMETER_VALUE', `Run ${id} does not exist.`);
  if (isReadyAnswer(run)) return run;
  const { tasks } = run;
  if (tasks === undefined || tasks.length <= maxTasks) return toJson(run);
  return toJson({ ...run, tasks: tasks.slice(0, maxTasks), next_page_token: 'more-tasks' });
}

/** What a list leaves out without `expand_tasks`. */
function toRow({ tasks: _tasks, ...row }: EmulatedRun): JsonObject {
  return row;
}

function listRuns(jobs: JobWorld<EmulatedRun>, { query }: EmulatedRequest): Answer {
  const refuse = (what: string): EmulatedError => toEmulatedError('INVALID_PARAMETER_VALUE', `Invalid ${what}`);
  if (query['active_only'] === 'true' && query['completed_only'] === 'true') return refuse('active_only');
  for (const name of ['start_time_from', 'start_time_to', 'job_id'])
    if (query[name] !== undefined && !/^\d{1,19}$/.test(query[name])) return refuse(name);
  if (parsePageSize(query['limit'], { min: 0, max: 26, byDefault: 20 }) === undefined) return refuse('limit');
  const found = jobs
    .list()
    .filter((run) => isWanted(run, query))
    // By end, or by start while they run.
    .toSorted((one, other) => toOrder(other) - toOrder(one) || (one.run_id < other.run_id ? -1 : 1));
  const answer = toPageAnswer(
    found,
    ({ run_id: id }) => id,
    { size: query['limit'], max: 26, byDefault: 20, token: query['page_token'], refuse },
    (runs, nextToken) => ({
      runs: runs.map(toRow),
      has_more: nextToken !== undefined,
      ...(nextToken === undefined ? {} : { next_page_token: nextToken }),
    }),
  );
  return 'code' in answer ? (answer as EmulatedError) : toJson(answer);
}

function toOrder(run: EmulatedRun): number {
  return run.end_time || (run.start_time ?? 0);
}

function isWanted(run: EmulatedRun, query: EmulatedRequest['query']): boolean {
  const isOver = (run.end_time ?? 0) > 0;
  const start = run.start_time ?? 0;
  return (
    (query['job_id'] === undefined || query['job_id'] === run.job_id) &&
    (query['active_only'] !== 'true' || !isOver) &&
    (query['completed_only'] !== 'true' || isOver) &&
    start >= Number(query['start_time_from'] ?? 0) &&
    start <= Number(query['start_time_to'] ?? Infinity)
  );
}
