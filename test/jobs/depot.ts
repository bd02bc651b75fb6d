/** A depot of jobs in containers, over real HTTP, whose lists answer in the ways that providers have. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface DepotJob {
  readonly key: string;
  readonly container: string;
  readonly createdAt: string | null;
  readonly status: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  /** Null while it has not ended, or where it is not known. */
  readonly endedAt?: string | null;
  readonly message?: string | null;
  readonly startedAt?: string | null;
  readonly definition?: string | null;
  /** The message of its one failure; null: it failed without one. */
  readonly failure?: string | null;
  /** A secret. */
  readonly token?: string;
}

export interface DepotCall {
  /** `containers`, `list`, `jobs` or `progress`. */
  readonly operation: string;
  readonly query: Readonly<Record<string, string>>;
  readonly etag: string | undefined;
  readonly status: number;
}

/** The status that is answered to a page of a container's list; undefined: the page. */
export type ToFault = (container: string, pageNumber: number) => number | undefined;

export interface Depot {
  readonly url: string;
  readonly calls: DepotCall[];
  /** The jobs from now on. */
  jobs: readonly DepotJob[];
  /** What the depot lists as its containers; undefined: those that hold jobs. */
  containers: readonly string[] | undefined;
  toFault: ToFault;
  /** Jobs that lists name and that are not described. */
  readonly gone: Set<string>;
  /** Jobs whose records cannot be read. */
  readonly broken: Set<string>;
  /** From now on so many page tokens are too old. */
  expired: number;
  /** After so many rows a container's list ends, and says so. */
  maxRows: number;
  readonly close: () => Promise<void>;
}

export async function startDepot(): Promise<Depot> {
  const server = createServer((request, response) => {
    answer(depot, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const depot: Depot = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    jobs: [],
    containers: undefined,
    toFault: () => undefined,
    gone: new Set(),
    broken: new Set(),
    expired: 0,
    maxRows: Infinity,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return depot;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

function answer(depot: Depot, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', depot.url);
  const operation = pathname.slice(1);
  const query = Object.fromEntries(searchParams);
  const { status, body } = toAnswer(depot, operation, query);
  const text = JSON.stringify(body);
  const etag = `"${text.length}-${Array.from(text).reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 999_983, 7)}"`;
  const given = request.headers['if-none-match'];
  const isUnchanged = status === 200 && given === etag;
  depot.calls.push({ operation, query, etag: given, status: isUnchanged ? 304 : status });
  response.writeHead(isUnchanged ? 304 : status, { etag }).end(isUnchanged ? undefined : text);
}

function toAnswer(depot: Depot, operation: string, query: Readonly<Record<string, string>>): Answer {
  if (operation === 'containers') return { status: 200, body: { names: namesOf(depot) } };
  if (operation === 'list') return toPage(depot, query);
  const jobs = (query['ids'] ?? '').split(',').flatMap((key) => depot.jobs.filter((job) => job.key === key));
  const there = jobs.filter(({ key }) => !depot.gone.has(key));
  return { status: 200, body: { jobs: there.map((job) => (depot.broken.has(job.key) ? { key: job.key } : job)) } };
}

function namesOf({ containers, jobs }: Depot): readonly string[] {
  return containers ?? [...new Set(jobs.map(({ container }) => container))].sort();
}

function toPage(depot: Depot, query: Readonly<Record<string, string>>): Answer {
  const { container = '', after = '0', size = '1', order, createdAfter, status: wanted } = query;
  const [from, count] = [Number(after), Number(size)];
  const fault = depot.toFault(container, Math.floor(from / count) + 1);
  if (fault !== undefined) return { status: fault, body: {} };
  if (from > 0 && depot.expired > 0) {
    depot.expired -= 1;
    return { status: 410, body: {} };
  }
  const jobs = depot.jobs
    .filter((job) => container === '' || job.container === container)
    .filter((job) => wanted === undefined || job.status === wanted)
    // As some providers do: to the second, and a little more than asked for.
    .filter(({ createdAt }) => createdAfter === undefined || (createdAt ?? '') >= createdAfter.slice(0, 19))
    .sort(order === 'newest' ? compareTimes : compareKeys);
  const end = Math.min(from + count, depot.maxRows);
  const more = end < jobs.length;
  const body = {
    rows: shuffle(jobs.slice(from, end)),
    next: more && end < depot.maxRows ? String(end) : null,
    isCut: more && end === depot.maxRows,
  };
  return { status: 200, body };
}

/** Within a page nothing but its ends is in order. */
function shuffle(page: readonly DepotJob[]): readonly DepotJob[] {
  return page.length < 3 ? page : [...page.slice(0, 1), ...page.slice(1, -1).reverse(), ...page.slice(-1)];
}

/** Of jobs of the same time, any may come first. */
function compareTimes(one: DepotJob, other: DepotJob): number {
  const [left, right] = [one.createdAt ?? '', other.createdAt ?? ''];
  return left === right ? compareKeys(other, one) : left > right ? -1 : 1;
}

function compareKeys(one: DepotJob, other: DepotJob): number {
  return one.key < other.key ? -1 : 1;
}
