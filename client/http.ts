/** One POST to a graph, and what came. */
import { readHeaders, type GraphOptions } from './options.ts';

/** An HTTP answer, which a proxy may have sent. */
export interface Reply {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** Undefined where the body is no JSON. */
  readonly body: unknown;
}

/** One entry of `errors`. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** An answer of a graph, or an event of a subscription, as it came. */
export interface GraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What `fetch` and the caller's own functions throw is passed on. */
export async function post(body: object, options: GraphOptions): Promise<Reply> {
  const { url, signal = null, fetch: ask = fetch } = options;
  const headers = await readHeaders(options);
  const response = await ask(String(url), {
    method: 'POST',
    // A token goes where the caller has sent it, and nowhere else.
    redirect: 'error',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
    signal,
  });
  return { status: response.status, headers: response.headers, body: parseJson(await response.text()) };
}

/** The value of a text; undefined for a text that is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined for a body that is not of a graph. */
export function readAnswer(body: unknown): GraphAnswer | undefined {
  if (typeof body !== 'object' || body === null || !('data' in body || 'errors' in body)) return undefined;
  const { data, errors, ...rest } = body as { readonly data?: unknown; readonly errors?: unknown };
  if (typeof data !== 'object' && data !== undefined) return undefined;
  if (errors === undefined || errors === null) return { data, ...rest } as GraphAnswer;
  return Array.isArray(errors) ? ({ ...body, errors: errors.map(readError) } as GraphAnswer) : undefined;
}

/** Routers and proxies send entries of any shape. */
export function readError(entry: unknown): AnswerError {
  const fields: Readonly<Record<string, unknown>> = typeof entry === 'object' && entry !== null ? { ...entry } : {};
  const text = typeof entry === 'string' ? entry : fields['message'];
  const message = typeof text === 'string' ? text : 'There is an error without a message.';
  const path = Array.isArray(fields['path']) ? (fields['path'] as readonly (string | number)[]) : undefined;
  return { ...fields, message, ...('path' in fields ? { path } : {}) } as AnswerError;
}
