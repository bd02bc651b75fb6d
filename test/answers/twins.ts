/** Two gateways over worlds that are the same in everything: one keeps finished answers, the other does not. */
import type { KnownScope } from '../../src/auth/viewer.ts';
import type { Config } from '../../src/config/load.ts';
import type { AnswerDoor } from '../../src/answers/answer-door.ts';
import type { GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';

export type TwinSource = 'lab' | 'devices' | 'pipelines';

/** What both providers tell, until it is changed. */
export interface TwinWorld {
  readonly clock: { at: number };
  /** By key: how often the job has moved on; absent: there is no such job. */
  readonly moves: Map<string, number>;
  readonly failing: Set<TwinSource>;
}

export interface TwinRequest {
  readonly query?: string;
  readonly variables?: object;
  readonly operationName?: string;
  readonly extensions?: object;
  readonly method?: 'GET' | 'POST';
  /** Undefined: no token. */
  readonly scopes?: readonly KnownScope[] | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TwinAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Twins {
  readonly world: TwinWorld;
  readonly remembering: GatewayUnderTest;
  readonly forgetful: GatewayUnderTest;
  /** How many answers were given again. */
  readonly hits: () => number;
  /** What both answer, without what is of the one request alone: the remembering one's first. */
  readonly ask: (request: TwinRequest) => Promise<readonly [TwinAnswer, TwinAnswer]>;
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
  };
}

export async function startTwins(configured: { readonly limits?: Partial<Config['limits']> } = {}): Promise<Twins> {
  const world = createTwinWorld();
  const startOne = (answers: boolean) => startTwin(world, answers, configured);
  const twins = [await startOne(true), await startOne(false)] as const;
  const [remembering, forgetful] = [twins[0].gateway, twins[1].gateway];
  const hits = countHits(remembering.server.gateway.answers as AnswerDoor);
  return {
    world,
    remembering,
    forgetful,
    hits,
    ask: async (request) => [await askOne(remembering, request), await askOne(forgetful, request)],
    close: async () => {
      for (const twin of twins) await twin.close();
    },
  };
}

/** Counts at the door itself: nothing that a client sees tells them apart. */
function countHits(door: AnswerDoor): () => number {
  let count = 0;
  const { take } = door;
  Object.assign(door, {
    take: (...args: Parameters<AnswerDoor['take']>) => {
      const answer = take(...args);
      if (answer !== undefined) count += 1;
      return answer;
    },
  });
  return () => count;
}

function startTwin(world: TwinWorld, answers: boolean, configured: { readonly limits?: Partial<Config['limits']> }) {
  const fault = (source: TwinSource) => () =>
    world.failing.has(source) ? ({ kind: 'accessDenied' } as const) : undefined;
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

/** Every second one repeats its tracking number in a text that masks it. */
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

async function askOne(gateway: GatewayUnderTest, request: TwinRequest): Promise<TwinAnswer> {
  const { method = 'POST', scopes, headers, ...body } = request;
  const token = scopes === undefined ? undefined : await gateway.token(...scopes);
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
      ? await fetch(gateway.url, { method, headers: all, body: JSON.stringify(body) })
      : await fetch(`${gateway.url}?${new URLSearchParams(search as [string, string][]).toString()}`, { headers: all });
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
