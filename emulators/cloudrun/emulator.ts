/**
 * Google Cloud Run's executions of jobs on loopback, by version 2 of its API, and Google's sellers of tokens.
 * https://docs.cloud.google.com/run/docs/reference/rest/v2/projects.locations.jobs.executions
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
import { sortNewestFirst, toPageAnswer } from '../kit/paging.ts';
import type { EmulatedRequest } from '../kit/request.ts';
import { createRoutes, type Route } from '../kit/routes.ts';
import { createEmulator } from '../kit/server.ts';
import { createGoogleShop, type GoogleAccess } from './tokens.ts';

/** An execution. Zeros are left out. */
export interface EmulatedExecution extends JsonObject {
  /** `projects/{project}/locations/{region}/jobs/{job}/executions/{execution}` */
  readonly name: string;
  readonly createTime?: string;
}

/** The id that `describe` takes is the job's name and the execution's, joined by `/`. */
export interface CloudRunEmulatorOptions extends EmulatorSettings, GoogleAccess {
  readonly jobs: JobWorld<EmulatedExecution>;
  /** The one region that has jobs. Default: europe-west1. */
  readonly region?: string;
}

type Answer = RawAnswer | EmulatedError;

const unauthenticated = toEmulatedError('UNAUTHENTICATED', 'Request had invalid authentication credentials.', {
  status: 401,
});

/** What it says to a call that is throttled, or not allowed. */
export const errors = {
  throttled: toEmulatedError('RESOURCE_EXHAUSTED', "Quota exceeded for quota metric 'Read requests'.", {
    status: 429,
    headers: { 'retry-after': '1' },
  }),
  denied: toEmulatedError('PERMISSION_DENIED', "Permission 'run.executions.get' denied on resource.", { status: 403 }),
};

/** Starts the emulator. */
export function createCloudRunEmulator(options: CloudRunEmulatorOptions): Promise<Emulator> {
  const { jobs, region = 'europe-west1' } = options;
  const shop = createGoogleShop(options);
  let now = new Date(0);
  const sales = listSales(shop, () => now);
  const isSale = ({ path }: EmulatedRequest): boolean => sales.some((route) => route.path.test(path));
  const executions = String.raw`^\/v2\/projects\/[^/]+\/locations\/${region}\/jobs\/([^/]+)\/executions`;
  const { toTarget, toAnswer } = createRoutes<Answer>([
    ...sales,
    {
      operation: 'GetExecution',
      path: new RegExp(String.raw`${executions}\/([^/]+)$`),
      toAnswer: (id) => getExecution(jobs, id),
    },
    {
      operation: 'ListExecutions',
      path: new RegExp(`${executions}$`),
      toAnswer: (id, request) => listExecutions(jobs, id, request),
    },
  ]);
  return createEmulator(
    {
      toTarget,
      verify: (request, at) => {
        now = at;
        return isSale(request) || shop.isGood(request.headers['authorization'] ?? '', at) ? undefined : unauthenticated;
      },
      toAnswer: (request, target) =>
        toAnswer(request, target) ?? toEmulatedError('NOT_FOUND', 'The requested URL was not found.', { status: 404 }),
      formatError: ({ code, message, status = 400, headers }) =>
        toJson({ error: { code: status, message, status: code } }, status, headers),
      createRequestId: (random) => random.uuid(),
      errors: { ...errors, internal: toEmulatedError('INTERNAL', 'Internal error encountered.', { status: 500 }) },
    },
    options,
  );
}

function listSales(shop: ReturnType<typeof createGoogleShop>, now: () => Date): readonly Route<Answer>[] {
  const toSale = (
    route: Pick<Route<Answer>, 'operation' | 'method' | 'path'>,
    sell: (request: EmulatedRequest) => object | undefined,
    headers: Readonly<Record<string, string>> = {},
  ): Route<Answer> => ({
    ...route,
    toId: () => null,
    toAnswer: (_id, request) => {
      const sold = sell(request);
      const refusal = { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' };
      return sold === undefined ? toJson(refusal, 400) : toJson(sold, 200, headers);
    },
  });
  return [
    toSale({ operation: 'token', method: 'POST', path: /^\/token$/ }, (request) =>
      shop.sellForGrant(request, `http://${request.headers['host'] ?? ''}/token`, now()),
    ),
    toSale({ operation: 'sts', method: 'POST', path: /^\/v1\/token$/ }, (request) =>
      shop.sellForSubject(request, now()),
    ),
    toSale(
      {
        operation: 'generateAccessToken',
        method: 'POST',
        path: /^\/v1\/projects\/-\/serviceAccounts\/[^/]+:generateAccessToken$/,
      },
      (request) => shop.impersonate(request, now()),
    ),
    toSale(
      { operation: 'metadata', path: /^\/computeMetadata\/v1\/instance\/service-accounts\/default\/token$/ },
      (request) => shop.sellToMachine(request, now()),
      { 'metadata-flavor': 'Google' },
    ),
  ];
}

function toJson(body: object, status = 200, headers: Readonly<Record<string, string>> = {}): RawAnswer {
  const type = { 'content-type': 'application/json; charset=UTF-8' };
  return toRawAnswer({ status, headers: { ...type, ...headers }, body: JSON.stringify(body) });
}

/** The names of the job and the execution, joined by `/`. */
export function toId({ name }: EmulatedExecution): string {
  const [, , , , , job = '', , execution = ''] = name.split('/');
  return `${job}/${execution}`;
}

function getExecution(jobs: JobWorld<EmulatedExecution>, id: string): Answer {
  const [, execution = ''] = id.split('/');
  const message = `Resource '${execution}' of kind 'EXECUTION' does not exist.`;
  const found = jobs.describe(id) ?? toEmulatedError('NOT_FOUND', message, { status: 404 });
  return isReadyAnswer(found) ? found : toJson(found);
}

/** @param job `-` for all */
function listExecutions(jobs: JobWorld<EmulatedExecution>, job: string, { query }: EmulatedRequest): Answer {
  const found = jobs.list().filter((one) => job === '-' || toId(one).startsWith(`${job}/`));
  const answer = toPageAnswer(
    sortNewestFirst(found, ({ createTime }) => Date.parse(createTime ?? ''), toId),
    toId,
    {
      ...{ size: query['pageSize'], min: 0, max: 1000, byDefault: 100, token: query['pageToken'] },
      refuse: (what) => toEmulatedError('INVALID_ARGUMENT', `The page ${what} is not valid.`),
    },
    (executions, nextPageToken) => ({
      ...(executions.length === 0 ? {} : { executions }),
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    }),
  );
  return 'code' in answer ? (answer as EmulatedError) : toJson(answer);
}
