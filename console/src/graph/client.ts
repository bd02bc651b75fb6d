/** The graph: queries over HTTP, and one WebSocket that opens when something is watched. */
import {
  createClient,
  mapExchange,
  type AnyVariables,
  type Client,
  type CombinedError,
  type ExecutionResult,
  type OperationResult,
  type TypedDocumentNode,
} from '@urql/core';
import { CloseCode, createClient as createSocket } from 'graphql-ws/client';
import { hasNoAnswer, HttpError, post } from './http.ts';
import { liveExchange } from './live-exchange.ts';
import { sendExchange, type AnswerSink, type Body } from './send-exchange.ts';
import { retryNow } from './retry.ts';
import { connection, noteAnswer, refusal, type Refusal } from './session.ts';

export interface Graph {
  /** For what is shown: an event of a subscription changes the queries that show the job. */
  readonly client: Client;
  /** Asks once: for what must not be kept, and for what must not change what is shown. */
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

const policy = { requestPolicy: 'network-only' } as const;

export function createGraph(graphUrl: string, token: string | null): Graph {
  const url = new URL(graphUrl, document.baseURI);
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const watchRefusals = mapExchange({
    onResult: ({ error, data, operation }) => {
      if (operation.kind === 'query') noteAnswer(!hasNoAnswer(error?.networkError));
      if (operation.context['saysRefusal'] === false) return;
      refusal.value = toRefusal(error, data, token);
    },
  });
  const socket = createSocketClient(url, token);
  const watch = ({ query = '', variables }: Body, sink: AnswerSink): (() => void) =>
    socket.subscribe(
      { query, variables: variables as Variables },
      { ...sink, next: (result) => sink.next(result as ExecutionResult) },
    );
  const send = sendExchange((body, kind, sink) =>
    kind === 'subscription' ? watch(body, sink) : post(url, headers, body, sink),
  );
  const client = createClient({
    url: url.href,
    preferGetMethod: false,
    exchanges: [liveExchange, watchRefusals, send],
  });
  const once = createClient({ url: url.href, preferGetMethod: false, exchanges: [watchRefusals, send] });
  return {
    client,
    ask: (document, variables, further) => once.query(document, variables, { ...policy, ...further }).toPromise(),
    close: () => void socket.dispose(),
  };
}

type Variables = Record<string, unknown> | null | undefined;

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
        retryNow();
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
  if (error?.networkError instanceof HttpError && error.networkError.status === 401)
    return token === null ? 'needed' : 'not-taken';
  const isEmpty = data == null || Object.values(data).every((value) => value === null);
  const codes = isEmpty ? (error?.graphQLErrors.map(({ extensions }) => extensions['code']) ?? []) : [];
  if (codes.includes('UNAUTHENTICATED')) return 'needed';
  return codes.includes('UNAUTHORIZED_FIELD_OR_TYPE') ? 'not-allowed' : null;
}
