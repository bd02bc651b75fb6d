/**
 * The state of an emulated cluster: its Jobs under resource versions, and the events that led to them. The world of jobs
 * is a function of time, so events are found by comparing it with what was there before.
 */
import { isJsonObject, type JsonObject } from '../kit/json.ts';
import { compareText } from '../kit/request.ts';

/** A Job as the API server holds it. The resource version is the emulator's, unless the job has one. */
export interface KubernetesEmulatedJob extends JsonObject {
  readonly metadata: JsonObject & { readonly namespace: string; readonly name: string; readonly uid: string };
  readonly spec?: JsonObject;
  readonly status?: JsonObject | undefined;
}

/** Something that happened to one job. */
export interface ClusterEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly version: number;
  /** With the resource version of the event. */
  readonly job: KubernetesEmulatedJob;
}

/** All jobs at one resource version, in the order of their keys. */
export interface ClusterSnapshot {
  readonly version: number;
  readonly jobs: readonly KubernetesEmulatedJob[];
}

export interface EmulatedCluster {
  /** Looks at the world, and tells the listeners what has changed. */
  readonly sync: () => ClusterSnapshot;
  /** What has happened since; undefined if that is forgotten. */
  readonly listEvents: (since: number) => readonly ClusterEvent[] | undefined;
  /** While somebody listens, the world is looked at again and again. Returns what stops it. */
  readonly listen: (listener: (event: ClusterEvent) => void) => () => void;
  /** Forgets all events until now. */
  readonly compact: () => void;
}

/** As real clusters, it does not begin at 1. */
const firstVersion = 1000;
/** Enough for any test; a demo may run for months. */
const maxEvents = 10_000;

/** @param lookMilliseconds how often the world is looked at while somebody listens */
export function createEmulatedCluster(
  list: () => readonly KubernetesEmulatedJob[],
  lookMilliseconds: number,
): EmulatedCluster {
  const history = createHistory();
  /** By `namespace/name`. */
  let held = new Map<string, HeldJob>();
  let timer: NodeJS.Timeout | undefined;

  function sync(): ClusterSnapshot {
    const next = new Map(list().map((job) => [toPath(job), job]));
    for (const [path, { own }] of held)
      if (next.get(path)?.metadata.uid !== own.metadata.uid) history.note('DELETED', own);
    const before = held;
    held = new Map();
    for (const [path, job] of [...next].sort(([one], [other]) => compareText(one, other))) {
      const text = JSON.stringify(job);
      const known = before.get(path);
      const isSame = known?.own.metadata.uid === job.metadata.uid;
      const isOld = isSame && known.text === text;
      held.set(path, isOld ? known : { text, own: job, job: history.note(isSame ? 'MODIFIED' : 'ADDED', job) });
    }
    return { version: history.version(), jobs: [...held.values()].map(({ job }) => job) };
  }

  sync();
  history.compact();
  return {
    sync,
    listEvents: history.list,
    compact: history.compact,
    listen: (listener) => {
      history.listeners.add(listener);
      timer ??= setInterval(sync, lookMilliseconds);
      return () => {
        history.listeners.delete(listener);
        if (history.listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

interface History {
  readonly version: () => number;
  readonly listeners: Set<(event: ClusterEvent) => void>;
  /** Returns the job under its new resource version. */
  readonly note: (type: ClusterEvent['type'], job: KubernetesEmulatedJob) => KubernetesEmulatedJob;
  readonly list: EmulatedCluster['listEvents'];
  readonly compact: () => void;
}

function createHistory(): History {
  const listeners = new Set<(event: ClusterEvent) => void>();
  const events: ClusterEvent[] = [];
  let version = firstVersion;
  let forgottenUntil = version;

  return {
    version: () => version,
    listeners,
    note: (type, job) => {
      version += 1;
      const event = { type, version, job: withVersion(job, version) };
      events.push(event);
      if (events.length > maxEvents) forgottenUntil = events.shift()?.version ?? version;
      for (const listener of [...listeners]) listener(event);
      return event.job;
    },
    list: (since) => (since < forgottenUntil ? undefined : events.filter((event) => event.version > since)),
    compact: () => {
      events.length = 0;
      forgottenUntil = version;
    },
  };
}

interface HeldJob {
  /** As the world gave it, and its text. */
  readonly own: KubernetesEmulatedJob;
  readonly text: string;
  /** As the cluster answers it. */
  readonly job: KubernetesEmulatedJob;
}

/** `namespace/name`, by which lists are ordered. */
export function toPath({ metadata }: KubernetesEmulatedJob): string {
  return `${metadata.namespace}/${metadata.name}`;
}

function withVersion(job: KubernetesEmulatedJob, version: number): KubernetesEmulatedJob {
  const { metadata, ...rest } = job;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    ...rest,
    metadata: { resourceVersion: String(version), ...metadata },
  };
}

/** The job has the values of the selectors of a list or a watch; undefined for a selector that is not known here. */
export function toSelection(
  query: Readonly<Record<string, string>>,
): ((job: KubernetesEmulatedJob) => boolean) | undefined {
  const fields = parseSelector(query['fieldSelector']);
  const labels = parseSelector(query['labelSelector']);
  if (fields === undefined || labels === undefined) return undefined;
  if (fields.some(([name]) => name !== 'metadata.name' && name !== 'metadata.namespace')) return undefined;
  return ({ metadata }) =>
    fields.every(([name, value]) => metadata[name.slice('metadata.'.length)] === value) &&
    labels.every(([name, value]) => isJsonObject(metadata['labels']) && metadata['labels'][name] === value);
}

function parseSelector(text: string | undefined): readonly (readonly [string, string])[] | undefined {
  if (text === undefined || text === '') return [];
  const parts = text.split(',').map((part) => /^([^=!]+)==?([^=]*)$/.exec(part));
  return parts.every((part) => part !== null) ? parts.map(([, name = '', value = '']) => [name, value]) : undefined;
}
