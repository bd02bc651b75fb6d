/** One request and its answer. */
import { readHash, readText, requireText, type TypedDocument } from './document.ts';
import { GraphError, toEntries } from './graph-error.ts';
import { post, readAnswer } from './http.ts';
import type { GraphOptions } from './options.ts';

/** What `query` gives: data, perhaps with errors beside it. */
export interface Answer<Data> {
  readonly data: Data;
  /** Why some of the data is null; null where nothing failed. */
  readonly error: GraphError<Data> | null;
}

/**
 * Asks the graph. A document with a hash is named by it; its text follows only if the gateway does not know it.
 *
 * @throws GraphError if there is no data. What `fetch` throws is passed on: the gateway is not reached, the signal is aborted
 */
export async function query<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: NoInfer<Variables>,
  options: GraphOptions,
): Promise<Answer<Data>> {
  const documentId = readHash(document);
  if (documentId === undefined) return send({ query: requireText(document), variables }, options);
  try {
    return await send({ documentId, variables }, options);
  } catch (error) {
    const text = readText(document);
    if (text === undefined || !isUnknownOperation(error)) throw error;
    return send({ query: text, variables }, options);
  }
}

function isUnknownOperation(error: unknown): boolean {
  return error instanceof GraphError && error.codes.includes('PERSISTED_QUERY_NOT_FOUND');
}

async function send<Data>(body: object, options: GraphOptions): Promise<Answer<Data>> {
  const reply = await post(body, options);
  const answer = readAnswer(reply.body);
  const data = (answer?.data ?? null) as Data | null;
  const errors = toEntries(answer?.errors);
  if (data !== null && errors.length === 0) return { data, error: null };
  const { status } = reply;
  const message = `There must be an answer of a graph, but HTTP ${String(status)} came with none.`;
  const error = new GraphError(message, errors, { data, status, retryAfterSeconds: readRetryAfter(reply.headers) });
  if (data === null) throw error;
  return { data, error };
}

/** The gateway says seconds; a date, which a proxy may say, is left out. */
function readRetryAfter(headers: { get(name: string): string | null }): number | null {
  const text = headers.get('retry-after');
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
