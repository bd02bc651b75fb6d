/**
 * The Jobs of a Kubernetes cluster on loopback: an API server's reads, lists and watches of batch/v1, and as much of its
 * discovery as kubectl needs. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/
 */
import {
  isEmulatedError,
  isReadyAnswer,
  toEmulatedError,
  toRawAnswer,
  type EmulatedError,
  type Emulator,
  type EmulatorSettings,
  type JobWorld,
  type RawAnswer,
} from '../kit/emulator.ts';
import type { JsonObject } from '../kit/json.ts';
import { unknownTarget, type EmulatedProtocol, type EmulatedTarget } from '../kit/protocol.ts';
import type { EmulatedRequest } from '../kit/request.ts';
import { createEmulator } from '../kit/server.ts';
import { createEmulatedCluster, toPath, toSelection } from './emulator-cluster.ts';
import type { EmulatedCluster, KubernetesEmulatedJob } from './emulator-cluster.ts';
import { findDiscovery } from './emulator-discovery.ts';
import { createEmulatedLists, type EmulatedLists } from './emulator-list.ts';
import { createPodServer, type PodServer, type PodWorld } from './emulator-pod-server.ts';
import { createEmulatedWatches, type EmulatedWatches } from './emulator-watch.ts';

export type { KubernetesEmulatedJob } from './emulator-cluster.ts';
export type { EmulatedLogLine, ReadPodLog } from './emulator-pod-logs.ts';
export type { EmulatedPod } from './emulator-pods.ts';

/** The id that `describe` takes is `<namespace>/<name>`. */
export interface KubernetesJobWorld extends JobWorld<KubernetesEmulatedJob>, PodWorld {}

export interface KubernetesEmulatorOptions extends EmulatorSettings {
  /** The bearer token that requests must carry, now. Default: none is asked for. */
  readonly token?: string | (() => string);
  readonly jobs: KubernetesJobWorld;
  /** How often the world is looked at while somebody watches, or follows a log. Default 250. */
  readonly lookMilliseconds?: number;
  /** How often watches get a bookmark. Default: a minute, as API servers do. */
  readonly bookmarkMilliseconds?: number;
}

export interface KubernetesEmulator extends Emulator, Pick<EmulatedWatches, 'sendLine' | 'sendBookmarks'> {
  /** Open watches. */
  readonly watches: number;
  /** Tells the watches at once what has changed. */
  publish(): void;
  /** Forgets the past: a watch from an older resource version ends with 410. */
  compact(): void;
  /** Pages that go on with a list from before get 410. */
  expireLists(): void;
  /** `cut`: in the middle of an answer. */
  endWatches(how: 'cleanly' | 'cut'): void;
  /** Logs that are followed. */
  readonly followedLogs: number;
  /** Cuts them in the middle. */
  cutLogs(): void;
}

/** Starts the emulator. */
export async function createKubernetesEmulator(options: KubernetesEmulatorOptions): Promise<KubernetesEmulator> {
  const lookMilliseconds = options.lookMilliseconds ?? 250;
  const cluster = createEmulatedCluster(options.jobs.list, lookMilliseconds);
  const watches = createEmulatedWatches(cluster, formatStatus, options.bookmarkMilliseconds ?? 60_000);
  const lists = createEmulatedLists(cluster);
  const pods = createPodServer(options.jobs, lookMilliseconds);
  const server: Server = { cluster, watches, lists, pods };
  const emulator = await createEmulator(createKubernetesProtocol(options, server), options);
  // Getters of the emulator's own stay getters.
  return Object.defineProperties(emulator, {
    watches: { get: watches.size },
    sendLine: { value: watches.sendLine },
    sendBookmarks: { value: watches.sendBookmarks },
    publish: { value: cluster.sync },
    compact: { value: cluster.compact },
    expireLists: {
      value: () => {
        lists.expire();
        pods.expireLists();
      },
    },
    endWatches: { value: watches.end },
    followedLogs: { get: pods.followed },
    cutLogs: { value: pods.cutLogs },
  }) as KubernetesEmulator;
}

interface Server {
  readonly cluster: EmulatedCluster;
  readonly watches: EmulatedWatches;
  readonly lists: EmulatedLists;
  readonly pods: PodServer;
}

const jobPath = /^\/apis\/batch\/v1\/namespaces\/([^/]+)\/jobs\/([^/]+)$/;
const listPath = /^\/apis\/batch\/v1(?:\/namespaces\/([^/]+))?\/jobs$/;

const statuses: ReadonlyMap<string, number> = new Map([
  ['BadRequest', 400],
  ['Unauthorized', 401],
  ['Forbidden', 403],
  ['NotFound', 404],
  ['MethodNotAllowed', 405],
  ['Conflict', 409],
  ['Gone', 410],
  ['Expired', 410],
  ['Invalid', 422],
  ['TooManyRequests', 429],
  ['InternalError', 500],
  ['ServerTimeout', 500],
  ['ServiceUnavailable', 503],
  ['Timeout', 504],
]);

