/** A watch: events of jobs, one a line, until its time is over or somebody ends it. */
import type { EmulatedError } from '../kit/emulator.ts';
import { toEmulatedError, toStreamedAnswer, type StreamedAnswer } from '../kit/emulator.ts';
import type { JsonObject } from '../kit/json.ts';
import type { ClusterEvent, EmulatedCluster, KubernetesEmulatedJob } from './emulator-cluster.ts';

/** What a watch was asked for. */
export interface WatchQuery {
  readonly query: Readonly<Record<string, string>>;
  readonly selects: (job: KubernetesEmulatedJob) => boolean;
}

/** Every open watch. */
export interface EmulatedWatches {
  readonly open: (asked: WatchQuery, headers: Readonly<Record<string, string>>) => StreamedAnswer | EmulatedError;
  readonly size: () => number;
  /** Sends a line to all of them, whatever it holds. */
  readonly sendLine: (line: string) => void;
  /** Tells those that allow it which resource version they have come to. */
  readonly sendBookmarks: () => void;
  /** `cut`: the connections end in the middle. */
  readonly end: (how: 'cleanly' | 'cut') => void;
}

interface OpenWatch {
  readonly send: (line: string) => void;
  readonly bookmark: () => void;
  readonly end: (how: 'cleanly' | 'cut') => void;
}

/** @param formatStatus an error as the object that its line holds */
export function createEmulatedWatches(
  cluster: EmulatedCluster,
  formatStatus: (error: EmulatedError) => JsonObject,
  bookmarkMilliseconds: number,
): EmulatedWatches {
  const watches = new Set<OpenWatch>();
  const context = { cluster, formatStatus, bookmarkMilliseconds };

  return {
    open: (asked, headers) => {
      const refusal = toRefusal(asked.query, cluster);
      return (
        refusal ??
        toStreamedAnswer({ headers, run: (send, gone) => runWatch({ ...context, watches, asked, send, gone }) })
      );
    },
    size: () => watches.size,
    sendLine: (line) => {
      for (const { send } of watches) send(`${line}\n`);
    },
    sendBookmarks: () => {
      for (const { bookmark } of watches) bookmark();
    },
    end: (how) => {
      for (const { end } of watches) end(how);
    },
  };
}

function toRefusal({ resourceVersion = '' }: WatchQuery['query'], cluster: EmulatedCluster): EmulatedError | undefined {
  if (!/^\d*$/.test(resourceVersion))
    return toEmulatedError('Invalid', 'resourceVersion: Invalid value', { status: 422 });
  if (Number(resourceVersion) <= cluster.sync().version) return undefined;
  return toEmulatedError('Timeout', 'Too large resource version', { status: 504, details: { retryAfterSeconds: 1 } });
}

interface RunningWatch {
  readonly cluster: EmulatedCluster;
  readonly formatStatus: (error: EmulatedError) => JsonObject;
  readonly bookmarkMilliseconds: number;
  readonly watches: Set<OpenWatch>;
  readonly asked: WatchQuery;
  readonly send: (part: string) => void;
  readonly gone: AbortSignal;
}

async function runWatch(running: RunningWatch): Promise<void> {
  const { cluster, asked, send, gone, watches, bookmarkMilliseconds } = running;
  const { query, selects } = asked;
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  const sendEvent = ({ type, job }: Pick<ClusterEvent, 'type' | 'job'>): void => {
    if (selects(job)) send(`${JSON.stringify({ type, object: job })}\n`);
  };
  const first = listFirstEvents(query, cluster);
  if (first === undefined) {
    const expired = toEmulatedError('Expired', 'too old resource version', { status: 410 });
    send(`${JSON.stringify({ type: 'ERROR', object: running.formatStatus(expired) })}\n`);
    return;
  }
  for (const event of first) sendEvent(event);
  const bookmark = (annotations?: JsonObject): void => {
    const metadata = { resourceVersion: String(cluster.sync().version), creationTimestamp: null, annotations };
    send(`${JSON.stringify({ type: 'BOOKMARK', object: { kind: 'Job', apiVersion: 'batch/v1', metadata } })}\n`);
  };
  if (query['sendInitialEvents'] === 'true') bookmark({ 'k8s.io/initial-events-end': 'true' });
  const allowsBookmarks = query['allowWatchBookmarks'] === 'true';
  const watch: OpenWatch = {
    send,
    bookmark: () => {
      if (allowsBookmarks) bookmark();
    },
    end: (how) => {
      if (how === 'cleanly') resolve();
      else reject(new Error('the watch is cut'));
    },
  };
  const stopListening = cluster.listen(sendEvent);
  const marking = setInterval(watch.bookmark, bookmarkMilliseconds);
  const ending = setTimeout(resolve, toSeconds(query['timeoutSeconds']) * 1000);
  gone.addEventListener('abort', () => {
    resolve();
  });
  watches.add(watch);
  await over.finally(() => {
    watches.delete(watch);
    stopListening();
    clearInterval(marking);
    clearTimeout(ending);
  });
}

/** All jobs there are, or what has happened since a resource version; undefined if that is forgotten. */
function listFirstEvents(
  { resourceVersion = '', sendInitialEvents }: WatchQuery['query'],
  cluster: EmulatedCluster,
): readonly Pick<ClusterEvent, 'type' | 'job'>[] | undefined {
  if (sendInitialEvents === 'true' || Number(resourceVersion) === 0)
    return cluster.sync().jobs.map((job) => ({ type: 'ADDED', job }));
  return cluster.listEvents(Number(resourceVersion));
}

/** A server's own limit is 30 to 60 minutes. */
function toSeconds(timeoutSeconds: string | undefined): number {
  const seconds = Number(timeoutSeconds ?? 1800);
  return seconds > 0 && seconds < 86_400 ? seconds : 1800;
}
