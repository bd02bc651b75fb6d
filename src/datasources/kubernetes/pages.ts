/** Pages of a list of Jobs: of a namespace, or of the whole cluster. */
import {
  parseJsonObject,
  readObject,
  readObjects,
  readWord,
  requireString,
  type JsonObject,
} from '../../decode/json-fields.ts';
import { BadAnswer, type FeedJob, type FeedPage, type ListPage, type Read } from '../../provider/adapter.ts';
import { formatKey } from './key.ts';
import { toKubernetesRecord, type KubernetesFacts } from './mapping.ts';
import { readIdentity, readWireJob } from './wire.ts';

/** Jobs have 4 to 10 KB: a page is one or two megabytes. */
export const pageSize = 200;
/** With what clients and controllers note about each member, a Job has some 400 values. */
const maxPageValues = 200_000;
const apiPath = '/apis/batch/v1';

/** @param namespace null for the whole cluster */
export function readPage(
  namespace: string | null,
  after: string | null,
  size: number,
): Read<ListPage<KubernetesFacts>> {
  return readListOf(namespace, after, size, (items, next) => ({ rows: items.map(toRow), next }));
}

/** The page of a list that a watch goes on from. One job that cannot be read takes no other along. */
export function readFeedPage(namespace: string | null, after: string | null): Read<FeedPage<KubernetesFacts>> {
  return readListOf(namespace, after, pageSize, (items, next, metadata) => ({
    jobs: items.map(toFeedJob),
    next,
    position: requireString(metadata, 'resourceVersion'),
  }));
}

/** The path of the jobs, and the name of an operation on them that begins with this verb. */
export function toJobs(
  namespace: string | null,
  verb: 'list' | 'watch',
): { readonly operation: string; readonly path: string } {
  return namespace === null
    ? { operation: `${verb}JobForAllNamespaces`, path: `${apiPath}/jobs` }
    : { operation: `${verb}NamespacedJob`, path: `${apiPath}/namespaces/${namespace}/jobs` };
}

/** A job of a feed, even if only its key can be read. Throws `BadAnswer` if not even that can. */
export function toFeedJob(item: JsonObject): FeedJob<KubernetesFacts> {
  const key = formatKey(readIdentity(item));
  try {
    return { key, record: toKubernetesRecord(readWireJob(item)) };
  } catch (error) {
    if (error instanceof BadAnswer) return { key, record: undefined };
    throw error;
  }
}

function readListOf<T>(
  namespace: string | null,
  after: string | null,
  size: number,
  toResult: (items: readonly JsonObject[], next: string | null, metadata: JsonObject) => T,
): Read<T> {
  const { operation, path } = toJobs(namespace, 'list');
  const query = { limit: String(size), ...(after === null ? {} : { continue: after }) };
  return {
    operation,
    request: { method: 'GET', path, query },
    toResult: ({ body }) => {
      const list = parseJsonObject(body, maxPageValues);
      const items = readObjects(list, 'items') ?? [];
      if (namespace !== null && items.some((item) => readIdentity(item).namespace !== namespace))
        throw new BadAnswer('a job is of another namespace');
      const metadata = readObject(list, 'metadata') ?? {};
      return toResult(items, readWord(metadata, 'continue'), metadata);
    },
  };
}

function toRow(item: JsonObject): ListPage<KubernetesFacts>['rows'][number] {
  const job = readWireJob(item);
  const { facts, secrets } = toKubernetesRecord(job);
  return { key: formatKey(job.metadata), facts, withheld: Object.keys(secrets) };
}
