/**
 * Jobs of a Kubernetes cluster (batch/v1): read by namespace and name, listed by namespace or for the whole cluster.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/
 */
import { parseJsonObject } from '../../provider/decode/json-fields.ts';
import { ProviderError } from '../../errors/errors.ts';
import type { JobKey } from '../../provider/contract/job.ts';
import {
  BadAnswer,
  type Adapter,
  type BatchAnswer,
  type DescribedJob,
  type Read,
} from '../../provider/contract/adapter.ts';
import { toRequestId } from '../../provider/contract/error-codes.ts';
import type { WireAnswer } from '../../provider/contract/wire.ts';
import { expiredStatus, readOfJob, toKubernetesError } from './errors.ts';
import { createKubernetesFeed } from './feed.ts';
import { formatKey, jobKeyPattern, parseKey, uidPattern } from './key.ts';
import { toKubernetesRecord, type KubernetesFacts } from './mapping.ts';
import { pageSize, readPage, toJobs } from './pages.ts';
import { readWireJob } from './wire.ts';

/** @param namespaces those to list; undefined for the whole cluster */
export function createKubernetesAdapter(namespaces: readonly string[] | undefined): Adapter<KubernetesFacts> {
  return {
    provider: 'KUBERNETES',
    lifecycle: 'ACTIVE',
    key: {
      pattern: jobKeyPattern,
      ofProviderJobId: (id) => (uidPattern.test(id) ? 'listed' : []),
      expected: 'the namespace, the name and the uid (a lower-case UUID) of a Job, joined by "/"',
    },
    toError: toKubernetesError,
    requestIdHeaders: ['audit-id'],
    describe: { maxKeys: 1, read: ([key = '']) => readJobOfUid(key) },
    find: readJobOfName,
    feed: createKubernetesFeed(namespaces),
    listing: {
      rowsAreRecords: true,
      newestFirst: false,
      maxPageSize: pageSize,
      expiredStatus,
      part: { noun: 'namespace', setting: 'namespaces' },
      containers: namespaces ?? [null],
      page: ({ container, after, size }) => readPage(container, after, size),
    },
  };
}

/** Reads the job that has the name now, with any uid. */
function readJobOfName(partOfKey: string): Read<DescribedJob<KubernetesFacts>> {
  const { namespace, name } = parseKey(partOfKey);
  return {
    operation: readOfJob,
    request: { method: 'GET', path: `${toJobs(namespace, 'list').path}/${name}` },
    toResult: ({ body }) => {
      const job = readWireJob(parseJsonObject(body));
      if (job.metadata.namespace !== namespace || job.metadata.name !== name)
        throw new BadAnswer('metadata.name', 'text', "another job's id");
      return { key: formatKey(job.metadata), record: toKubernetesRecord(job) };
    },
  };
}

function readJobOfUid(asked: JobKey): Read<BatchAnswer<KubernetesFacts>> {
  const read = readJobOfName(asked);
  return {
    ...read,
    toResult: (answer) => {
      const { key, record } = read.toResult(answer);
      return new Map([[asked, key === asked ? record : toGone(answer)]]);
    },
  };
}

/** The job was deleted, and another one has its name. */
function toGone({ headers }: WireAnswer): ProviderError {
  return new ProviderError('JOB_GONE', { requestId: toRequestId(headers['audit-id']) });
}
