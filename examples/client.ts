/** What a program needs to read jobs: a request, all pages of a list, changes as they come. docs/clients.md explains it. */
import { createHash } from 'node:crypto';
import { createClient } from 'graphql-ws';

/** Where the graph is, for example `http://127.0.0.1:4000/graphql`, and the token of each request. */
export interface Graph {
  readonly url: string;
  readonly token: () => string | undefined;
}

export interface FieldError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly isRetryable?: boolean };
}

export interface Answer<Data> {
  readonly data: Data;
  readonly errors: readonly FieldError[];
}

/** Throws if there is no answer. Errors of single fields are returned with the data. */
export async function send<Data>(graph: Graph, body: object): Promise<Answer<Data>> {
  const token = graph.token();
  const response = await fetch(graph.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const { data, errors = [] } = (await response.json()) as Partial<Answer<Data>>;
  if (data === undefined) throw new RequestError(response, errors);
  return { data, errors };
}

/** The request was refused as a whole. */
export class RequestError extends Error {
  readonly status: number;
  readonly codes: readonly string[];
  /** Seconds; null where the answer does not say. */
  readonly retryAfter: number | null;

  constructor({ status, headers }: Response, errors: readonly FieldError[]) {
    super(errors[0]?.message ?? `HTTP ${status}`);
    this.status = status;
    this.codes = errors.map(({ extensions }) => extensions.code);
    this.retryAfter = headers.has('retry-after') ? Number(headers.get('retry-after')) : null;
  }
}

export interface ListedJob {
  readonly id: string;
  readonly status: string | null;
  readonly createdAt: string | null;
}

export interface Issue {
  readonly source: { readonly name: string };
  readonly code: string;
  readonly message: string;
  readonly jobId: string | null;
}

interface JobPage {
  readonly jobs: {
    readonly nodes: readonly ListedJob[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly issues: readonly Issue[];
  } | null;
}

export const jobPageQuery = /* GraphQL */ `
  query JobPage($first: Int, $after: String, $filter: JobFilter) {
    jobs(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        status
        createdAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      issues {
        source {
          name
        }
        code
        message
        jobId
      }
    }
  }
`;

/** Every job that meets the filter, newest first. Returns what could not be covered. */
export async function* listJobs(graph: Graph, filter: object, first = 100): AsyncGenerator<ListedJob, Issue[]> {
  const issues = new Map<string, Issue>();
  let after: string | null = null;
  do {
    const variables: object = { first, after, filter };
    const { data, errors }: Answer<JobPage> = await send(graph, { query: jobPageQuery, variables });
    if (data.jobs === null) throw new Error(errors[0]?.message);
    yield* data.jobs.nodes;
    const { hasNextPage, endCursor } = data.jobs.pageInfo;
    for (const issue of data.jobs.issues) {
      // A page that a limit ended is gone on from; on the last page, LIST_TRUNCATED says that older jobs are missing.
      if (issue.code === 'LIST_TRUNCATED' && hasNextPage) continue;
      issues.set(JSON.stringify([issue.source.name, issue.code, issue.jobId]), issue);
    }
    after = hasNextPage ? endCursor : null;
  } while (after !== null);
  return [...issues.values()];
}

export interface WatchedJob {
  readonly id: string;
  readonly status: string | null;
  readonly progress: { readonly fraction: number | null } | null;
}

/** The present state of each job, then its state after every change, until all of them have ended. */
export async function* watchJobs(graph: Graph, ids: readonly string[]): AsyncGenerator<WatchedJob> {
  const client = createClient({
    url: graph.url.replace(/^http/, 'ws'),
    // Called each time that the client connects: replace a token that is about to end.
    connectionParams: () => {
      const token = graph.token();
      return token === undefined ? {} : { authorization: `Bearer ${token}` };
    },
    retryAttempts: 10,
  });
  try {
    const query = 'subscription Watch($ids: [ID!]!) { jobUpdated(ids: $ids) { id status progress { fraction } } }';
    for await (const { data } of client.iterate<{ jobUpdated: WatchedJob | null }>({ query, variables: { ids } })) {
      if (data?.jobUpdated != null) yield data.jobUpdated;
    }
  } finally {
    await client.dispose();
  }
}

/** Sends only the operation's digest, and its text if the gateway does not know it yet. */
export async function sendByDigest<Data>(graph: Graph, query: string, variables: object): Promise<Answer<Data>> {
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  try {
    return await send(graph, { extensions, variables });
  } catch (error) {
    if (!(error instanceof RequestError) || !error.codes.includes('PERSISTED_QUERY_NOT_FOUND')) throw error;
    return send(graph, { query, extensions, variables });
  }
}
