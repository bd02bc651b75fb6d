/** GraphQL over HTTP: one POST, one answer. */
import type { ExecutionResult } from '@urql/core';
import type { AnswerSink, Body } from './send-exchange.ts';

/** An answer without a result of GraphQL, or one that refuses the token. */
export class HttpError extends Error {
  readonly status: number;
  /** The gateway's own sentence. Null where it gives none. */
  readonly said: string | null;

  constructor(status: number, said: string | null) {
    super(`HTTP ${status}`);
    this.status = status;
    this.said = said;
  }
}

/** Whether a request failed before the graph could answer: it may be sent again. A refused token is an answer. */
export function hasNoAnswer(error: Error | undefined): boolean {
  return error !== undefined && !(error instanceof HttpError && error.status < 500);
}

/** Gives one answer or one error to the sink. What it returns takes the request back. */
export function post(url: URL, headers: Readonly<Record<string, string>>, body: Body, sink: AnswerSink): () => void {
  const abort = new AbortController();
  ask(url, headers, body, abort.signal).then(
    (result) => {
      sink.next(result);
      sink.complete();
    },
    (error: unknown) => {
      if (!abort.signal.aborted) sink.error(error);
    },
  );
  return () => abort.abort();
}

async function ask(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: Body,
  signal: AbortSignal,
): Promise<ExecutionResult> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
    },
    body: JSON.stringify(body),
    signal,
  });
  if (!/json/.test(response.headers.get('content-type') ?? '')) throw new HttpError(response.status, null);
  const result = (await response.json()) as ExecutionResult;
  if (response.status === 401) throw new HttpError(401, result.errors?.[0]?.message ?? null);
  return result;
}
