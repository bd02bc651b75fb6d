/**
 * GitHub's workflow runs and their jobs on loopback, with etags and a rate limit.
 * https://docs.github.com/en/rest/actions/workflow-runs
 */
import { createHash } from 'node:crypto';
import {
  isEmulatedError,
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
import type { EmulatedRequest } from '../kit/request.ts';
import { createRoutes, type Route } from '../kit/routes.ts';
import { createEmulator } from '../kit/server.ts';
import { toWholeRun, toWholeRunJob } from './emulator-members.ts';
import { createLogStorage, type LogStorage, type LogStorageOptions } from './emulator-storage.ts';
import { toJsonAnswer, toPageAnswer } from './emulator-page.ts';
import { createRateLimit, type RateLimitSettings } from './emulator-rate-limit.ts';

/** A run as GitHub answers it. */
export interface EmulatedRun extends JsonObject {
  readonly id: number;
  readonly created_at: string;
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly repository: { readonly full_name: string };
}

/** The id that `describe` and `jobsOf` take is `<owner>/<repository>/<run>`, in lower case. */
export interface GitHubJobWorld extends JobWorld<EmulatedRun> {
  /** The jobs of a run's latest attempt. Default: none. */
  readonly jobsOf?: (key: string) => readonly JsonObject[] | EmulatedError | RawAnswer;
  /** The log of a job that has ended, by the job's id. Default: there is none. */
  readonly logOf?: LogStorageOptions['fileOf'];
  /** The API's answer in place of a link, for a log that has expired. */
  readonly linkErrorOf?: (jobId: string) => EmulatedError | undefined;
  /** Default: those of the runs. Needed only for repositories without runs. */
  readonly repositories?: () => readonly string[];
}

export interface GitHubEmulatorOptions extends EmulatorSettings {
  /** The bearer tokens that are accepted, now. */
  readonly tokens: readonly string[] | (() => readonly string[]);
  /** Default: 5,000 requests per hour. */
  readonly rateLimit?: RateLimitSettings;
  /** Default: true. */
  readonly sendsEtags?: boolean;
  readonly jobs: GitHubJobWorld;
  /** Of the storage that logs are kept in. */
  readonly storage?: Pick<LogStorageOptions, 'injectFault' | 'ignoresRanges'>;
}

export interface GitHubEmulator extends Emulator {
  /** On a port of its own. */
  readonly storage: LogStorage;
}

const maxSearchResults = 1000;
const runPath = String.raw`/repos/([^/]+/[^/]+)/actions/runs/([1-9]\d*)`;
const notFound = toEmulatedError('Not Found', 'Not Found', { status: 404 });
const invalid = toEmulatedError('Validation Failed', 'Validation Failed', { status: 422 });

/** What it says to a call that is throttled, or not allowed. */
export const errors = {
  throttled: toEmulatedError('Forbidden', 'You have exceeded a secondary rate limit.', {
    status: 403,
    headers: { 'retry-after': '1' },
  }),
  gone: toEmulatedError('Server Error', 'Server Error', { status: 410 }),
  denied: toEmulatedError('Forbidden', 'Resource not accessible by personal access token', { status: 403 }),
};

/** Starts the emulator. */
export async function createGitHubEmulator(options: GitHubEmulatorOptions): Promise<GitHubEmulator> {
  const storage = await createLogStorage({ ...options, ...options.storage, fileOf: (id) => options.jobs.logOf?.(id) });
  const emulator = await createApi(options, storage);
  const api = { close: emulator.close.bind(emulator) };
  // Getters of the emulator's own stay getters.
  return Object.defineProperties(emulator, {
    storage: { value: storage },
    close: {
      value: async () => {
        await Promise.all([api.close(), storage.close()]);
      },
    },
  }) as GitHubEmulator;
}

function createApi(options: GitHubEmulatorOptions, storage: LogStorage): Promise<Emulator> {
  const { tokens, jobs, rateLimit, sendsEtags = true } = options;
  const limit = createRateLimit(rateLimit);
  let signedAt = new Date(0);
  const routes = createRoutes(listRoutes(jobs, (jobId) => storage.toLink(jobId, signedAt)));
  return createEmulator(
    {
      toTarget: (request) => {
        const { operation, id } = routes.toTarget(request);
        return { operation, id: id?.toLowerCase() ?? null };
      },
      verify: ({ headers }, now) => {
        limit.renew(now);
        signedAt = now;
        return toRefusal(headers, typeof tokens === 'function' ? tokens() : tokens);
      },
      toAnswer: (request, target, requestId) => {
        const refusal = limit.refuse();
        if (refusal !== undefined) return refusal;
        const answer = routes.toAnswer(request, target) ?? notFound;
        const etag = sendsEtags ? toEtag(answer) : undefined;
        const isUnchanged = etag !== undefined && request.headers['if-none-match'] === etag;
        // What has not changed costs nothing.
        if (!isUnchanged) limit.spend();
        // A failure in the world's own bytes is served as it is.
        if (isEmulatedError(answer) || (answer.status !== 200 && answer.status !== 302)) return answer;
        const headers = { ...(etag === undefined ? {} : { etag }), ...toIdHeader(requestId), ...limit.headers() };
        return isUnchanged
          ? toRawAnswer({ status: 304, headers })
          : toRawAnswer({ ...answer, headers: { ...headers, ...answer.headers } });
      },
      formatError: ({ status = 400, message, headers }, requestId) => {
        const body = { message, documentation_url: 'https://docs.github.com/rest', status: String(status) };
        return toJsonAnswer(body, { ...limit.headers(), ...toIdHeader(requestId), ...headers }, status);
      },
      createRequestId: (random) => random.uuid().toUpperCase(),
      errors: { ...errors, internal: toEmulatedError('Server Error', 'Server Error', { status: 500 }) },
    },
    options,
  );
}

function listRoutes(
  jobs: GitHubJobWorld,
  toLink: (jobId: string) => string,
): readonly Route<RawAnswer | EmulatedError>[] {
  return [
    { operation: 'get-workflow-run', path: new RegExp(`^${runPath}$`), toAnswer: (key) => getRun(jobs, key) },
    {
      operation: 'list-jobs-for-workflow-run',
      path: new RegExp(`^${runPath}/jobs$`),
      toAnswer: (key, request) => listRunJobs(jobs, key, request),
    },
    {
      operation: 'list-workflow-runs-for-repo',
      path: /^\/repos\/([^/]+\/[^/]+)\/actions\/runs$/,
      toAnswer: (repository, request) => listRuns(jobs, repository, request),
    },
    {
      operation: 'download-job-logs-for-workflow-run',
      path: /^\/repos\/([^/]+\/[^/]+)\/actions\/jobs\/([1-9]\d*)\/logs$/,
      toAnswer: (key) => toLogLink(jobs, key, toLink),
    },
  ];
}

/** GitHub refuses requests without a user agent, too. */
function toRefusal(headers: EmulatedRequest['headers'], tokens: readonly string[]): EmulatedError | undefined {
  const [scheme, token = ''] = (headers['authorization'] ?? '').split(' ');
  if (scheme !== 'Bearer' || !tokens.includes(token))
    return toEmulatedError('Bad credentials', 'Bad credentials', { status: 401 });
  if (headers['user-agent'] === undefined) return toEmulatedError('Forbidden', 'No user agent', { status: 403 });
  return undefined;
}

function getRun(jobs: GitHubJobWorld, key: string): RawAnswer | EmulatedError {
  const run = jobs.describe(key) ?? notFound;
  return isReadyAnswer(run) ? run : toJsonAnswer(toWholeRun(run, toRepositoryOf(key)));
}

function toRepositoryOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}

