/**
 * The watch of a cluster's Jobs, or of those of one namespace.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 */
import { parseJsonObject, readInteger, readObject, requireString, type JsonObject } from '../../decode/json-fields.ts';
import { BadAnswer, type Feed, type FeedEvent, type FeedWatch } from '../../provider/adapter.ts';
import { toProviderError } from '../../provider/error-codes.ts';
import { expiredStatus, toKubernetesError } from './errors.ts';
import { formatKey, parseKey } from './key.ts';
import type { KubernetesFacts } from './mapping.ts';
import { readFeedPage, toFeedJob, toJobs } from './pages.ts';
import { readIdentity } from './wire.ts';

/** The server ends a watch then; the next one goes on from where it came to. */
const watchSeconds = 300;

/** @param namespaces each has a separate watch; undefined for one watch of the whole cluster */
export function createKubernetesFeed(namespaces: readonly string[] | undefined): Feed<KubernetesFacts> {
  return {
    toPart: (key) => (namespaces === undefined ? null : parseKey(key).namespace),
    list: readFeedPage,
    watch: watchJobs,
    expiredStatus,
    toPosition: ({ resourceVersion }) => resourceVersion,
    isLater,
  };
}

/** Versions are opaque, but those of etcd are numbers that grow with every change of the cluster. */
function isLater(version: string, other: string): boolean | undefined {
  const areNumbers = [version, other].every((text) => /^\d{1,20}$/.test(text));
  return areNumbers ? BigInt(version) > BigInt(other) : undefined;
}

function watchJobs(namespace: string | null, position: string): FeedWatch<KubernetesFacts> {
  const { operation, path } = toJobs(namespace, 'watch');
  return {
    operation,
    request: {
      method: 'GET',
      path,
      query: {
        watch: 'true',
        resourceVersion: position,
        allowWatchBookmarks: 'true',
        timeoutSeconds: String(watchSeconds),
      },
    },
    toEvent: (line) => readEvent(parseJsonObject(line), namespace, operation),
  };
}

function readEvent(event: JsonObject, namespace: string | null, operation: string): FeedEvent<KubernetesFacts> {
  const type = requireString(event, 'type');
  const object = readObject(event, 'object') ?? {};
  if (type === 'ERROR') return readError(object, operation);
  const position = requireString(readObject(object, 'metadata') ?? {}, 'resourceVersion');
  if (type === 'BOOKMARK') return { kind: 'position', position };
  const identity = readIdentity(object);
  if (namespace !== null && identity.namespace !== namespace) throw new BadAnswer('a job is of another namespace');
  if (type === 'DELETED') return { kind: 'delete', key: formatKey(identity), position };
  if (type !== 'ADDED' && type !== 'MODIFIED') throw new BadAnswer('an event is of no known type');
  return { kind: 'set', position, ...toFeedJob(object) };
}

/** The server has begun to answer, so its refusal is in the stream. */
function readError(object: JsonObject, operation: string): FeedEvent<KubernetesFacts> {
  const status = readInteger(object, 'code') ?? 500;
  if (status === expiredStatus) return { kind: 'expired' };
  const body = new TextEncoder().encode(JSON.stringify(object));
  return {
    kind: 'failed',
    error: toProviderError(status, toKubernetesError({ status, headers: {}, body }, operation)),
  };
}
