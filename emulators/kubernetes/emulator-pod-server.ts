/** What an API server answers about pods. */
import type { EmulatedError, RawAnswer, StreamedAnswer } from '../kit/emulator.ts';
import type { JsonObject } from '../kit/json.ts';
import type { EmulatedTarget } from '../kit/protocol.ts';
import { toPodLog, type ReadPodLog } from './emulator-pod-logs.ts';
import { createPodLists, type EmulatedPod } from './emulator-pods.ts';

/** The pods of a cluster, and their logs. */
export interface PodWorld {
  /** The pods of the jobs, and of others. Default: there are none. */
  readonly pods?: () => readonly EmulatedPod[];
  /** Default: the node has lost them. */
  readonly logOf?: ReadPodLog;
}

export interface PodServer {
  /** Undefined for the path of something else. */
  readonly toTarget: (path: string) => EmulatedTarget | undefined;
  readonly toAnswer: (
    target: EmulatedTarget,
    query: Readonly<Record<string, string>>,
  ) => { readonly object: JsonObject } | RawAnswer | StreamedAnswer | EmulatedError;
  readonly expireLists: () => void;
  /** Logs that are followed. */
  readonly followed: () => number;
  /** Cuts them in the middle. */
  readonly cutLogs: () => void;
}

const podsPath = /^\/api\/v1\/namespaces\/([^/]+)\/pods$/;
const podPath = /^\/api\/v1\/namespaces\/([^/]+\/)pods\/([^/]+?)(\/log)?$/;

export function createPodServer(
  { pods = () => [], logOf = () => undefined }: PodWorld,
  lookMilliseconds: number,
): PodServer {
  const lists = createPodLists(pods);
  const followed = new Set<() => void>();
  const find = (id: string): EmulatedPod | undefined =>
    pods().find(({ metadata: { namespace, name } }) => `${namespace}/${name}` === id);
  return {
    toTarget: (path) => {
      const [, listed] = podsPath.exec(path) ?? [];
      if (listed !== undefined) return { operation: 'listNamespacedPod', id: listed };
      const [, namespace, name, log] = podPath.exec(path) ?? [];
      if (namespace === undefined || name === undefined) return undefined;
      return { operation: `readNamespacedPod${log === undefined ? '' : 'Log'}`, id: namespace + name };
    },
    toAnswer: ({ operation, id }, query) => {
      if (operation === 'listNamespacedPod') return lists.toPage(id ?? '', query);
      const pod = find(id ?? '');
      if (operation === 'readNamespacedPod' && pod !== undefined)
        return { object: { kind: 'Pod', apiVersion: 'v1', ...pod } };
      return toPodLog(id ?? '', query, {
        findPod: () => find(id ?? ''),
        logOf,
        lookMilliseconds,
        onFollow: (end) => {
          followed.add(end);
          return () => followed.delete(end);
        },
      });
    },
    expireLists: lists.expire,
    followed: () => followed.size,
    cutLogs: () => {
      for (const end of followed) end();
    },
  };
}
