/** A gateway over jobs that move when a test says so, and clients that watch them over WebSockets. */
import { onTestFinished } from 'vitest';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { GatewaySettings, GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';

/** Jobs of a hundred tasks each, that do one more with every step that the test takes. */
function createWorld(count: number) {
  let step = 0;
  const createdAt = new Date().toISOString().replace(/\.\d+Z/, 'Z');
  const toJob = (id: string) => {
    const done = Math.min(100, step + (Number(id.slice(1)) % 3));
    return {
      JobId: id,
      ClientRequestToken: `token-of-${id}`,
      CreationTime: createdAt,
      ProgressSummary: { NumberOfTasksFailed: '0', NumberOfTasksSucceeded: String(done), TotalNumberOfTasks: '100' },
      Status: done === 100 ? 'Complete' : 'Active',
    };
  };
  const ids = Array.from({ length: count }, (_value, index) => `j${index}`);
  return {
    ids: ids.map((id) => `cos:${id}`),
    jobs: { describe: (id: string) => (ids.includes(id) ? toJob(id) : undefined), list: () => ids.map(toJob) },
    advance: (steps: number) => {
      step += steps;
    },
  };
}

export interface Seen {
  readonly results: {
    readonly data?: { readonly jobUpdated: Record<string, never> | null };
    readonly errors?: readonly { readonly extensions: { readonly code: string; readonly jobId?: string } }[];
  }[];
  /** How the subscription ended. */
  readonly ended: Promise<unknown>;
  readonly stop: () => void;
}

export async function start(count: number, settings: Partial<GatewaySettings> = {}) {
  const world = createWorld(count);
  const { gateway, emulators, close } = await startProviders(
    { cos: { provider: 'cosbatch', jobs: world.jobs } },
    { pollMilliseconds: 30, cache: { runningSeconds: 0 }, random: () => 0, ...settings },
  );
  onTestFinished(close);
  return { world, emulator: emulators.cos, gateway };
}

export function connect(gateway: GatewayUnderTest, token?: string): Client {
  const client = createClient({
    url: gateway.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: true,
    ...(token === undefined ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
  });
  onTestFinished(() => client.dispose());
  return client;
}

export function subscribe(client: Client, ids: readonly string[], selection: string): Seen {
  const results: Seen['results'] = [];
  let stop: () => void = () => undefined;
  const ended = new Promise((resolve) => {
    stop = client.subscribe(
      { query: `subscription($ids: [ID!]!) { jobUpdated(ids: $ids) { ${selection} } }`, variables: { ids } },
      {
        next: (result) => void results.push(result as unknown as Seen['results'][number]),
        error: resolve,
        complete: () => resolve('complete'),
      },
    );
  });
  return { results, ended, stop: () => stop() };
}