function listRunJobs(jobs: GitHubJobWorld, key: string, request: EmulatedRequest): RawAnswer | EmulatedError {
  const run = jobs.describe(key);
  if (run === undefined) return notFound;
  const found = jobs.jobsOf?.(key) ?? [];
  if (isReadyAnswer(found)) return found;
  const ofRun = isReadyAnswer(run) ? { id: Number(key.split('/')[2]) } : run;
  return toPageAnswer(found, 'jobs', found.length, request, (job) => toWholeRunJob(job, ofRun, toRepositoryOf(key)));
}

/** A redirect whatever the job's state: of a job that has not ended, the storage has nothing. */
function toLogLink(jobs: GitHubJobWorld, key: string, toLink: (jobId: string) => string): RawAnswer | EmulatedError {
  const [repository, jobId] = [toRepositoryOf(key), key.slice(key.lastIndexOf('/') + 1)];
  const found = jobs
    .list()
    .filter((run) => run.repository.full_name.toLowerCase() === repository)
    .map((run) => jobs.jobsOf?.(`${run.repository.full_name}/${run.id}`) ?? [])
    .some((ofRun) => !isReadyAnswer(ofRun) && ofRun.some(({ id }) => id === Number(jobId)));
  const error = jobs.linkErrorOf?.(jobId);
  if (error !== undefined) return error;
  return found ? toRawAnswer({ status: 302, headers: { location: toLink(jobId) } }) : notFound;
}

function listRuns(jobs: GitHubJobWorld, repository: string, request: EmulatedRequest): RawAnswer | EmulatedError {
  const runs = jobs.list();
  const repositories = jobs.repositories?.() ?? runs.map((run) => run.repository.full_name);
  if (!repositories.some((name) => name.toLowerCase() === repository)) return notFound;
  const { status, created } = request.query;
  const isWanted = toCreatedFilter(created);
  if (isWanted === undefined) return invalid;
  const found = runs
    .filter((run) => run.repository.full_name.toLowerCase() === repository)
    .filter((run) => status === undefined || run.status === status || run.conclusion === status)
    .filter((run) => isWanted(toTime(run)))
    .sort((one, other) => toTime(other) - toTime(one) || other.id - one.id);
  const isSearch = status !== undefined || created !== undefined;
  const listed = isSearch ? found.slice(0, maxSearchResults) : found;
  return toPageAnswer(listed, 'workflow_runs', found.length, request, (run) => toWholeRun(run, repository));
}

function toTime(run: EmulatedRun): number {
  return Date.parse(run.created_at);
}

/** `A..B` with `*` for an open end; undefined if it is not valid. */
function toCreatedFilter(created: string | undefined): ((time: number) => boolean) | undefined {
  if (created === undefined) return () => true;
  const [from = '', to = '', ...others] = created.split('..');
  const bounds = [from === '*' ? -Infinity : Date.parse(from), to === '*' ? Infinity : Date.parse(to)] as const;
  if (others.length > 0 || bounds.some(Number.isNaN)) return undefined;
  return (time) => time >= bounds[0] && time <= bounds[1];
}

function toEtag(answer: RawAnswer | EmulatedError): string | undefined {
  if (isEmulatedError(answer) || answer.status !== 200) return undefined;
  return `W/"${createHash('sha256').update(answer.body).digest('hex')}"`;
}

function toIdHeader(requestId: string): Readonly<Record<string, string>> {
  return { 'x-github-request-id': requestId };
}
