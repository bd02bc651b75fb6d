/**
 * The watch of a cluster's Jobs, or of those of one namespace. Of its events only the job's identity and version are read.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 */
import {
  parseJsonObject,
  readInteger,
  readObject,
  requireString,
  type JsonObject,
} from '../../provider/decode/json-fields.ts';
import { BadAnswer, type Feed, type FeedEvent, type FeedWatch } from '../../provider/contract/adapter.ts';
import { toProviderError } from '../../provider/contract/error-codes.ts';
import { expiredStatus, toKubernetesError } from './errors.ts';
import { formatKey, parseKey } from './key.ts';
import { readPosition, toJobs } from './pages.ts';
import { readIdentity } from './wire.ts';
import type { KubernetesFacts } from './mapping.ts';

/** The server ends a watch then; the next one continues at its last position. */
const watchSeconds = 300;

/** @param namespaces each has a separate watch; undefined for one watch of the whole cluster */
export function createKubernetesFeed(namespaces: readonly string[] | undefined): Feed<KubernetesFacts> {
  return {
    parts: namespaces ?? [null],
    toPart: (key) => (namespaces === undefined ? null : parseKey(key).namespace),
    begin: readPosition,
    watch: watchJobs,
    expiredStatus,
    isBehind: ({ resourceVersion }, word) => resourceVersion !== null && isEarlier(resourceVersion, word),
  };
}

/** Versions are opaque, but those of etcd are numbers that grow with every change of the cluster. */
function isEarlier(version: string, other: string): boolean {
  const areNumbers = [version, other].every((text) => /^\d{1,20}$/.test(text));
  return areNumbers && BigInt(version) < BigInt(other);
}

/** Without a position the watch would begin with an event for each job of the cluster. */
function watchJobs(namespace: string | null, position: string): FeedWatch {
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

const changes: ReadonlySet<string> = new Set(['ADDED', 'MODIFIED', 'DELETED']);

function readEvent(event: JsonObject, namespace: string | null, operation: string): FeedEvent | 'expired' {
  const type = requireString(event, 'type');
  const object = readObject(event, 'object') ?? {};
  if (type === 'ERROR') return throwUnlessExpired(object, operation);
  const position = requireString(readObject(object, 'metadata') ?? {}, 'resourceVersion');
  if (type === 'BOOKMARK') return { position, hint: null };
  if (!changes.has(type)) throw new BadAnswer('type', 'text', 'other text');
  const identity = readIdentity(object);
  if (namespace !== null && identity.namespace !== namespace)
    throw new BadAnswer('object.metadata.namespace', 'text', "another job's id");
  return { position, hint: { job: formatKey(identity), word: position } };
}

/** The server has begun to answer, so its refusal is in the stream. */
function throwUnlessExpired(object: JsonObject, operation: string): 'expired' {
  const status = readInteger(object, 'code') ?? 500;
  if (status === expiredStatus) return 'expired';
  const body = new TextEncoder().encode(JSON.stringify(object));
  throw toProviderError(status, toKubernetesError({ status, headers: {}, body }, operation));
}
