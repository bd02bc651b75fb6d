/** A cluster with jobs in one namespace whose reads are sound, and whose lists and watches answer as a test says. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { complete, toUid } from './jobs.ts';

export interface OddJob {
  status: object;
  version: number;
}

/** How the cluster answers a request. */
export type OddAnswer = (response: ServerResponse, query: URLSearchParams) => void;

export interface OddCluster {
  readonly url: string;
  /** By name. */
  readonly jobs: Map<string, OddJob>;
  version: number;
  /** `get`, `list` or `watch`, and when, in milliseconds. */
  readonly calls: { readonly kind: string; readonly at: number; readonly query: string }[];
  watch: OddAnswer;
  /** Default: all jobs, or as many as the limit says. */
  list: OddAnswer | undefined;
  /** Ends the job. */
  readonly end: (name: string) => void;
  readonly close: () => Promise<void>;
}

/** Days ago: such a job is polled at the longest interval. */
const createdAt = new Date(Date.now() - 5 * 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');

/** The key of a job that it may have. */
export function toOddKey(name: string): string {
  return `etl/${name}/${toUid(Number(name.replace(/\D/g, '')))}`;
}

export function toWireJob(name: string, { status, version }: OddJob): object {
  const uid = toUid(Number(name.replace(/\D/g, '')));
  return {
    metadata: { namespace: 'etl', name, uid, resourceVersion: String(version), creationTimestamp: createdAt },
    spec: { completions: 1, template: { spec: { containers: [{ name: 'load', image: 'load:7' }] } } },
    status,
  };
}

/** One line of a watch. */
export function toEvent(type: string, object: object): string {
  return `${JSON.stringify({ type, object })}\n`;
}

export function toBookmark(version: number | string): string {
  return toEvent('BOOKMARK', { kind: 'Job', metadata: { resourceVersion: String(version) } });
}

export function toStatus(code: number, reason: string, message: string): object {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code };
}

export function sendJson(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Running jobs of these names. The caller closes it. */
export async function startOddCluster(...names: readonly string[]): Promise<OddCluster> {
  const jobs = new Map<string, OddJob>(names.map((name) => [name, { status: { active: 1 }, version: 1000 }]));
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://cluster');
    const [, name] = /\/jobs\/([^/]+)$/.exec(pathname) ?? [];
    const kind = name === undefined ? (searchParams.has('watch') ? 'watch' : 'list') : 'get';
    cluster.calls.push({ kind, at: performance.now(), query: String(searchParams) });
    const job = jobs.get(name ?? '');
    if (kind === 'watch') cluster.watch(response, searchParams);
    else if (kind === 'list' && cluster.list !== undefined) cluster.list(response, searchParams);
    else if (kind === 'list') {
      const items = [...jobs].map((entry) => toWireJob(...entry)).slice(0, Number(searchParams.get('limit')));
      sendJson(response, { metadata: { resourceVersion: String(cluster.version) }, items });
    } else if (job === undefined)
      sendJson(response, { ...toStatus(404, 'NotFound', 'no'), details: { name, kind: 'jobs' } }, 404);
    else sendJson(response, toWireJob(name ?? '', job));
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cluster: OddCluster = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    jobs,
    version: 1000,
    calls: [],
    watch: (response) => {
      response.writeHead(200).write(toBookmark(cluster.version));
    },
    list: undefined,
    end: (name) => {
      cluster.version += 1;
      jobs.set(name, { status: complete, version: cluster.version });
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return cluster;
}
