/** The graph: a cache by type and id over HTTP, and one WebSocket that opens when something is watched. */
import {
  createClient,
  fetchExchange,
  formatDocument,
  mapExchange,
  subscriptionExchange,
  type AnyVariables,
  type Client,
  type CombinedError,
  type ExecutionResult,
  type OperationResult,
  type TypedDocumentNode,
} from '@urql/core';
import { cacheExchange, type Resolver } from '@urql/exchange-graphcache';
import { CloseCode, createClient as createSocket } from 'graphql-ws/client';
import type { ConsoleRowsQuery } from './graphql.generated.ts';
import { connection, refusal, type Refusal } from './session.ts';

export interface Graph {
  /** With the cache: an event of a subscription changes what queries show. */
  readonly client: Client;
  /** Asks once, past the cache: for what must not be kept, and for what must not change what is shown. */
  readonly ask: <Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    options?: AskOptions,
  ) => Promise<OperationResult<Data, Variables>>;
  readonly close: () => void;
}

export interface AskOptions {
  /** False for what everybody may ask: its answer does not tell whether the viewer may see jobs. Default true. */
  readonly saysRefusal?: boolean;
}

type JobTypeName = NonNullable<ConsoleRowsQuery['jobsById']>[number] extends { readonly __typename: infer Name } | null
  ? Name & string
  : never;

// Checked against the schema by the generated types: one more type does not compile until it stands here.
const jobTypes: Readonly<Record<JobTypeName, true>> = {
  AwsBatchJob: true,
  CodeBuildBuild: true,
  CodePipelineJob: true,
  CosBatchJob: true,
  GitHubActionsRun: true,
  ImportExportJob: true,
  KubernetesJob: true,
  OmicsReferenceImportJob: true,
  PanoramaPackageImportJob: true,
  StepFunctionsExecution: true,
};

/** Facts of a row that one answer has and another does not: one that is missing is shown as null, and asked for by nobody. */
const rowFacts = ['name', 'status', 'rawStatus', 'isTerminal', 'statusMessage', 'endedAt', 'progress', 'failures'];

const policy = { requestPolicy: 'network-only' } as const;

export function createGraph(graphUrl: string, token: string | null): Graph {
  const url = new URL(graphUrl, document.baseURI);
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const options = { url: url.href, fetchOptions: { headers }, preferGetMethod: false } as const;
  const watchRefusals = mapExchange({
    onResult: ({ error, data, operation }) => {
      if (operation.context['saysRefusal'] === false) return;
      refusal.value = toRefusal(error, data, token);
    },
  });
  const socket = createSocketClient(url, token);
  const client = createClient({
    ...options,
    exchanges: [
      createCache(),
      watchRefusals,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe(
              { query, variables: variables as Variables },
              { ...sink, next: (result) => sink.next(result as ExecutionResult) },
            ),
          }),
        }),
      }),
    ],
  });
  const uncached = createClient({ ...options, exchanges: [watchRefusals, fetchExchange] });
  return {
    client,
    // The type of a formatted document forgets what it was.
    ask: (document, variables, further) =>
      uncached.query(formatDocument(document) as typeof document, variables, { ...policy, ...further }).toPromise(),
    close: () => void socket.dispose(),
  };
}

type Variables = Record<string, unknown> | null | undefined;

function createCache() {
  // None of these fields takes arguments.
  const fallBackToNull: Resolver = (_parent, _variables, cache, { parentKey, fieldName }) =>
    cache.resolve(parentKey, fieldName) ?? null;
  const facts = Object.fromEntries(rowFacts.map((name) => [name, fallBackToNull]));
  const names = Object.keys(jobTypes);
  return cacheExchange({
    possibleTypes: { Job: names },
    keys: { JobSource: ({ name }) => (typeof name === 'string' ? name : null) },
    resolvers: Object.fromEntries(names.map((name) => [name, facts])),
  });
}

function createSocketClient(url: URL, token: string | null) {
  return createSocket({
    url: url.href.replace(/^http/, 'ws'),
    connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
    // Other rows are watched by another subscription, on the same connection.
    lazyCloseTimeout: 5000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: (event) => !isRefusing(event),
    on: {
      connected: () => {
        connection.value = 'open';
      },
      closed: (event) => {
        const { code, wasClean } = event as CloseEvent;
        connection.value = wasClean && code === 1000 ? 'idle' : 'lost';
        if (isRefusing(event)) refusal.value = token === null ? 'needed' : 'not-taken';
      },
    },
  });
}

/** The gateway takes this token no more: coming back with it does not help. */
function isRefusing(event: unknown): boolean {
  const { code } = event as { readonly code?: unknown };
  return code === CloseCode.Unauthorized || code === CloseCode.Forbidden;
}

/** Of a request as a whole: a single field that needs one scope more refuses nobody. */
function toRefusal(error: CombinedError | undefined, data: unknown, token: string | null): Refusal | null {
  if ((error?.response as Response | undefined)?.status === 401) return token === null ? 'needed' : 'not-taken';
  const isEmpty = data == null || Object.values(data).every((value) => value === null);
  const codes = isEmpty ? (error?.graphQLErrors.map(({ extensions }) => extensions['code']) ?? []) : [];
  if (codes.includes('UNAUTHENTICATED')) return 'needed';
  return codes.includes('UNAUTHORIZED_FIELD_OR_TYPE') ? 'not-allowed' : null;
}
