/** Where the graph is, who asks, and by what. */

type Awaitable<Value> = Value | PromiseLike<Value>;

/** What is used of `fetch`; every `fetch` fits. */
export type Fetch = (
  url: string,
  init: {
    readonly method: 'POST';
    readonly redirect: 'error';
    readonly headers: Record<string, string>;
    readonly body: string;
    readonly signal: AbortSignal | null;
  },
) => Promise<{
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}>;

/** Of every function that asks a gateway. */
export interface GraphOptions {
  /** For example `https://jobs.example/graphql`. */
  readonly url: string | URL;
  /** The bearer token; a function is called for each request and each connection. Without one, the viewer is anonymous. */
  readonly token?: string | (() => Awaitable<string | null | undefined>) | null | undefined;
  /** Further headers; a function is called for each request. A WebSocket sends none. */
  readonly headers?: Readonly<Record<string, string>> | (() => Awaitable<Readonly<Record<string, string>>>) | undefined;
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined;
  /** Ends what is asked or watched: its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/** Of `watchJobs`, which opens a WebSocket besides. */
export interface WatchOptions extends GraphOptions {
  /** Default: the platform's `WebSocket`. */
  readonly webSocket?: (new (url: string, protocol: string) => object) | undefined;
  /**
   * How often in a row a lost connection is opened again before that is given up. Default: 10, which takes about a minute and
   * a half.
   */
  readonly retryAttempts?: number | undefined;
}

/** The token as it is now; undefined for an anonymous viewer. What the caller’s function throws is passed on. */
export async function readToken({ token }: GraphOptions): Promise<string | undefined> {
  return (typeof token === 'function' ? await token() : token) ?? undefined;
}

/** The caller’s headers, with the token as `authorization`. */
export async function readHeaders(options: GraphOptions): Promise<Record<string, string>> {
  const { headers } = options;
  return {
    ...(typeof headers === 'function' ? await headers() : headers),
    ...toAuthorization(await readToken(options)),
  };
}

/** As a header, and as the first message of a WebSocket says it. Empty without a token. */
export function toAuthorization(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
