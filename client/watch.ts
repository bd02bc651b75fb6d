/** A subscription's events, one by one, whatever is watched. */
import { CloseCode } from 'graphql-ws/client';
import { isClosing, isRefusal, subscribe, type Operation } from './connection.ts';
import { requireText, type TypedDocument } from './document.ts';
import type { ErrorCode } from './error-codes.generated.ts';
import { readEvents } from './events.ts';
import { GraphError, toEntries } from './graph-error.ts';
import type { GraphAnswer } from './http.ts';
import type { WatchOptions } from './options.ts';

/** What each event of a document becomes. */
export interface Watched<Data, Update> {
  readonly document: TypedDocument<unknown, never>;
  readonly variables: Operation['variables'];
  /** Called when the event comes, before it is read. */
  readonly toUpdate: (data: Data, error: GraphError<Data> | null) => Update;
}

/** @throws GraphError where the gateway is not reached, or refuses what is asked for */
export function watch<Data, Update>(
  { document, variables, toUpdate }: Watched<Data, Update>,
  options: WatchOptions,
): AsyncIterableIterator<Update, undefined> {
  const operation = { query: requireText(document), variables };
  return readEvents<Update>((sink) => {
    const put = (answer: GraphAnswer): void => {
      const data = (answer.data ?? null) as Data | null;
      const errors = toEntries(answer.errors);
      const error = errors.length === 0 ? null : new GraphError<Data>('', errors, { ...onSocket, data });
      if (data === null) sink.fail(error ?? new GraphError('There must be data or errors, but neither came.', []));
      else sink.put(toUpdate(data, error));
    };
    return subscribe(operation, options, { ...sink, put, fail: (error) => sink.fail(toGraphError(error)) });
  }, options.signal);
}

const onSocket = { status: null, retryAfterSeconds: null };

const refusals: Readonly<Record<number, ErrorCode>> = {
  [CloseCode.Unauthorized]: 'UNAUTHENTICATED',
  [CloseCode.Forbidden]: 'UNAUTHORIZED_FIELD_OR_TYPE',
};

/** @param error an event of the WebSocket, or what the caller's own functions threw */
function toGraphError(error: unknown): unknown {
  if (error instanceof Error && !isClosing(error)) return error;
  if (!isRefusal(error)) return new GraphError('No gateway answers over a WebSocket at the given address.', []);
  const message = `The gateway closed the WebSocket: ${String(error.code)} ${error.reason}`.trim();
  const code = refusals[error.code];
  return new GraphError(message, code === undefined ? [] : [{ message, extensions: { code } }]);
}
