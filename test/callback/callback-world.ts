/** A gateway with one job that moves when the test says so, a router in front of it, and a way to ask as that router. */
import type { GatewaySettings, GatewayUnderTest } from '../gateway.ts';
import { startProviders } from '../providers.ts';
import { startRouterStub, type RouterStub } from './router-stub.ts';

/** The longest that an attempt to reach the router takes, unless a test says otherwise. */
export const attemptMilliseconds = 5000;

export interface CallbackWorld {
  readonly gateway: GatewayUnderTest;
  readonly router: RouterStub;
  /** Calls that came to the provider. */
  readonly providerCalls: () => number;
  /** How many of a hundred tasks are done. */
  readonly advance: (done: number) => void;
  /** Of the gateway alone. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @param toCallbackUrls what the configuration allows, from the router's own address */
export async function startCallbackWorld(
  settings: Partial<GatewaySettings> = {},
  toCallbackUrls = (router: string): string[] => [router],
): Promise<CallbackWorld> {
  let done = 0;
  const createdAt = new Date().toISOString().replace(/\.\d+Z/, 'Z');
  const toJob = (id: string) => ({
    JobId: id,
    ClientRequestToken: `token-of-${id}`,
    CreationTime: createdAt,
    ProgressSummary: { NumberOfTasksFailed: '0', NumberOfTasksSucceeded: String(done), TotalNumberOfTasks: '100' },
    Status: done === 100 ? 'Complete' : 'Active',
  });
  const router = await startRouterStub();
  const { gateway, emulators, close } = await startProviders(
    {
      cos: {
        provider: 'cosbatch',
        jobs: { describe: (id) => (id === 'j0' ? toJob(id) : undefined), list: () => [toJob('j0')] },
      },
    },
    {
      pollMilliseconds: 20,
      cache: { runningSeconds: 0 },
      random: () => 0,
      callbackTimings: { timeout: attemptMilliseconds, backoff: 5 },
      ...settings,
      subscriptions: { callbackUrls: toCallbackUrls(router.url), ...settings.subscriptions },
    },
  );
  return {
    gateway,
    router,
    stop: gateway.close,
    providerCalls: () => emulators.cos.calls.length,
    advance: (tasks) => {
      done = tasks;
    },
    close: async () => {
      await gateway.close();
      await router.close();
      await close();
    },
  };
}

export interface Asked {
  readonly query?: string;
  readonly token?: string;
  readonly extension?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly protocol: string | null;
  readonly contentType: string | null;
  readonly body: {
    readonly data?: unknown;
    readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  };
}

export const defaultQuery = 'subscription { jobUpdated(ids: ["cos:j0"]) { id status progress { succeeded } } }';

/** As Apollo Router asks in callback mode, but for what the test changes. */
export async function askAsRouter({ gateway, router }: CallbackWorld, asked: Asked = {}): Promise<Answer> {
  const { query = defaultQuery, token, extension = router.extension, headers } = asked;
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, application/graphql-response+json, application/json;callbackSpec=1.0',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ query, extensions: { subscription: extension } }),
  });
  return {
    status: response.status,
    protocol: response.headers.get('subscription-protocol'),
    contentType: response.headers.get('content-type'),
    body: (await response.json()) as Answer['body'],
  };
}