/** What it says to a call that is throttled, or not allowed. */
export const errors = {
  throttled: toEmulatedError(
    'TooManyRequests',
    'the server has received too many requests and has asked us to try again later',
  ),
  denied: toEmulatedError('Forbidden', 'jobs.batch is forbidden: User "demo" cannot get resource "jobs"'),
};

function createKubernetesProtocol({ token, jobs }: KubernetesEmulatorOptions, server: Server): EmulatedProtocol {
  return {
    toTarget: (request) => toTarget(request, server.pods),
    verify: ({ headers }) => {
      const expected = typeof token === 'function' ? token() : token;
      if (expected === undefined || headers['authorization'] === `Bearer ${expected}`) return undefined;
      return toEmulatedError('Unauthorized', 'Unauthorized');
    },
    toAnswer: (request, target, requestId) => toAnswer(request, target, requestId, jobs, server),
    formatError: (error, requestId) => {
      const body = formatStatus(error);
      return toJsonAnswer(body, requestId, Number(body['code']), error.headers);
    },
    createRequestId: (random) => random.uuid(),
    errors: {
      ...errors,
      internal: toEmulatedError('InternalError', 'Internal error occurred: etcdserver: leader changed'),
    },
  };
}

function toTarget({ method, path, query }: EmulatedRequest, pods: PodServer): EmulatedTarget {
  const [, namespace, name] = jobPath.exec(path) ?? [];
  if (method !== 'GET') return unknownTarget;
  if (namespace !== undefined && name !== undefined)
    return { operation: 'readNamespacedJob', id: `${namespace}/${name}` };
  const ofPods = pods.toTarget(path);
  if (ofPods !== undefined) return ofPods;
  const list = listPath.exec(path);
  if (list === null) return findDiscovery(path) === undefined ? unknownTarget : { operation: 'discovery', id: null };
  const verb = query['watch'] === 'true' || query['watch'] === '1' ? 'watch' : 'list';
  const [, listed] = list;
  return listed === undefined
    ? { operation: `${verb}JobForAllNamespaces`, id: null }
    : { operation: `${verb}NamespacedJob`, id: listed };
}

function toAnswer(
  request: EmulatedRequest,
  { operation, id }: EmulatedTarget,
  requestId: string,
  jobs: KubernetesJobWorld,
  { cluster, watches, lists, pods }: Server,
): ReturnType<EmulatedProtocol['toAnswer']> {
  if (operation.includes('Pod')) return toPodAnswer(request, { operation, id }, requestId, pods);
  if (operation === 'readNamespacedJob') return readJob(jobs, cluster, id ?? '', requestId);
  if (operation === 'discovery') return toJsonAnswer(findDiscovery(request.path) ?? {}, requestId);
  if (operation === 'Unknown')
    return request.method === 'GET'
      ? toEmulatedError('NotFound', 'the server could not find the requested resource', { details: {} })
      : toEmulatedError('MethodNotAllowed', 'the server does not allow this method on the requested resource');
  const selects = toSelection(request.query);
  if (selects === undefined) return toEmulatedError('BadRequest', 'field label or selector not supported');
  const isWanted = (job: KubernetesEmulatedJob): boolean =>
    (id === null || job.metadata.namespace === id) && selects(job);
  if (operation.startsWith('watch'))
    return watches.open({ query: request.query, selects: isWanted }, toHeaders(requestId));
  const list = lists.toPage(request.query, isWanted);
  return isEmulatedError(list) ? list : toJsonAnswer(list, requestId);
}

function toPodAnswer({ query }: EmulatedRequest, target: EmulatedTarget, requestId: string, pods: PodServer) {
  const answer = pods.toAnswer(target, query);
  return 'object' in answer ? toJsonAnswer(answer.object, requestId) : answer;
}

function readJob(
  jobs: KubernetesJobWorld,
  cluster: EmulatedCluster,
  id: string,
  requestId: string,
): RawAnswer | EmulatedError {
  const [, name = ''] = id.split('/');
  const details = { name, group: 'batch', kind: 'jobs' };
  const job = jobs.describe(id) ?? toEmulatedError('NotFound', `jobs.batch "${name}" not found`, { details });
  if (isReadyAnswer(job)) return job;
  const held = cluster.sync().jobs.find((one) => toPath(one) === id);
  return toJsonAnswer(held ?? { apiVersion: 'batch/v1', kind: 'Job', ...job }, requestId);
}

/** The body of an answer that is no success. */
function formatStatus({ code, message, status = statuses.get(code) ?? 400, details }: EmulatedError): JsonObject {
  const { metadata = {}, ...rest } = (details ?? {}) as JsonObject;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata,
    status: 'Failure',
    message,
    reason: code,
    ...(details === undefined ? {} : { details: rest }),
    code: status,
  };
}

function toHeaders(requestId: string): Readonly<Record<string, string>> {
  return { 'content-type': 'application/json', 'audit-id': requestId, 'cache-control': 'no-cache, private' };
}

function toJsonAnswer(
  body: JsonObject,
  requestId: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): RawAnswer {
  return toRawAnswer({
    status,
    headers: { ...toHeaders(requestId), ...headers },
    body: `${JSON.stringify(body)}\n`,
  });
}
