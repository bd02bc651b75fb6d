/** Pages of a list of Jobs: of a namespace, or of the whole cluster. */
import { within } from '../../provider/contract/bad-answer.ts';
import { toListRows } from '../../provider/contract/list-rows.ts';
import {
  parseJsonObject,
  readObject,
  readWord,
  requireString,
  type JsonObject,
  readItems,
  toObject,
} from '../../provider/decode/json-fields.ts';
import {
  BadAnswer,
  type ListPage,
  type Read,
  type ListRow,
  type OnUnreadable,
} from '../../provider/contract/adapter.ts';
import { formatKey } from './key.ts';
import { toKubernetesRecord } from './mapping.ts';
import { readWireJob } from './wire.ts';

/** Jobs have 4 to 10 KB: a page is one or two megabytes. */
export const pageSize = 200;
/** With what clients and controllers note about each member, a Job has some 400 values. */
const maxPageValues = 200_000;
const apiPath = '/apis/batch/v1';

/** @param namespace null for the whole cluster */
export function readPage(namespace: string | null, after: string | null, size: number): Read<ListPage> {
  return readListOf(namespace, after, size, (list, next, onUnreadable) => ({
    ...toListRows('items', readItems(list, 'items') ?? [], (item) => toRow(toObject(item), namespace), onUnreadable),
    next,
  }));
}

/** The version of the cluster now, which is that of any list. Without a limit it would be a list of all jobs. */
export function readPosition(namespace: string | null): Read<string> {
  return readListOf(namespace, null, 1, (list) =>
    readMetadata(list, (metadata) => requireString(metadata, 'resourceVersion')),
  );
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

function readListOf<T>(
  namespace: string | null,
  after: string | null,
  size: number,
  toResult: (list: JsonObject, next: string | null, onUnreadable: OnUnreadable | undefined) => T,
): Read<T> {
  const { operation, path } = toJobs(namespace, 'list');
  const query = { limit: String(size), ...(after === null ? {} : { continue: after }) };
  return {
    operation,
    request: { method: 'GET', path, query },
    toResult: ({ body }, onUnreadable) => {
      const list = parseJsonObject(body, maxPageValues);
      return toResult(list, readMetadata(list, readNext), onUnreadable);
    },
  };
}

function readMetadata<T>(list: JsonObject, read: (metadata: JsonObject) => T): T {
  const metadata = readObject(list, 'metadata') ?? {};
  return within('metadata', () => read(metadata));
}

function readNext(metadata: JsonObject): string | null {
  return readWord(metadata, 'continue');
}

function toRow(item: JsonObject, namespace: string | null): ListRow {
  const job = readWireJob(item);
  if (namespace !== null && job.metadata.namespace !== namespace)
    throw new BadAnswer('metadata.namespace', 'text', "another job's id");
  return { key: formatKey(job.metadata), facts: toKubernetesRecord(job).facts };
}
