/** Two gateways over worlds that are the same in everything: one keeps finished answers, the other does not. */
import type { KnownScope } from '../../src/auth/viewer.ts';
import type { Config } from '../../src/config/load.ts';
import type { AnswerCache } from '../../src/operation/answers/answer-cache.ts';
import type { OperationRequest } from '../../src/operation/gateway.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { until } from '../until.ts';

export type TwinSource = 'lab' | 'devices' | 'pipelines';

/** What both providers tell, until it is changed. */
export interface TwinWorld {
  readonly clock: { at: number };
  /** By key: how often the job has moved on; absent: there is no such job. */
  readonly moves: Map<string, number>;
  readonly failing: Set<TwinSource>;
  /** While it is there, no provider answers. */
  held: PromiseWithResolvers<void> | undefined;
}

export interface TwinRequest {
  readonly query?: string;
  readonly variables?: object;
  readonly operationName?: string;
  readonly extensions?: object;
  readonly method?: 'GET' | 'POST';
  /** Undefined: no token. */
  readonly scopes?: readonly KnownScope[] | undefined;
  /** Of the token. */
  readonly subject?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TwinAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request of several at once. */
export interface BurstRequest extends TwinRequest {
  /** Its client leaves before the providers answer. */
  readonly leaves?: boolean;
  /** The milliseconds that have passed since the one before it. */
  readonly after?: number;
}

export interface Twins {
  readonly world: TwinWorld;
  readonly remembering: GatewayUnderTest;
  readonly forgetful: GatewayUnderTest;
  /** How many answers were given again. */
  readonly hits: () => number;
  /** How many requests got the answer of an operation that was under way for another one. */
  readonly shared: () => number;
  /** What both answer, without what is of the one request alone: the remembering one's first. */
  readonly ask: (request: TwinRequest) => Promise<readonly [TwinAnswer, TwinAnswer]>;
  /** The same for requests that have all begun, one after the other, before a provider answers. Undefined: it was left. */
  readonly burst: (requests: readonly BurstRequest[]) => Promise<readonly (readonly (TwinAnswer | undefined)[])[]>;
  /** How many calls each gateway's providers have got. */
  readonly calls: () => readonly number[];
  readonly close: () => Promise<void>;
}

export const jobKeys = { lab: ['a', 'b', 'c', 'd'], devices: ['D1', 'D2', 'D3'] } as const;

const start = Date.parse('2026-03-01T00:00:00Z');

export function createTwinWorld(): TwinWorld {
  return {
    clock: { at: start },
    moves: new Map(
      Object.values(jobKeys)
        .flat()
        .map((key) => [key, 0]),
    ),
    failing: new Set(),
    held: undefined,
  };
}

export async function startTwins(configured: { readonly limits?: Partial<Config['limits']> } = {}): Promise<Twins> {
  const world = createTwinWorld();
  const startOne = (answers: boolean) => startTwin(world, answers, configured);
  const twins = [await startOne(true), await startOne(false)] as const;
  const [remembering, forgetful] = [twins[0].gateway, twins[1].gateway];
  const cache = remembering.server.gateway.answers as AnswerCache;
  const hits = countHits(cache);
  const shared = countShared(cache);
  const arrivals = [remembering, forgetful].map(noteArrivals);
  return {
    world,
    remembering,
    forgetful,
    hits,
    shared,
    burst: async (requests) => {
      const answers = [];
      const begins = world.clock.at;
      for (const [index, { gateway }] of twins.entries()) {
        world.clock.at = begins;
        answers.push(await askAtOnce(world, gateway, requests, arrivals[index] as Set<string>));
      }
      return answers;
    },
    calls: () =>
      twins.map(({ emulators }) => Object.values(emulators).reduce((sum, { calls }) => sum + calls.length, 0)),
    ask: async (request) => [await askOne(remembering, request), await askOne(forgetful, request)],
    close: async () => {
      for (const twin of twins) await twin.close();
    },
  };
}

/** Counts at the door itself: nothing that a client sees tells them apart. */
function countHits(cache: AnswerCache): () => number {
  let count = 0;
  const { acquire } = cache;
  Object.assign(cache, {
    acquire: (...args: Parameters<AnswerCache['acquire']>) => {
      const answer = acquire(...args);
      if (answer !== undefined) count += 1;
      return answer;
    },
  });
  return () => count;
}

function countShared(cache: AnswerCache): () => number {
  let count = 0;
  const { follow } = cache;
  Object.assign(cache, {
    follow: async (...args: Parameters<AnswerCache['follow']>) => {
      const followed = await follow(...args);
      if (typeof followed !== 'string') count += 1;
      return followed;
    },
  });
  return () => count;
}

/** The ids of the requests whose operation has begun. */
function noteArrivals({ server: { gateway } }: GatewayUnderTest): Set<string> {
  const arrived = new Set<string>();
  const { createOperation } = gateway;
  Object.assign(gateway, {
    createOperation: (request: OperationRequest) => {
      arrived.add(request.requestId);
      return createOperation(request);
    },
  });
  return arrived;
}

const nothing = (): undefined => undefined;

async function askAtOnce(
  world: TwinWorld,
  gateway: GatewayUnderTest,
  requests: readonly BurstRequest[],
  arrived: Set<string>,
): Promise<readonly (TwinAnswer | undefined)[]> {
  world.held = Promise.withResolvers();
  arrived.clear();
  const leaving = new AbortController();
  const asked: Promise<TwinAnswer | undefined>[] = [];
  for (const { leaves = false, after = 0, ...request } of requests) {
    world.clock.at += after;
    const answer = askOne(gateway, request, leaves ? leaving.signal : null, (id) => arrived.add(id));
    // Some have it before they can leave.
    asked.push(leaves ? answer.then(nothing, nothing) : answer);
    await until(() => arrived.size >= asked.length, 'the request has arrived');
  }
  leaving.abort();
  // They arrived one after the other.
  const gone = [...arrived].filter((_id, index) => requests[index]?.leaves === true);
  await until(
    () => gone.every((id) => gateway.logs.some((line) => line.includes(id))),
    'the gateway knows who has left',
  );
  world.held.resolve();
  world.held = undefined;
  return Promise.all(asked);
}

function startTwin(world: TwinWorld, answers: boolean, configured: { readonly limits?: Partial<Config['limits']> }) {
  const fault = (source: TwinSource) => () => {
    const kind = world.failing.has(source) ? ('accessDenied' as const) : ('none' as const);
    return { kind, until: world.held?.promise };
  };
  const jobsOf = <Job>(keys: readonly string[], toJob: (key: string, moves: number) => Job) => {
    const describe = (key: string): Job | undefined => {
      const moves = world.moves.get(key);
      return moves === undefined || !keys.includes(key) ? undefined : toJob(key, moves);
    };
    return { describe, list: () => keys.flatMap((key) => describe(key) ?? []) };
  };
  return startProviders(
    {
      lab: { provider: 'panorama', jobs: jobsOf(jobKeys.lab, toPackage), fault: fault('lab') },
      devices: { provider: 'importexport', jobs: jobsOf(jobKeys.devices, toDevice), fault: fault('devices') },
      pipelines: {
        provider: 'codepipeline',
        jobs: { describe: () => undefined, actionExecutions: () => [] },
        fault: fault('pipelines'),
      },
    },
    {
      now: () => world.clock.at,
      random: () => 0,
      cache: { runningSeconds: 2, terminalSeconds: 60, notFoundSeconds: 5, answers },
      // The breaker never opens: how many calls it takes depends on which of them end first.
      breaker: { failures: 1_000_000 },
      ...configured,
    },
    { now: () => new Date(world.clock.at) },
  );
}

function toPackage(key: string, moves: number) {
  return {
    JobId: key,
    JobType: 'NODE_PACKAGE_VERSION',
    Status: ['PENDING', 'SUCCEEDED', 'FAILED'][moves % 3] ?? '',
    StatusMessage: `moved ${moves} times`,
    ClientToken: `token-of-${key}`,
    CreatedTime: start / 1000 - key.charCodeAt(0),
    LastUpdatedTime: start / 1000 + moves,
  };
}

/** The second one repeats its tracking number in a text, where it is masked. */
function toDevice(key: string, moves: number) {
  const tracking = `TRACK${key}`;
  return {
    JobId: key,
    JobType: 'Import',
    CreationDate: `2026-02-0${key.slice(1)}T00:00:00Z`,
    ProgressCode: moves % 2 === 0 ? 'Pending' : 'Success',
    ProgressMessage: key === 'D2' ? `Sent as ${tracking}, moved ${moves} times` : `moved ${moves} times`,
    TrackingNumber: key === 'D2' ? tracking : null,
  };
}

/** @param onAnswered given the request's id */
async function askOne(
  gateway: GatewayUnderTest,
  request: TwinRequest,
  signal: AbortSignal | null = null,
  onAnswered: (id: string) => void = () => undefined,
): Promise<TwinAnswer> {
  const { method = 'POST', scopes, subject = 'demo', headers, ...body } = request;
  const token = scopes === undefined ? undefined : await gateway.tokenOf(subject, scopes);
  const all = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...headers,
  };
  const search = Object.entries(body).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const response =
    method === 'POST'
      ? await fetch(gateway.url, { method, headers: all, body: JSON.stringify(body), signal })
      : await fetch(`${gateway.url}?${new URLSearchParams(search as [string, string][]).toString()}`, {
          headers: all,
          signal,
        });
  onAnswered(response.headers.get('x-request-id') ?? '');
  // A provider numbers its answers in the order in which calls come, which is another one each time.
  const own = response.headers.get('x-request-id') !== null;
  const { date: _date, 'x-request-id': _id, ...rest } = Object.fromEntries(response.headers);
  return {
    status: response.status,
    headers: { ...rest, own: String(own) },
    body: (await response.text()).replaceAll(/"requestId":"[^"]*"/g, '"requestId":"…"'),
  };
}

/** The request log's lines, without what is of the one request alone. */
export function readLines({ logs }: GatewayUnderTest): readonly object[] {
  return logs
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'request')
    .map(
      ({ time: _time, requestId: _requestId, milliseconds: _milliseconds, pid: _pid, hostname: _hostname, ...line }) =>
        line,
    );
}

/** What the gateway counts, without how long anything took. */
export async function readCounts({ url }: GatewayUnderTest): Promise<readonly string[]> {
  const text = await (await fetch(url.replace('/graphql', '/metrics'))).text();
  return text
    .split('\n')
    .filter(
      (line) => line.startsWith('jobgraph_') && !/_(bucket|sum)\{/.test(line) && !line.includes('route="/metrics"'),
    );
}
