/** Lists of jobs in pages, each list as of one resource version, in the order of the jobs' keys. */
import type { EmulatedError } from '../kit/emulator.ts';
import { toEmulatedError } from '../kit/emulator.ts';
import type { JsonObject } from '../kit/json.ts';
import { compareText } from '../kit/request.ts';
import { toPath, type ClusterSnapshot, type EmulatedCluster, type KubernetesEmulatedJob } from './emulator-cluster.ts';

export interface EmulatedLists {
  readonly toPage: (
    query: Readonly<Record<string, string>>,
    selects: (job: KubernetesEmulatedJob) => boolean,
  ) => JsonObject | EmulatedError;
  /** Expires all lists that have begun: their tokens are refused. */
  readonly expire: () => void;
}

/** Where a list continues. */
interface Continuation {
  readonly version: number;
  readonly after: string;
}

/** How many lists may be continued. */
const maxSnapshots = 100;

export function createEmulatedLists(cluster: EmulatedCluster): EmulatedLists {
  const snapshots = new Map<number, ClusterSnapshot>();

  function begin(): ClusterSnapshot {
    const snapshot = cluster.sync();
    snapshots.set(snapshot.version, snapshot);
    const [oldest] = snapshots.keys();
    if (snapshots.size > maxSnapshots && oldest !== undefined) snapshots.delete(oldest);
    return snapshot;
  }

  return {
    toPage: (query, selects) => {
      const size = Number(query['limit'] ?? 0);
      if (!Number.isInteger(size) || size < 0) return toEmulatedError('BadRequest', 'limit: Invalid value');
      const token = query['continue'] ?? '';
      const from = token === '' ? undefined : parseContinuation(token);
      if (token !== '' && from === undefined) return toEmulatedError('BadRequest', 'continue key is not valid');
      const snapshot = from === undefined ? begin() : snapshots.get(from.version);
      if (snapshot === undefined) return toExpired(cluster, from?.after ?? '');
      const rest = snapshot.jobs.filter((job) => selects(job) && compareText(toPath(job), from?.after ?? '') > 0);
      // The watch cache answers a list at any version as a whole.
      return toList(snapshot.version, rest, size === 0 || query['resourceVersion'] === '0' ? rest.length : size);
    },
    expire: () => {
      snapshots.clear();
    },
  };
}

function toList(version: number, jobs: readonly KubernetesEmulatedJob[], size: number): JsonObject {
  const items = jobs.slice(0, size);
  const last = items.at(-1);
  const more =
    last === undefined || items.length === jobs.length
      ? {}
      : {
          continue: formatContinuation({ version, after: toPath(last) }),
          remainingItemCount: jobs.length - items.length,
        };
  return { kind: 'JobList', apiVersion: 'batch/v1', metadata: { resourceVersion: String(version), ...more }, items };
}

/** With a token to go on at the present version, as API servers offer; it is no consistent list then. */
function toExpired(cluster: EmulatedCluster, after: string): EmulatedError {
  const message = 'The provided continue parameter is too old to display a consistent list result.';
  const token = formatContinuation({ version: cluster.sync().version, after });
  return toEmulatedError('Expired', message, { status: 410, details: { metadata: { continue: token } } });
}

function formatContinuation(continuation: Continuation): string {
  return Buffer.from(JSON.stringify(continuation)).toString('base64url');
}

function parseContinuation(token: string): Continuation | undefined {
  try {
    const value = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Partial<Continuation>;
    return typeof value.version === 'number' && typeof value.after === 'string'
      ? { version: value.version, after: value.after }
      : undefined;
  } catch {
    return undefined;
  }
}
